export { type AuditEntry, entryOf } from './entry.ts';
export { callId, questionId, refusalId } from './keys.ts';
export { parseAuditRow, toAuditDecision, toAuditOutcome, toAuditRow } from './row.ts';
export { createAuditTrail, type Auditor, type AuditTrail, type HashKey } from './trail.ts';
