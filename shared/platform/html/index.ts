export { html } from 'hono/html';
export { pageErrors, wordsPage, type StartAgain } from './error-page.ts';
export { page, type Html } from './page.ts';
export { copyable } from './parts.ts';
export { cursorInstallLink, SERVER_NAME, vsCodeInstallLink } from './client-tabs.ts';
export { personLine } from './parts.ts';
export { clientTabs, type ClientTab } from './client-tabs.ts';
export { timeOf } from './parts.ts';
