export type { Approval, Approvals, Decision, OpenPermission } from './approvals.ts';
export { Shown } from './shown.ts';
