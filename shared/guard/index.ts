export { createAuditTrail, type Auditor, type AuditTrail } from './audit/index.ts';
export { partiesOf, type Parties, type PartyRole } from './parties.ts';
export type { Risk } from './risk.ts';
