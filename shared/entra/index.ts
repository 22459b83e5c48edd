export { LoginError, type LoginFailure } from './errors.ts';
export type { Person } from './id-token.ts';
export { createLogin, LOGIN_SECONDS, type Login } from './login.ts';
