export type { AuditEntry } from './entry.ts';
export { createAuditTrail, type Auditor, type AuditTrail } from './trail.ts';
