import type { TransactionAction } from '@azure/data-tables';
import type { GuardedCall } from '../call.ts';
import type { CallDigests } from '../digests/index.ts';
import {
  approvalWrite,
  counterWrite,
  recipientWrite,
  type CallRow,
  type Counters,
  type Ledger,
  type LedgerKeys,
  type Reading,
  type Write,
} from '../ledger/index.ts';
import type { Verdict } from '../policy/index.ts';
import { approvalOf } from './rows-of.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** After its time limit, a call can still be writing its receipt for so long. */
const SETTLING_MS = 30_000;
/** How long a call whose outcome is unknown keeps the same one from being made: shorter where no request key can say "on purpose". */
const UNKNOWN_MS = { keyed: DAY, other: 10 * MINUTE };

interface Reserving {
  readonly call: GuardedCall;
  readonly keys: LedgerKeys;
  readonly digests: CallDigests;
  readonly reading: Reading;
  readonly verdict: Extract<Verdict, { kind: 'go' }>;
  readonly attempt: string;
  readonly at: number;
  /** Inserts the audit row of this attempt. */
  readonly audit: TransactionAction;
}

/** When a call is over, with a receipt or not. */
const overAt = ({ tool }: GuardedCall, at: number): number => at + tool.timeoutMs + SETTLING_MS;

/** The row of a call that is being carried out. */
export function sendingRow(call: GuardedCall, digests: CallDigests, attempt: string, at: number): CallRow {
  const over = overAt(call, at);
  const until = over + (call.tool.rules.keyed ? UNKNOWN_MS.keyed : UNKNOWN_MS.other);
  return { state: 'sending', attempt, at, overAt: over, until, made: [], exact: digests.request[0] };
}

/**
 * Claims a call in one transaction: its row, the counters, the recipients, the approval that it uses, and its audit row.
 *
 * @returns false if a row has changed since it was read
 */
export function reserve(ledger: Ledger, { call, keys, digests, reading, verdict, attempt, at, audit }: Reserving): Promise<boolean> {
  const row = sendingRow(call, digests, attempt, at);
  const claim = [...reading.calls, ...reading.keys].map(({ key, etag }): Write => ({ key, etag, row, purgeAfter: row.until }));
  const recipients = reading.recipients.flatMap((stored, index) =>
    stored.flatMap((place): Write[] => {
      const row = verdict.recipients[index];
      return row ? [recipientWrite(place, row, at)] : [];
    }),
  );
  const used = verdict.asked === 'page' || verdict.asked === 'form' ? approvalOf(reading, digests.exact[0] ?? '') : undefined;
  const usedBy = keys.calls[0] ?? keys.keys[0];
  const approval = used?.row ? [approvalWrite(used, { ...used.row, state: 'used', usedBy, attempt }, at)] : [];
  return ledger.write([...claim, ...counterWrites(reading, verdict, at), ...recipients, ...approval], audit);
}

/** The writes of both counters. */
export function counterWrites(
  reading: Pick<Reading, 'person' | 'all'>,
  { person, all }: Record<'person' | 'all', Counters>,
  at: number,
): Write[] {
  return [counterWrite(reading.person, person, at), counterWrite(reading.all, all, at)];
}
