export { createConfirmation } from './confirmation.ts';
export { LoginError, type LoginErrorReason } from './errors.ts';
export type { Person } from './id-token.ts';
export { createLogin, LOGIN_SECONDS, type Login, type LoginInProgress } from './login.ts';
export { createEntraTokens, type EntraTokens } from './stored-token.ts';
