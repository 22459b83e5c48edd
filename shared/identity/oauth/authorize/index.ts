export { createAuthorize } from './authorize.ts';
