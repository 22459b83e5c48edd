export { createApprovalsPage } from './handlers.ts';
