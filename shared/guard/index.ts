export type { Account, NumberPrice, OptOut } from './account.ts';
export { Shown, type Approval, type Approvals, type Decision, type OpenPermission } from './approvals/index.ts';
export * from './audit/index.ts';
export { KINDS, type GuardedCall, type GuardedTool, type GuardRules, type Kind } from './call.ts';
export { partiesOf, type Parties, type PartyRole } from './parties.ts';
export type { Forecast, Left, Would } from './preview.ts';
export type { Risk } from './risk.ts';
export { createGuard, GUARD_TABLE, type Guard } from './guard.ts';
export { KEYS_DOWN, type Ending, type OpenQuestion, type Outcome, type Presence } from './calls/index.ts';
