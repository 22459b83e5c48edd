import type { CallDigests } from '../digests/index.ts';
import { KEY, type ApprovalRow, type LedgerKeys, type Reading, type RecipientRow, type Stored } from '../ledger/index.ts';
import type { GuardedCall } from '../call.ts';
import { NO_COUNTERS, type Rows } from '../policy/index.ts';
import type { GuardSettings } from '../../platform/index.ts';

/** @returns the keys of all rows about a call */
export function keysOf(
  { tool, principal }: GuardedCall,
  digests: CallDigests,
  { duplicates }: Pick<GuardSettings, 'duplicates'>,
): LedgerKeys {
  return {
    calls: duplicates && tool.rules.windowMs > 0 ? digests.what.map(KEY.call) : [],
    keys: digests.key.map(KEY.requestKey),
    approvals: digests.exact.map(KEY.approval),
    recipients: digests.recipients.map((each) => each.map(KEY.recipient)),
    subject: principal.subject,
  };
}

/**
 * @returns the rows that count, of those under several seal keys: the newest of each kind, its digests as they are under the active key
 */
export function rowsOf(reading: Reading, { exact, request, sender, recipients }: CallDigests): Rows {
  const key = newest(reading.keys, ({ at }) => at);
  const [active = ''] = exact;
  const present = (digest: string, digests: readonly string[]) => (digests.includes(digest) ? (digests[0] ?? digest) : digest);
  const approval = approvalOf(reading, active)?.row;
  const person = reading.person.row ?? NO_COUNTERS;
  return {
    call: newest(reading.calls, ({ at }) => at),
    key: key && { ...key, exact: key.exact === undefined ? undefined : present(key.exact, request) },
    person: {
      ...person,
      permissions: person.permissions.map((each) => ({
        ...each,
        from: present(each.from, sender),
        to: recipients.reduce((to, digests) => present(to, digests), each.to),
      })),
    },
    all: reading.all.row ?? NO_COUNTERS,
    recipients: reading.recipients.map(recipientOf),
    approval: approval && { ...approval, id: present(approval.id, exact) },
  };
}

/** The approval that counts, of those under several seal keys. */
export function approvalOf({ approvals }: Reading, active: string): Stored<ApprovalRow> | undefined {
  const found = approvals.filter(({ row }) => row !== undefined).sort((one, other) => (other.row?.askedAt ?? 0) - (one.row?.askedAt ?? 0));
  return found[0] ?? approvals.find(({ key }) => key === KEY.approval(active));
}

function newest<Row>(stored: readonly Stored<Row>[], at: (row: Row) => number): Row | undefined {
  return stored.reduce<Row | undefined>((last, { row }) => (row && (!last || at(row) > at(last)) ? row : last), undefined);
}

function recipientOf(stored: readonly Stored<RecipientRow>[]): RecipientRow | undefined {
  const row = newest(stored, ({ recent, firstAt }) => recent.at(-1) ?? firstAt);
  // An opt-out may be known under one seal key alone.
  const optedOutAt = stored.map((each) => each.row?.optedOutAt).find((at) => at !== undefined);
  const oldestFirst = stored.flatMap((each) => each.row?.optOuts ?? []).sort((one, other) => one.at - other.at);
  const optOuts = new Map(oldestFirst.map((each) => [each.profileId, each]));
  return row && { ...row, ...(optedOutAt !== undefined && { optedOutAt }), ...(optOuts.size > 0 && { optOuts: [...optOuts.values()] }) };
}
