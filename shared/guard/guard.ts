import { setTimeout as wait } from 'node:timers/promises';
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
import { createApprovals, type Approvals } from './approvals/index.ts';
import { refusalId } from './audit/index.ts';
import type { GuardedCall } from './call.ts';
import {
  BUSY,
  createReceipts,
  KEYS_DOWN,
  keysOf,
  repeatNote,
  TABLES_DOWN,
  UNDER_WAY,
  untilDecided,
  untilReceipt,
  type Outcome,
  type Presence,
} from './calls/index.ts';
import { createDigests } from './digests/index.ts';
import { factsOf, type Refusal } from './facts/index.ts';
import { BusyError, createLedger, createLine, purgeRows } from './ledger/index.ts';
import { forecastOf } from './forecast.ts';
import type { Heard } from './heard.ts';
import { createHearing } from './hearing.ts';
import { auditRow, createLook, questionAbout, type Known, type Look } from './look.ts';
import { createOptOuts } from './opt-outs.ts';
import { decide } from './policy/index.ts';
import type { Forecast } from './preview.ts';

export interface GuardOptions {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'tables' | 'identityClientId' | 'guard'>;
  readonly secrets: Secrets;
  readonly account: Account;
  /** Undefined: there is no inbox, and nobody's answers are known. */
  readonly heard?: Heard | undefined;
  readonly log: Logger;
}

export interface Guard {
  /**
   * Decides about a call, and claims it if it goes ahead: then the caller carries it out and settles it.
   *
   * @throws errors of Telnyx, where the account has to be asked and cannot be
   */
  before(call: GuardedCall, presence: Presence): Promise<Outcome>;
  /**
   * Foretells what {@link Guard.before} would decide now. Writes nothing.
   *
   * @throws errors of Telnyx, where the account has to be asked and cannot be
   */
  preview(call: GuardedCall): Promise<Forecast>;
  readonly approvals: Approvals;
  /**
   * Deletes rows that nobody needs any more.
   *
   * @param now milliseconds since the epoch
   * @returns how many
   * @throws StoreUnavailableError
   */
  purge(now: number): Promise<number>;
  /**
   * Keeps who has answered STOP. To be called every hour.
   *
   * @param now milliseconds since the epoch
   * @returns how many
   * @throws errors of Telnyx; StoreUnavailableError, SecretUnavailableError
   */
  refreshOptOuts(now: number): Promise<number>;
  /** Connects ahead of the first call. */
  warm(): void;
}

/** @throws every error that is no outage of ours */
function outage(error: unknown): Refusal {
  if (error instanceof BusyError) return BUSY;
  if (error instanceof StoreUnavailableError) return TABLES_DOWN;
  if (error instanceof SecretUnavailableError) return KEYS_DOWN;
  throw error;
}

/** Limits, approvals, receipts and the audit. */
export const GUARD_TABLE = 'guard';
const MOST_TRIES = 12;

export function createGuard({ settings, secrets, account, heard: inbox, log }: GuardOptions): Guard {
  const { publicBaseUrl: origin, guard: rules } = settings;
  const ask = createTable(() => connectTable(GUARD_TABLE, settings.tables, settings.identityClientId));
  const ledger = createLedger(ask);
  const inLine = createLine();
  /** Of those who only read: a crowd does not fall upon the tables at once. */
  const inReadingLine = createLine();
  const digests = createDigests(secrets);
  const optOuts = createOptOuts({ ledger, account, digests, clock: Date.now });
  const hearing = createHearing({ heard: inbox, account });
  const auditKeys = createSealKeys(secrets, 'audit');
  const auditKey = () => auditKeys.active();
  const receipts = createReceipts(secrets, origin);
  const sealer = createSealer(secrets, 'approval', origin);
  const look = createLook({ origin, rules, ask, ledger, inLine, receipts, sealer, auditKey, log, optOuts });
  const ownHost = new URL(origin).host;

  const know = async (call: GuardedCall): Promise<Known> => {
    const facts = await factsOf(call, { settings: rules, account, now: Date.now(), ownHost });
    const made = await digests.ofCall(call, facts);
    return { call, facts, digests: made, keys: keysOf(call, made, rules) };
  };

  /** Looks until a look holds: others may change the same rows. */
  const looked = async (known: Known, presence: Presence): Promise<Look> => {
    let heard: ReturnType<typeof hearing> | undefined;
    const hear = () => (heard ??= hearing(known.call, known.facts));
    // Who gets no further anyway, such as the twentieth of identical calls, needs not stand in line to hear it.
    const early = inLine.isFree() ? undefined : await inReadingLine(() => look(known, { presence, hear, isReadonly: true }));
    if (early) return early;
    return inLine(async () => {
      for (let tries = 1; tries <= MOST_TRIES; tries++) {
        const seen = await look(known, { presence, hear });
        if (seen) return seen;
        await wait(Math.random() * 25 * tries);
      }
      throw new BusyError();
    });
  };

  const outcomeOf = async (known: Known, presence: Presence): Promise<Outcome> => {
    let seen = await looked(known, presence);
    if (seen.kind === 'refuse' && seen.refusal.code === 'opted_out' && (await isLifted(known))) seen = await looked(known, presence);
    if (seen.kind === 'under_way' && (await untilReceipt(ledger, [...known.keys.calls, ...known.keys.keys], presence))) {
      seen = await looked(known, presence);
    }
    if (seen.kind === 'ask' && !seen.question.isNew && (await untilDecided(ledger, seen.question.id, presence))) {
      seen = await looked(known, presence);
    }
    switch (seen.kind) {
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
      default:
        return seen;
    }
  };

  /** Whether one of those who had opted out has answered START meanwhile. */
  const isLifted = async ({ facts }: Known): Promise<boolean> => {
    const lifted = await Promise.all(facts.recipients.map(({ address }) => optOuts.lift(address)));
    return lifted.some(Boolean);
  };

  /** A refusal is worth a row, but not an error: the call does not go ahead anyway. */
  const recordRefusal = async (known: Known, { code }: Refusal) => {
    const at = Date.now();
    const { principal, tool } = known.call;
    try {
      const id = refusalId(at, principal.subject, tool.name, code);
      const [, entity] = auditRow(known, await auditKey(), { id, at, outcome: code });
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
        return { kind: 'refuse', refusal: outage(error) };
      }
    },

    async preview(call) {
      try {
        const known = await know(call);
        const [reading, heard] = await Promise.all([ledger.read(known.keys), hearing(known.call, known.facts)]);
        const question = questionAbout(known, { reading, heard }, { rules, origin });
        return forecastOf(question, decide(question));
      } catch (error) {
        return { would: 'refuse', reasons: [], refusal: outage(error).text, recipients: [], left: [] };
      }
    },

    approvals: createApprovals({ ledger, sealer, receiptOf: (sealed) => receipts.open(sealed) }),
    purge: (now) => purgeRows(ask, now),
    refreshOptOuts: (now) => optOuts.refresh(now),
    warm: () => void ledger.read({ calls: [], keys: [], approvals: [], recipients: [], subject: '!check' }).catch(() => undefined),
  };
}
