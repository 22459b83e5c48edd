export { askPerson, newNonce } from './ask.ts';
export { allowingAnHour } from './permission.ts';
export type { Approval, Approvals, Decision, OpenPermission } from './approvals.ts';
export { CALLER, Shown } from './shown.ts';
export { createApprovals } from './store.ts';
export { shownOf } from './shown-call.ts';
export { whatOf } from './what-of.ts';
