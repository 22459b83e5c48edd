export { createAuditTrail, type Auditor, type AuditTrail } from './trail.ts';
