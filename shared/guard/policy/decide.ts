import type { Question, Verdict } from './verdict.ts';

/** Decides about a call. Depends on nothing but its argument. */
export function decide({ facts, rows, now, call }: Question): Verdict {
  if (facts.refusal) return { kind: 'refuse', refusal: facts.refusal };
  const row = rows.key ?? rows.call;
  if (row && now < row.until && call.tool.rules.windowMs > 0) {
    return row.state === 'done' ? { kind: 'receipt', row } : { kind: 'under_way' };
  }
  return { kind: 'go', asked: 'nobody', person: rows.person, all: rows.all, recipients: [] };
}
