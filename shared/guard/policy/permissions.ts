import { risksOf } from '../call.ts';
import type { Counters, Permission } from '../ledger/index.ts';
import type { Reason } from '../facts/index.ts';
import { HOUR_MS } from './time.ts';
import type { Question } from './verdict.ts';

const MOST_PERMISSIONS = 20;

/** What a person has seen when they allowed a number for an hour. Anything else, such as a new webhook host, asks them again. */
const COVERED: ReadonlySet<Reason['code']> = new Set([
  'foreign_country',
  'unknown_number',
  'short_code',
  'sip_host',
  'quiet_hours',
  'many_wordings',
]);

/** @returns whether an hour's permission fits: same client, kind, sender and recipient, and the call neither buys nor does anything else beside */
export function isPermitted({ call, rows, digests }: Question, reasons: readonly Reason[], now: number): boolean {
  const { principal, tool } = call;
  const [recipient, ...others] = digests.recipients;
  const doesMore = risksOf(tool).includes('purchase') || (tool.rules.also ?? []).some((risk) => risk !== 'write');
  if (doesMore || recipient === undefined || others.length > 0) return false;
  return (
    reasons.every(({ code }) => COVERED.has(code)) &&
    rows.person.permissions.some(
      ({ client, kind, from, to, until }) =>
        now < until && client === principal.clientId && kind === tool.rules.counts && from === digests.sender && to === recipient,
    )
  );
}

/** @returns undefined if so many are open that there is no room for another */
export function withPermission(counters: Counters, permission: Permission): Counters | undefined {
  const givenAt = permission.until - HOUR_MS;
  const others = counters.permissions.filter((each) => givenAt < each.until && !isSame(each, permission));
  return others.length < MOST_PERMISSIONS ? { ...counters, permissions: [...others, permission] } : undefined;
}

export const withoutPermission = (counters: Counters, id: string): Counters => ({
  ...counters,
  permissions: counters.permissions.filter((each) => each.id !== id),
});

const isSame = (one: Permission, other: Permission) =>
  one.client === other.client && one.kind === other.kind && one.from === other.from && one.to === other.to;
