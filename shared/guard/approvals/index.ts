export { askPerson, newNonce } from './ask.ts';
export type { Approval, Approvals, Decision, OpenPermission } from './approvals.ts';
export { Shown } from './shown.ts';
export { createApprovals } from './store.ts';
export { shownOf, whatOf } from './shown-call.ts';
