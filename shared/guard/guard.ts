import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { TransactionAction } from '@azure/data-tables';
import { createSealer, createSealKeys } from '../identity/index.ts';
import {
  connectTable,
  createTable,
  SecretUnavailableError,
  StoreUnavailableError,
  type Logger,
  type Secrets,
  type Settings,
} from '../platform/index.ts';
import type { Account } from './account.ts';
import { askPerson, createApprovals, newNonce, shownOf, whatOf, type Approvals } from './approvals/index.ts';
import { callId, entryOf, questionId, refusalId, toAuditRow } from './audit/index.ts';
import type { GuardedCall } from './call.ts';
import {
  approvalOf,
  BUSY,
  createReceipts,
  KEYS_DOWN,
  keysOf,
  repeatNote,
  reserve,
  rowsOf,
  settle,
  TABLES_DOWN,
  UNDER_WAY,
  untilDecided,
  untilReceipt,
  type OpenQuestion,
  type Outcome,
  type Presence,
} from './calls/index.ts';
import { createDigests, type CallDigests } from './digests/index.ts';
import { factsOf, type Facts, type Refusal } from './facts/index.ts';
import { BusyError, createLedger, createLine, purgeRows, type LedgerKeys, type Reading } from './ledger/index.ts';
import { decide, timeOf, type Question, type Verdict } from './policy/index.ts';

export interface GuardOptions {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly account: Account;
  readonly log: Logger;
}

export interface Guard {
  /**
   * Decides about a call, and claims it if it goes ahead: then the caller carries it out and settles it.
   *
   * @throws errors of Telnyx, where the account has to be asked and cannot be; SecretUnavailableError
   */
  before(call: GuardedCall, presence: Presence): Promise<Outcome>;
  readonly approvals: Approvals;
  /**
   * Deletes rows that nobody needs any more.
   *
   * @param now milliseconds since the epoch
   * @returns how many
   * @throws StoreUnavailableError
   */
  purge(now: number): Promise<number>;
  /** Connects ahead of the first call. */
  warm(): void;
}

const TABLE = 'guard';
const MOST_TRIES = 12;

/** A call with all that is known of it before any row is read. */
interface Known {
  readonly call: GuardedCall;
  readonly facts: Facts;
  readonly digests: CallDigests;
  readonly keys: LedgerKeys;
}

/** What one look at the rows led to. */
type Look =
  Exclude<Verdict, { kind: 'ask' | 'go' }> | { readonly kind: 'ask'; readonly question: OpenQuestion } | Extract<Outcome, { kind: 'go' }>;

export function createGuard({ settings, secrets, account, log }: GuardOptions): Guard {
  const { publicBaseUrl: origin, guard: rules } = settings;
  const ask = createTable(() => connectTable(TABLE, settings.tables, settings.identityClientId));
  const ledger = createLedger(ask);
  const inLine = createLine();
  const digestsOf = createDigests(secrets);
  const auditKeys = createSealKeys(secrets, 'audit');
  const receipts = createReceipts(secrets, origin);
  const sealer = createSealer(secrets, 'approval', origin);
  const ownHost = new URL(origin).host;

  const know = async (call: GuardedCall): Promise<Known> => {
    const facts = await factsOf(call, { settings: rules, account, now: Date.now(), ownHost });
    const digests = await digestsOf(call, facts);
    return { call, facts, digests, keys: keysOf(call, digests, rules) };
  };

  const questionAbout = ({ call, facts, digests }: Known, reading: Reading, confirmedNonce: string | undefined): Question => {
    const rows = rowsOf(reading, digests);
    const now = timeOf(reading.at, rows.person, rows.all);
    const [exact = ''] = digests.exact;
    const [request = ''] = digests.request;
    const recipients = digests.recipients.map(([digest = '']) => digest);
    return { settings: rules, call, facts, rows, digests: { exact, request, sender: digests.sender, recipients }, now, confirmedNonce };
  };

  /** One look at the rows, and the write that follows from it. Undefined: a row has changed meanwhile. */
  const look = async (known: Known, { confirmedNonce }: Presence): Promise<Look | undefined> => {
    const reading = await ledger.read(known.keys);
    const question = questionAbout(known, reading, confirmedNonce);
    const verdict = decide(question);
    if (verdict.kind === 'go') return claim(known, reading, question, verdict);
    if (verdict.kind !== 'ask') return verdict;
    const { row } = approvalOf(reading, question.digests.exact) ?? {};
    const shown = shownOf(known.call, known.facts, verdict.reasons, question.rows.recipients);
    const open = { level: verdict.level, what: whatOf(shown), mayRepeat: shown.mayRepeat };
    const urlOf = (id: string) => `${origin}/approvals/${id}`;
    if (row?.state === 'waiting' && question.now < row.until) {
      return { kind: 'ask', question: { ...open, id: row.id, url: urlOf(row.id), nonce: row.nonce, until: row.until, isNew: false } };
    }
    const nonce = newNonce();
    const { now: at } = question;
    const audit = await auditRow(known, { id: questionId(at, nonce), at, outcome: 'waiting' });
    const stored = approvalOf(reading, question.digests.exact);
    const asked = await askPerson({ ...known, ledger, sealer, shown, stored, person: reading.person, at, nonce, audit });
    return asked && { kind: 'ask', question: { ...open, id: asked.id, url: urlOf(asked.id), nonce, until: asked.until, isNew: true } };
  };

  const claim = async (known: Known, reading: Reading, { now: at }: Question, verdict: Extract<Verdict, { kind: 'go' }>) => {
    const { call, facts, digests, keys } = known;
    const attempt = randomUUID();
    const auditId = callId(at);
    const decidedBy = verdict.asked === 'page' ? call.principal.subject : undefined;
    const audit = await auditRow(known, { id: auditId, at, outcome: 'begun', asked: verdict.asked, decidedBy });
    if (!(await reserve(ledger, { call, keys, digests, reading, verdict, attempt, at, audit }))) return undefined;
    const reserved = { call, facts, digests, keys, attempt, at, auditId };
    const parts = { ask, ledger, receipts, inLine, log };
    return { kind: 'go' as const, attempt, settle: (ending: Parameters<typeof settle>[2]) => settle(parts, reserved, ending) };
  };

  type AuditFields = Omit<Parameters<typeof entryOf>[0], 'call' | 'key' | 'amount' | 'cents'>;
  const auditRow = async ({ call, facts }: Pick<Known, 'call' | 'facts'>, fields: AuditFields): Promise<TransactionAction> => {
    const key = await auditKeys.active();
    const { amount, price } = facts;
    const cents = price && (price.upfront ?? 0) + (price.monthly ?? 0);
    return ['create', toAuditRow(entryOf({ call, key, amount, cents, ...fields }))];
  };

  /** Looks until a look holds: others may change the same rows. */
  const settled = (known: Known, presence: Presence): Promise<Look> =>
    inLine(async () => {
      for (let tries = 1; tries <= MOST_TRIES; tries++) {
        const seen = await look(known, presence);
        if (seen) return seen;
        await wait(Math.random() * 25 * tries);
      }
      throw new BusyError();
    });

  const outcomeOf = async (known: Known, presence: Presence): Promise<Outcome> => {
    let seen = await settled(known, presence);
    if (seen.kind === 'under_way' && (await untilReceipt(ledger, [...known.keys.calls, ...known.keys.keys], presence))) {
      seen = await settled(known, presence);
    }
    if (seen.kind === 'ask' && !seen.question.isNew && (await untilDecided(ledger, seen.question.id, presence))) {
      seen = await settled(known, presence);
    }
    switch (seen.kind) {
      case 'go':
      case 'ask':
        return seen;
      case 'receipt': {
        const { row } = seen;
        const receipt = (await receipts.open(row.receipt)) ?? { made: row.made };
        return {
          kind: 'receipt',
          receipt,
          duplicateOf: { at: new Date(row.at).toISOString(), note: repeatNote(known.call, row, Date.now()) },
        };
      }
      case 'under_way':
        return { kind: 'refuse', refusal: UNDER_WAY };
      case 'refuse':
        return seen;
    }
  };

  /** A refusal is worth a row, but not an error: the call does not go ahead anyway. */
  const recordRefusal = async (known: Pick<Known, 'call' | 'facts'>, { code }: Refusal) => {
    const at = Date.now();
    const { principal, tool } = known.call;
    try {
      const [, entity] = await auditRow(known, { id: refusalId(at, principal.subject, tool.name, code), at, outcome: code });
      await ask<unknown>((table, abortSignal) => table.upsertEntity(entity, 'Replace', { abortSignal }));
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
  };

  return {
    async before(call, presence) {
      try {
        const known = await know(call);
        const outcome = await outcomeOf(known, presence);
        if (outcome.kind === 'refuse') await recordRefusal(known, outcome.refusal);
        return outcome;
      } catch (error) {
        if (error instanceof BusyError) return { kind: 'refuse', refusal: BUSY };
        if (error instanceof StoreUnavailableError) return { kind: 'refuse', refusal: TABLES_DOWN };
        if (error instanceof SecretUnavailableError) return { kind: 'refuse', refusal: KEYS_DOWN };
        throw error;
      }
    },

    approvals: createApprovals({ ledger, sealer, receiptOf: (sealed) => receipts.open(sealed) }),
    purge: (now) => purgeRows(ask, now),
    warm: () => void ledger.read({ calls: [], keys: [], approvals: [], recipients: [], subject: '!check' }).catch(() => undefined),
  };
}
