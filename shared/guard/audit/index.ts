export { auditedIds, type AuditEntry, entryOf } from './entry.ts';
export { callId, isEntryId, questionId, refusalId } from './keys.ts';
export { parseAuditRow, toAuditDecision, toAuditOutcome, toAuditRow } from './row.ts';
export { createAuditTrail, type Auditor, type AuditTrail, type HashKey, type PageTrail, type ShownPage } from './trail.ts';
export { createAuditReader, type AuditReader } from './reader.ts';
export { AUDIT_RESULTS, resultOf, type AuditResult } from './result.ts';
export { createNumberSearch, type NumberSearch } from './number-search.ts';
