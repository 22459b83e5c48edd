export { html } from 'hono/html';
export { page, type Html } from './page.ts';
export { copyable } from './copyable.ts';
