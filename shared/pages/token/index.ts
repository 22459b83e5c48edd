export { COPIED_TOKEN_CLIENT, createTokenPage } from './handlers.ts';
export { SESSION_COOKIE as TOKEN_PAGE_COOKIE } from './session.ts';
export { UNNAMED_TOKEN } from './token-name.ts';
export { createShownToken, type ShownToken } from './shown-token.ts';
