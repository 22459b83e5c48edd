import { randomBytes } from 'node:crypto';
import type { TransactionAction } from '@azure/data-tables';
import type { Sealer } from '../../identity/index.ts';
import type { GuardedCall } from '../call.ts';
import type { CallDigests } from '../digests/index.ts';
import {
  APPROVALS_KEPT_SECONDS,
  approvalWrite,
  counterWrite,
  KEY,
  type ApprovalRow,
  type Counters,
  type Ledger,
  type Stored,
  type Write,
} from '../ledger/index.ts';
import { asked, NO_COUNTERS, WAITING_MS } from '../policy/index.ts';
import type { Shown } from './shown.ts';

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
  const sealed = recipient && (await sealer.seal({ to: recipient.address }, APPROVALS_KEPT_SECONDS));
  const row: ApprovalRow = {
    id,
    state: 'waiting',
    nonce,
    subject: call.principal.subject,
    clientId: call.principal.clientId,
    tool: call.tool.name,
    askedAt: at,
    until: at + WAITING_MS,
    shown: await sealer.seal({ shown }, APPROVALS_KEPT_SECONDS),
    ...(shown.mayRepeat && sealed !== undefined && { repeat: { kind: call.tool.rules.counts, from, to, shown: sealed } }),
  };
  const counters = asked(person.row ?? NO_COUNTERS, id, at);
  const writes: Write[] = [approvalWrite({ key, etag: stored?.etag }, row, at), counterWrite(person, counters, at)];
  return (await ledger.write(writes, audit)) ? row : undefined;
}
