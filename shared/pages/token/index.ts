export { createTokenPage } from './handlers.ts';
export { SESSION_COOKIE as TOKEN_PAGE_COOKIE } from './session.ts';
