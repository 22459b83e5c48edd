export type { AskedBy, Digests, Question, Rows, Verdict } from './verdict.ts';
export { asked, decided, WAITING_MS } from './asking.ts';
export { decide } from './decide.ts';
export { costOf, leftOf } from './limits.ts';
export { givenBack, NO_COUNTERS } from './counters.ts';
export { withoutPermission, withPermission } from './permissions.ts';
export { recipientGivenBack } from './recipients.ts';
export { timeOf } from './time.ts';
