import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { TransactionAction } from '@azure/data-tables';
import type { Sealer } from '../../identity/index.ts';
import { StoreUnavailableError } from '../../platform/index.ts';
import { questionId, toAuditDecision } from '../audit/index.ts';
import {
  ApprovalRow,
  approvalWrite,
  CallRow,
  Counters,
  counterWrite,
  KEY,
  type Ledger,
  type Permission,
  type Stored,
  type Write,
} from '../ledger/index.ts';
import { decided, NO_COUNTERS, withoutPermission } from '../policy/index.ts';
import type { Approval, Approvals, Decision, OpenPermission } from './approvals.ts';
import { allowingAnHour } from './permission.ts';
import { Shown } from './shown.ts';

const MINUTE = 60_000;
/** How long an approved call can be made. */
const USE_MS = 15 * MINUTE;
const MOST_TRIES = 12;

/** What the row of a request looks like from outside: 22 characters of base64url. */
const ID = /^[\w-]{22}$/;

interface Parts {
  readonly ledger: Ledger;
  readonly sealer: Sealer;
  readonly receiptOf: (sealed: string | undefined) => Promise<Readonly<Record<string, unknown>> | undefined>;
}

interface Change<Result> {
  readonly writes: readonly Write[];
  readonly others?: readonly TransactionAction[];
  readonly result: Result;
}

type Found = { readonly row: ApprovalRow; readonly at: number } | 'other' | undefined;

/** The requests that wait for a person, in the table. */
export function createApprovals({ ledger, sealer, receiptOf }: Parts): Approvals {
  const approvalOf = async (row: ApprovalRow, at: number): Promise<Approval | undefined> => {
    const shown = await sealer.open(row.shown, z.object({ shown: Shown }));
    if (!shown) return undefined;
    const { id, nonce, askedAt, until, decidedAt } = row;
    const expired = at >= until && (row.state === 'waiting' || row.state === 'approved');
    const call = row.usedBy === undefined ? undefined : await ledger.one(row.usedBy, CallRow);
    return {
      id,
      state: expired ? 'expired' : row.state,
      nonce,
      askedAt,
      until,
      decidedAt,
      shown: shown.shown,
      receipt: await receiptOf(call?.row?.receipt),
    };
  };

  const find = async (subject: string, id: string) => {
    if (!ID.test(id)) return undefined;
    const stored = await ledger.one(KEY.approval(id), ApprovalRow);
    if (!stored.row) return undefined;
    return stored.row.subject === subject ? { ...stored, row: stored.row } : 'other';
  };

  /** Changes a person's rows together; `change` is asked again when they have changed meanwhile. */
  const update = async <Result>(subject: string, change: (person: Stored<Counters>, at: number) => Promise<Change<Result>>) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const person = await ledger.one(KEY.person(subject), Counters);
      const { writes, result, others } = await change(person, person.at);
      if (writes.length === 0 || (await ledger.write(writes, undefined, others))) return result;
      await wait(Math.random() * 20 * (tries + 1));
    }
    throw new StoreUnavailableError();
  };

  const afterDecision = (row: ApprovalRow, decision: Decision, at: number): ApprovalRow =>
    decision === 'deny'
      ? { ...row, state: 'denied', decidedAt: at, until: at + USE_MS }
      : { ...row, state: 'approved', decidedAt: at, until: at + USE_MS };

  return {
    async read(subject, id) {
      const found = await find(subject, id);
      return found === undefined || found === 'other' ? found : approvalOf(found.row, found.at);
    },

    async list(subject) {
      const person = await ledger.one(KEY.person(subject), Counters);
      const { asked, permissions } = person.row ?? NO_COUNTERS;
      const found = await Promise.all(asked.filter(({ open }) => open).map(({ id }) => find(subject, id)));
      const waiting = found.flatMap((each) =>
        each && each !== 'other' && each.row.state === 'waiting' && each.at < each.row.until ? [each] : [],
      );
      const approvals = await Promise.all(waiting.map(({ row, at }) => approvalOf(row, at)));
      return {
        waiting: approvals.filter((each) => each !== undefined).sort((one, other) => one.askedAt - other.askedAt),
        permissions: await Promise.all(permissions.filter(({ until }) => person.at < until).map(openPermission)),
      };
    },

    async decide(subject, id, nonce, decision) {
      const after = await update<Found>(subject, async (person, at) => {
        const found = await find(subject, id);
        if (found === undefined || found === 'other') return { writes: [], result: found };
        const { row } = found;
        const now = Math.max(at, found.at);
        // The first decision counts, and one about an older question none.
        if (row.state !== 'waiting' || row.nonce !== nonce || now >= row.until) return { writes: [], result: { row, at: now } };
        const changed = afterDecision(row, decision, now);
        const counters = decided(person.row ?? NO_COUNTERS, id);
        const allowed = decision === 'approve_hour' ? allowingAnHour(counters, row, now) : counters;
        const writes = [approvalWrite(found, changed, now), counterWrite(person, allowed, now)];
        const outcome = decision === 'deny' ? 'denied' : 'approved';
        const audit = toAuditDecision(questionId(row.askedAt, row.nonce), outcome, subject);
        return { writes, others: [['update', audit, 'Merge']], result: { row: changed, at: now } };
      });
      if (after === undefined || after === 'other') return after;
      return approvalOf(after.row, after.at);
    },

    async endPermission(subject, id) {
      await update(subject, (person, at) => {
        if (!person.row?.permissions.some((each) => each.id === id)) return Promise.resolve({ writes: [], result: undefined });
        return Promise.resolve({ writes: [counterWrite(person, withoutPermission(person.row, id), at)], result: undefined });
      });
    },
  };

  async function openPermission({ id, kind, client, until, shown }: Permission): Promise<OpenPermission> {
    const opened = await sealer.open(shown, z.object({ to: z.string() }));
    return { id, kind, clientId: client, until, to: opened?.to };
  }
}
