export { createAuditPage } from './handlers.ts';
