import { setTimeout as wait } from 'node:timers/promises';
import type { TransactionAction } from '@azure/data-tables';
import { type Ask, type Logger, readRow, StoreUnavailableError, transact } from '../../platform/index.ts';
import type { OptOut } from '../account.ts';
import type { GuardedCall } from '../call.ts';
import type { CallDigests } from '../digests/index.ts';
import type { Facts } from '../facts/index.ts';
import {
  approvalWrite,
  PARTITION,
  recipientWrite,
  toEntity,
  type ApprovalRow,
  type CallRow,
  type Ledger,
  type LedgerKeys,
  type Line,
  type Reading,
  type Stored,
  type Write,
} from '../ledger/index.ts';
import { costOf, givenBack, NO_COUNTERS, recipientGivenBack } from '../policy/index.ts';
import { auditedIds, toAuditOutcome } from '../audit/index.ts';
import type { Receipt, Receipts } from './receipts.ts';
import { counterWrites, sendingRow } from './reserve.ts';

/** How a claimed call ended. */
export type Ending =
  | { readonly kind: 'done'; readonly receipt: Receipt }
  /** Telnyx certainly did nothing: the call may be made again, and does not count. */
  | {
      readonly kind: 'nothing';
      readonly code: string;
      /** Telnyx refuses because the recipient answered STOP. */
      readonly optedOut?: boolean;
    }
  | { readonly kind: 'unknown'; readonly code: string };

/** What was reserved. */
export interface Reserved {
  readonly call: GuardedCall;
  readonly facts: Facts;
  readonly keys: LedgerKeys;
  readonly digests: CallDigests;
  /** The rows as they were before. */
  readonly reading: Pick<Reading, 'calls' | 'keys' | 'approvals'>;
  readonly attempt: string;
  readonly at: number;
  /** The same time by the clock of this process that never jumps, in milliseconds. */
  readonly begunAt: number;
  readonly auditId: string;
}

interface Settling {
  readonly ask: Ask;
  readonly ledger: Ledger;
  readonly receipts: Receipts;
  readonly inLine: Line;
  readonly optOuts: { learn(optOut: OptOut): Promise<void> };
  readonly log: Logger;
}

const DAY = 86_400_000;
const MOST_TRIES = 12;

/** Writes how a call ended. Never rejects: what was done is done, and a row that still says "sending" becomes "unknown" by itself. */
export async function settle(parts: Settling, reserved: Reserved, ending: Ending): Promise<void> {
  try {
    if (ending.kind === 'done') await writeReceipt(parts, reserved, ending);
    else if (ending.kind === 'nothing') await undo(parts, reserved, ending);
    else await writeUnknown(parts, reserved, ending.code);
  } catch (error) {
    const { call } = reserved;
    parts.log.error('guard_not_settled', error, { request: call.requestId, tool: call.tool.name, ending: ending.kind });
  }
}

async function undo(parts: Settling, reserved: Reserved, { code, optedOut }: Extract<Ending, { kind: 'nothing' }>): Promise<void> {
  // However long the line is: what counts too much locks people out.
  await parts.inLine(() => giveBack(parts, reserved, code), Infinity);
  const [recipient, ...others] = reserved.facts.recipients;
  if (optedOut && recipient && others.length === 0) {
    const { profileId } = reserved.facts;
    await parts.optOuts.learn({ number: recipient.address, profileId, at: reserved.at });
  }
}

const outcome = ({ auditId }: Pick<Reserved, 'auditId'>, code: string, answer?: unknown): TransactionAction => [
  'update',
  toAuditOutcome(auditId, code, answer),
  'Merge',
];

/** @throws StoreUnavailableError also where a row of the claim is gone: the log then says so */
async function writeAll(ask: Ask, actions: TransactionAction[]): Promise<void> {
  if ((await transact(ask, actions)) === 'conflict') throw new StoreUnavailableError();
}

async function writeReceipt({ ask, receipts }: Settling, reserved: Reserved, ending: Extract<Ending, { kind: 'done' }>): Promise<void> {
  const { call, keys, digests, attempt, at } = reserved;
  const sending = sendingRow(call, digests, attempt, at);
  // Counted from the end: whoever waited for the receipt of a slow call gets it, however short the window is.
  const endedAt = at + Math.ceil(performance.now() - reserved.begunAt);
  const windowMs = call.tool.rules.windowMs;
  const receipt = await receipts.seal(ending.receipt, DAY);
  const done = (key: string, until: number): TransactionAction => [
    'update',
    toEntity(key, { ...sending, state: 'done', until, receipt, made: [...auditedIds(ending.receipt)] }, until),
    'Replace',
  ];
  await writeAll(ask, [
    ...keys.calls.map((key) => done(key, endedAt + windowMs)),
    ...keys.keys.map((key) => done(key, at + DAY)),
    outcome(reserved, 'ok', ending.receipt),
  ]);
}

/** The call is over: from now on the same one is told so, and waits for no receipt. */
async function writeUnknown({ ask }: Settling, reserved: Reserved, code: string): Promise<void> {
  const { call, keys, digests, attempt, at } = reserved;
  const row = { ...sendingRow(call, digests, attempt, at), overAt: at };
  const over = [...keys.calls, ...keys.keys].map((key): TransactionAction => ['update', toEntity(key, row, row.until), 'Replace']);
  await writeAll(ask, [...over, outcome(reserved, `unknown:${code}`)]);
}

/** Takes the claim away and the counts back. */
async function giveBack({ ask, ledger }: Settling, reserved: Reserved, code: string): Promise<void> {
  const { call, facts, keys, at, auditId } = reserved;
  const { counts: kind } = call.tool.rules;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const reading = await ledger.read(keys);
    const back = (row = NO_COUNTERS) => givenBack(row, kind, facts.amount, costOf(facts), at);
    const recipients = reading.recipients
      .flat()
      .flatMap((stored): Write[] => (stored.row ? [recipientWrite(stored, recipientGivenBack(stored.row, at), at)] : []));
    const claims = [...reading.calls, ...reading.keys].flatMap((stored) => unclaimed(stored, reserved));
    const approvals = reading.approvals.flatMap((stored) => unused(stored, reserved));
    const counters = counterWrites(reading, { person: back(reading.person.row), all: back(reading.all.row) }, at);
    if (await ledger.write([...counters, ...recipients, ...claims, ...approvals], undefined, [outcome({ auditId }, code)])) return;
    // After a lost answer, the tables client meets its own success: the counts are already given back.
    const entry = await readRow(ask, { partitionKey: PARTITION, rowKey: auditId }, ['outcome']);
    if (entry?.['outcome'] === code) return;
    await wait(Math.random() * 20 * (tries + 1));
  }
  throw new StoreUnavailableError();
}

/**
 * Puts back what the claim replaced, if this attempt still holds it: the same call may have been made before, or claimed since with a new
 * request key. A transaction deletes whatever the etag is, so a claim of something new stays as a row whose time is over.
 */
function unclaimed({ key, etag, row }: Stored<CallRow>, { attempt, at, reading }: Reserved): Write[] {
  if (row?.attempt !== attempt) return [];
  const before = [...reading.calls, ...reading.keys].find((stored) => stored.key === key)?.row;
  const left: CallRow = before && at < before.until ? before : { ...row, state: 'done', until: 0 };
  return [{ key, etag, row: left, purgeAfter: Math.max(left.until, at) }];
}

/** A person's word that led to nothing holds for its time. */
function unused(stored: Stored<ApprovalRow>, { attempt, at, reading }: Reserved): Write[] {
  const before = reading.approvals.find(({ key }) => key === stored.key)?.row;
  return stored.row?.attempt === attempt && before ? [approvalWrite(stored, before, at)] : [];
}
