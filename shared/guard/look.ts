import { randomUUID } from 'node:crypto';
import type { TransactionAction } from '@azure/data-tables';
import type { Sealer } from '../identity/index.ts';
import type { Ask, GuardSettings, Logger } from '../platform/index.ts';
import { allowingAnHour, askPerson, newNonce, shownOf, whatOf } from './approvals/index.ts';
import { callId, entryOf, questionId, toAuditRow, type HashKey } from './audit/index.ts';
import type { GuardedCall } from './call.ts';
import { approvalOf, reserve, rowsOf, settle, type OpenQuestion, type Outcome, type Presence, type Receipts } from './calls/index.ts';
import type { CallDigests } from './digests/index.ts';
import type { Facts } from './facts/index.ts';
import type { Ledger, LedgerKeys, Line, Reading } from './ledger/index.ts';
import type { OptOuts } from './opt-outs.ts';
import { costOf, decide, timeOf, type Question, type Verdict } from './policy/index.ts';

/** A call with all that is known of it before any row is read. */
export interface Known {
  readonly call: GuardedCall;
  readonly facts: Facts;
  readonly digests: CallDigests;
  readonly keys: LedgerKeys;
}

/** What one look at the rows led to. */
export type Look =
  Exclude<Verdict, { kind: 'ask' | 'go' }> | { readonly kind: 'ask'; readonly question: OpenQuestion } | Extract<Outcome, { kind: 'go' }>;

export interface LookOptions {
  readonly origin: string;
  readonly rules: GuardSettings;
  readonly ask: Ask;
  readonly ledger: Ledger;
  readonly inLine: Line;
  readonly receipts: Receipts;
  readonly sealer: Sealer;
  readonly auditKey: () => Promise<HashKey>;
  readonly optOuts: OptOuts;
  readonly log: Logger;
}

/** What was read about a call. */
interface Read {
  readonly reading: Reading;
  readonly heard: Question['heard'];
}

/** @returns the question for {@link decide} that these rows are about */
export function questionAbout(
  { call, facts, digests }: Known,
  { reading, heard }: Read,
  { rules: settings, origin }: Pick<LookOptions, 'rules' | 'origin'>,
  confirmedNonce?: string,
): Question {
  const rows = rowsOf(reading, digests);
  const now = timeOf(reading.at, rows.person, rows.all);
  const [exact = ''] = digests.exact;
  const [request = ''] = digests.request;
  const [sender = ''] = digests.sender;
  const recipients = digests.recipients.map(([digest = '']) => digest);
  return {
    settings,
    call,
    facts,
    rows,
    heard,
    digests: { exact, request, sender, recipients },
    now,
    approvalsUrl: `${origin}/approvals`,
    confirmedNonce,
  };
}

type AuditFields = Omit<Parameters<typeof entryOf>[0], 'call' | 'key' | 'amount' | 'cents'>;

/** Inserts the audit row of a call, a question or a refusal. */
export function auditRow({ call, facts }: Pick<Known, 'call' | 'facts'>, key: HashKey, fields: AuditFields): TransactionAction {
  const { amount, price } = facts;
  const cents = price && costOf(facts);
  return ['create', toAuditRow(entryOf({ call, key, amount, cents, ...fields }))];
}

/** How to look. */
interface LookWay {
  readonly presence: Presence;
  /** What the recipients have answered: asked at the same time as the rows. */
  readonly hear: () => Promise<Question['heard']>;
  /** Decides only where nothing has to be written for it. */
  readonly isReadonly?: boolean;
}

/**
 * One look at the rows about a call, and the one write that follows from it: the claim of a call that goes, or the question to a person.
 *
 * @returns a function that returns undefined where a row has changed meanwhile, or where it must not write and would
 */
export function createLook(options: LookOptions): (known: Known, way: LookWay) => Promise<Look | undefined> {
  const { origin, ask, ledger, inLine, receipts, sealer, auditKey, optOuts, log } = options;

  const claim = async (known: Known, reading: Reading, { now: at }: Question, verdict: Extract<Verdict, { kind: 'go' }>) => {
    const { call, facts, digests, keys } = known;
    const attempt = randomUUID();
    const begunAt = performance.now();
    const auditId = callId(at);
    const decidedBy = verdict.asked === 'page' ? call.principal.subject : undefined;
    const audit = auditRow(known, await auditKey(), { id: auditId, at, outcome: 'begun', asked: verdict.asked, decidedBy });
    if (!(await reserve(ledger, { call, keys, digests, reading, verdict, attempt, at, audit }))) return undefined;
    const reserved = { call, facts, digests, keys, reading, attempt, at, begunAt, auditId };
    const parts = { ask, ledger, receipts, inLine, optOuts, log };
    return { kind: 'go' as const, attempt, settle: (ending: Parameters<typeof settle>[2]) => settle(parts, reserved, ending) };
  };

  const question = async (known: Known, reading: Reading, asking: Question, verdict: Extract<Verdict, { kind: 'ask' }>) => {
    const { now: at, rows, digests } = asking;
    const shown = shownOf(known.call, known.facts, verdict.reasons, rows.recipients);
    const stored = approvalOf(reading, digests.exact);
    const open = { level: verdict.level, what: whatOf(shown), shown };
    const urlOf = (id: string) => `${origin}/approvals/${id}`;
    const row = stored?.row;
    if (row?.state === 'waiting' && at < row.until) {
      return { ...open, id: row.id, url: urlOf(row.id), nonce: row.nonce, until: row.until, isNew: false };
    }
    const nonce = newNonce();
    const audit = auditRow(known, await auditKey(), { id: questionId(at, nonce), at, outcome: 'waiting' });
    const asked = await askPerson({ ...known, ledger, sealer, shown, stored, person: reading.person, at, nonce, audit });
    return asked && { ...open, id: asked.id, url: urlOf(asked.id), nonce, until: asked.until, isNew: true };
  };

  return async (known, { presence: { confirmed }, hear, isReadonly = false }) => {
    const [reading, heard] = await Promise.all([ledger.read(known.keys), hear()]);
    const asking = questionAbout(known, { reading, heard }, options, confirmed?.nonce);
    const verdict = decide(asking);
    if (verdict.kind !== 'go' && verdict.kind !== 'ask') return verdict;
    if (isReadonly) return undefined;
    if (verdict.kind === 'go') return claim(known, reading, asking, confirmed?.forAnHour ? withHour(verdict, reading, asking) : verdict);
    const asked = await question(known, reading, asking, verdict);
    return asked && { kind: 'ask', question: asked };
  };
}

/** A person who agreed in a form of the client allowed more of the same for an hour. */
function withHour(verdict: Extract<Verdict, { kind: 'go' }>, reading: Reading, { now, digests }: Question): typeof verdict {
  const { row } = approvalOf(reading, digests.exact) ?? {};
  return verdict.asked === 'form' && row ? { ...verdict, person: allowingAnHour(verdict.person, row, now) } : verdict;
}
