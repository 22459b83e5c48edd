import { randomBytes } from 'node:crypto';
import type { TransactionAction } from '@azure/data-tables';
import type { Sealer } from '../../identity/index.ts';
import type { GuardedCall } from '../call.ts';
import type { CallDigests } from '../digests/index.ts';
import { KEY, type ApprovalRow, type Counters, type Ledger, type Stored, type Write } from '../ledger/index.ts';
import { asked, NO_COUNTERS } from '../policy/index.ts';
import type { Shown } from './shown.ts';

const MINUTE = 60_000;
/** How long a person may take to decide. */
const DECIDE_MS = 15 * MINUTE;
const KEPT_SECONDS = 24 * 3_600;
const KEPT_MS = KEPT_SECONDS * 1000;
const COUNTERS_KEPT_MS = 2 * KEPT_MS;

interface Asking {
  readonly ledger: Ledger;
  readonly sealer: Sealer;
  readonly call: GuardedCall;
  readonly digests: CallDigests;
  readonly shown: Shown;
  /** The row of an earlier question about the same call, where there is one. */
  readonly stored: Stored<ApprovalRow> | undefined;
  readonly person: Stored<Counters>;
  readonly at: number;
  readonly nonce: string;
  readonly audit: TransactionAction;
}

export const newNonce = (): string => randomBytes(16).toString('base64url');

/**
 * Writes the question to a person: from now on it is on the page.
 *
 * @returns the row; undefined if a row has changed since it was read
 */
export async function askPerson({
  ledger,
  sealer,
  call,
  digests,
  shown,
  stored,
  person,
  at,
  nonce,
  audit,
}: Asking): Promise<ApprovalRow | undefined> {
  const [active = ''] = digests.exact;
  const [from = ''] = digests.sender;
  const key = stored?.key ?? KEY.approval(active);
  const id = key.slice(KEY.approval('').length);
  const [recipient] = shown.recipients;
  const [[to = ''] = []] = digests.recipients;
  const sealed = recipient && (await sealer.seal({ to: recipient.address }, KEPT_SECONDS));
  const row: ApprovalRow = {
    id,
    state: 'waiting',
    nonce,
    subject: call.principal.subject,
    clientId: call.principal.clientId,
    tool: call.tool.name,
    askedAt: at,
    until: at + DECIDE_MS,
    shown: await sealer.seal({ shown }, KEPT_SECONDS),
    ...(shown.mayRepeat && sealed !== undefined && { repeat: { kind: call.tool.rules.counts, from, to, shown: sealed } }),
  };
  const counters = asked(person.row ?? NO_COUNTERS, id, at);
  const writes: Write[] = [
    { key, etag: stored?.etag, row, purgeAfter: at + KEPT_MS },
    { key: person.key, etag: person.etag, row: counters, purgeAfter: at + COUNTERS_KEPT_MS },
  ];
  return (await ledger.write(writes, audit)) ? row : undefined;
}
