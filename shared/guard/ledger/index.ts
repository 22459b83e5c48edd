export type { ApprovalRow, ApprovalState, Asked, CallRow, Count, Counters, Permission, Read, RecipientRow } from './rows.ts';
