export { createGrantsPage } from './handlers.ts';
