import type { CallRow } from '../ledger/index.ts';
import type { Question, Verdict } from './verdict.ts';
import { keyConflict, outcomeUnknown } from './words.ts';

/** @returns what comes of a call that was made before; undefined for one that was not, or that is meant again */
export function repeated({ settings, call, rows, digests }: Question, now: number): Verdict | undefined {
  const { rules } = call.tool;
  if (call.requestKey !== undefined) {
    // A new key says "on purpose": whatever the same call did without it does not count.
    const row = live(rows.key, now);
    if (row && row.exact !== digests.request) return { kind: 'refuse', refusal: keyConflict(rules.counts, row.at) };
    return row && asBefore(row, call, now);
  }
  const row = settings.duplicates && rules.windowMs > 0 ? live(rows.call, now) : undefined;
  return row && asBefore(row, call, now);
}

const live = (row: CallRow | undefined, now: number) => (row && now < row.until ? row : undefined);

function asBefore(row: CallRow, { tool }: Question['call'], now: number): Verdict {
  if (row.state === 'done') return { kind: 'receipt', row };
  if (now < row.overAt) return { kind: 'under_way' };
  const { at, until } = row;
  const { howToCheck, rules } = tool;
  // "Not yet" and "just sent" look the same from here.
  return { kind: 'refuse', refusal: outcomeUnknown(rules.counts, { at, until, howToCheck, keyed: rules.keyed }, now) };
}
