import type { AuditEntry } from './entry.ts';

/** What came of a call or of a question, as people read it. */
export const AUDIT_RESULTS = [
  'done',
  'under_way',
  /** Nobody knows whether it was carried out: the answer was lost, or this app was cut off. */
  'unknown',
  'failed',
  'refused',
  'waiting',
  'approved',
  'denied',
  'no_decision',
] as const;
export type AuditResult = (typeof AUDIT_RESULTS)[number];

/** An outcome that begins with it says why it is unknown: `unknown:timeout`. */
const UNKNOWN = /^unknown(:|$)/;

/** @param now milliseconds since the epoch */
export function resultOf({ stage, outcome, overAt }: Pick<AuditEntry, 'stage' | 'outcome' | 'overAt'>, now: number): AuditResult {
  if (stage === 'refusal') return 'refused';
  if (stage === 'question') {
    if (outcome === 'approved' || outcome === 'denied') return outcome;
    return now < overAt ? 'waiting' : 'no_decision';
  }
  if (outcome === 'ok') return 'done';
  if (outcome === 'begun') return now < overAt ? 'under_way' : 'unknown';
  return UNKNOWN.test(outcome) ? 'unknown' : 'failed';
}
