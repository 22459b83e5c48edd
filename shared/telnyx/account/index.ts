export { createAccount, type AccountOptions } from './account.ts';
