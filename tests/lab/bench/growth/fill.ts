/** Fills the tables with what the app itself would write, but many rows at a time. */
import { randomUUID } from 'node:crypto';
import type { TransactionAction } from '@azure/data-tables';
import { callId, entryOf, GUARD_TABLE, toAuditRow } from '../../../../shared/guard/index.ts';
import { GRANTS_TABLE, toSeconds } from '../../../../shared/identity/grants/index.ts';
import { keysOf, toRow } from '../../../../shared/identity/grants/row.ts';
import { createNameSealer, nameKeysOf } from '../../../../shared/identity/login/name-row.ts';
import { createSealKeys, SCOPES } from '../../../../shared/identity/tokens/index.ts';
import { concurrently, connectTable } from '../../../../shared/platform/index.ts';
import { sendMessage } from '../../../../tools/messaging/send-message.ts';
import { makeGrant } from '../../../support/grants.ts';
import { fillInbox } from '../../../support/inbox-rows.ts';
import { OWN, textOf } from '../inbox/events.ts';
import { HOLDER, objectIdOf, subjectOf, type World } from './world.ts';

/** Azure takes a hundred rows in a transaction. */
const MOST_ROWS = 100;
const AT_ONCE = 16;
const KEPT_SECONDS = 180 * 86_400;

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_one, index) => from + index);

/** The one grant of the person with this number. */
export const grantIdOf = (index: number): string => `grant-${index}`;
/** Somebody who wrote once. */
export const peerOf = (index: number): string => `+1415${String(2_000_000 + index)}`;

async function openTable({ tables }: World, name: string) {
  const table = await connectTable(name, { url: tables }, undefined);
  await table.createTable();
  return table;
}

export function grantRow(objectId: string, id: string): TransactionAction {
  const subject = subjectOf(objectId);
  const keys = keysOf(subject, id);
  if (!keys) throw new RangeError('No row can have this subject or id.');
  return ['create', toRow(makeGrant({ subject, id, scopes: SCOPES, clientId: 'bench' }), keys, randomUUID())];
}

/** People who have signed in, each with one grant. */
async function fillPeople(world: World, from: number, to: number): Promise<void> {
  const table = await openTable(world, GRANTS_TABLE);
  const sealer = createNameSealer(world.secrets, { publicBaseUrl: world.app.url });
  const now = Math.floor(Date.now() / 1000);
  await concurrently(range(from, to), AT_ONCE, async (index) => {
    const objectId = objectIdOf(index);
    const subject = subjectOf(objectId);
    const sealed = await sealer.seal({ subject, name: `Person ${index}`, username: `person-${index}@example.com` }, KEPT_SECONDS);
    const keys = nameKeysOf(subject);
    if (!keys) throw new RangeError('No row can have this subject.');
    const name = { ...keys, sealed, writtenAt: toSeconds(now), purgeAfter: toSeconds(now + KEPT_SECONDS) };
    await table.submitTransaction([['create', name], grantRow(objectId, grantIdOf(index))]);
  });
}

/** Grants of one person. */
async function fillGrants(world: World, from: number, to: number): Promise<void> {
  const table = await openTable(world, GRANTS_TABLE);
  for (let start = from; start < to; start += MOST_ROWS) {
    await table.submitTransaction(range(start, Math.min(to, start + MOST_ROWS)).map((index) => grantRow(HOLDER, `held-${index}`)));
  }
}

/** Conversations of one text each. */
async function fillConversations({ tables, secrets }: World, from: number, to: number): Promise<void> {
  const now = Date.now();
  const bodies = range(from, to).map((index) => textOf(peerOf(index), now - (to - index)));
  await fillInbox({ tables, secrets }, bodies, now);
}

const DAY_MS = 86_400_000;
/** A day on which everybody was active. */
const BUSY_MS = 3 * DAY_MS;
export const busyDay = (): string => new Date(Date.now() - BUSY_MS).toISOString().slice(0, 10);

/** A text of each of so many people, sent on one day before today. */
async function fillAudit(world: World, from: number, to: number): Promise<void> {
  const table = await openTable(world, GUARD_TABLE);
  const key = await createSealKeys(world.secrets, 'audit').active();
  const { title, name, risk, parties, guard: rules, timeoutMs } = sendMessage;
  const tool = { title, name, risk, parties, rules, timeoutMs, howToCheck: '' };
  const noon = Date.parse(`${busyDay()}T12:00:00Z`);
  const rows = range(from, to).map((index): TransactionAction => {
    const objectId = objectIdOf(index);
    const principal = {
      subject: subjectOf(objectId),
      tenantId: '',
      objectId,
      clientId: 'bench',
      tokenId: '',
      grantId: grantIdOf(index),
      roles: [],
      scopes: [],
      expiresAt: 0,
    };
    const args = { from: OWN, to: peerOf(index), text: 'Hello' };
    const call = { requestId: randomUUID(), principal, clientName: 'Bench', tool, args, requestKey: undefined };
    const at = noon + index;
    return ['create', toAuditRow(entryOf({ call, key, id: callId(at), at, outcome: 'ok' }))];
  });
  for (let start = 0; start < rows.length; start += MOST_ROWS) await table.submitTransaction(rows.slice(start, start + MOST_ROWS));
}

/** Makes each kind grow from so many to so many. */
export async function fill(world: World, from: number, to: number): Promise<void> {
  await fillPeople(world, from, to);
  await fillGrants(world, from, to);
  await fillConversations(world, from, to);
  await fillAudit(world, from, to);
}
