export type { AskedBy, Digests, Question, Rows, Verdict } from './verdict.ts';
export { decide } from './decide.ts';
export { NO_COUNTERS } from './counters.ts';
