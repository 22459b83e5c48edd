export { createLedger, KEY, type Ledger, type LedgerKeys, type Reading, type Stored, type Write } from './ledger.ts';
export { purgeRows } from './purge.ts';
export { BusyError, createLine, type Line } from './line.ts';
export { APPROVALS_KEPT_SECONDS, approvalWrite, counterWrite, recipientWrite } from './writes.ts';
export { PARTITION, toEntity } from './entity.ts';
export { ApprovalRow, CallRow, Counters, RecipientRow, type ApprovalState, type Asked, type Count, type Permission } from './rows.ts';
