export { createTokenPage } from './handlers.ts';
