/** What is asked of an app while its tables grow. */
import { randomUUID } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { GUARD_TABLE } from '../../../../shared/guard/index.ts';
import { GRANTS_TABLE } from '../../../../shared/identity/grants/index.ts';
import { writeCursor } from '../../../../shared/inbox/reader/cursor.ts';
import { tableOf } from '../../../../shared/inbox/store/months.ts';
import { WEBHOOK_PATH } from '../../../../shared/inbox/index.ts';
import { connectTable } from '../../../../shared/platform/index.ts';
import { OWN, signedTexts } from '../inbox/events.ts';
import { busyDay, grantIdOf, grantRow, peerOf } from './fill.ts';
import { get, post, toolCall, type Send } from './send.ts';
import { CLIENT, HOLDER, objectIdOf, OWNER, subjectOf, type World } from './world.ts';

export const KINDS = ['persons', 'grants', 'conversations', 'audit rows'] as const;

export interface Asked {
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
  /** Its answer grows until a page is full: it is flat from a thousand on. */
  readonly fillsPage?: boolean;
  /** Makes one ready; the app is not measured meanwhile. */
  readonly prepare: () => Send | Promise<Send>;
  /**
   * Takes away what its requests wrote, so that there are as many of each kind as before.
   *
   * @param since when the first of them was prepared
   */
  readonly clean?: (since: Date) => Promise<void>;
}

const Tokens = z.object({ refresh_token: z.string() });

/** @returns a function that takes away the rows of this range that were written since */
function remover(table: TableClient, range: string): (since: Date) => Promise<void> {
  return async (since) => {
    const filter = `${range} and Timestamp ge datetime'${since.toISOString()}'`;
    for await (const { partitionKey = '', rowKey = '' } of table.listEntities({ queryOptions: { filter } })) {
      await table.deleteEntity(partitionKey, rowKey);
    }
  };
}

/** @returns the requests, in the order in which they are asked; there is one of each kind at least */
export async function requestsOf(world: World): Promise<readonly Asked[]> {
  const [grants, inbox, guard] = await Promise.all(
    [GRANTS_TABLE, tableOf(Date.now()), GUARD_TABLE].map((name) => connectTable(name, { url: world.tables }, undefined)),
  );
  if (!grants || !inbox || !guard) throw new Error('A table is missing.');
  const known = await world.tokenFor(objectIdOf(0), grantIdOf(0));
  return [
    ...(await aboutPersons(world, grants, known)),
    ...(await aboutGrants(world, grants)),
    ...aboutConversations(world, inbox, known),
    ...(await aboutAudit(world, guard, known)),
  ];
}

async function aboutPersons({ tokenFor, cookieOf }: World, grants: TableClient, known: string): Promise<Asked[]> {
  const kind = 'persons';
  const owner = await cookieOf(OWNER);
  const balance = (token: string) => toolCall(token, 'get_balance', {}, 'available');
  let newcomers: string[] = [];
  return [
    { kind, name: 'get_balance, by somebody who is remembered', prepare: () => balance(known) },
    {
      kind,
      name: 'get_balance, the first call of a person',
      async prepare() {
        const objectId = randomUUID();
        const [, row] = grantRow(objectId, 'only');
        await grants.createEntity(row);
        newcomers.push(objectId);
        return balance(await tokenFor(objectId, 'only'));
      },
      async clean() {
        for (const objectId of newcomers) await grants.deleteEntity(subjectOf(objectId), 'only');
        newcomers = [];
      },
    },
    {
      kind,
      name: 'Access: the first page of people',
      fillsPage: true,
      prepare: () => get('/tokens?view=people', owner, 'Person 0<'),
    },
    {
      kind,
      name: 'Access: a search that finds nobody',
      prepare: () => post('/tokens', new URLSearchParams({ action: 'find', q: 'nobody at all' }), { cookie: owner }, 'No one by that name'),
    },
  ];
}

async function aboutGrants({ app, mint, cookieOf }: World, grants: TableClient): Promise<Asked[]> {
  const kind = 'grants';
  const holder = await cookieOf(HOLDER);
  const subject = subjectOf(HOLDER);
  let made: string[] = [];
  const byCode = async () => {
    const { code, verifier, content } = await mint(subject);
    made.push(content.grantId);
    return new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier: verifier, client_id: CLIENT });
  };
  const refreshToken = async () => {
    const response = await fetch(`${app.url}/token`, { method: 'POST', body: await byCode() });
    return Tokens.parse(await response.json()).refresh_token;
  };
  const clean = async () => {
    for (const grantId of made) await grants.deleteEntity(subject, grantId);
    made = [];
  };
  const byRefresh = async () =>
    new URLSearchParams({ grant_type: 'refresh_token', refresh_token: await refreshToken(), client_id: CLIENT });
  return [
    { kind, name: 'a code for tokens', prepare: async () => post('/token', await byCode()), clean },
    { kind, name: 'a refresh', prepare: async () => post('/token', await byRefresh()), clean },
    {
      kind,
      name: 'a revocation',
      prepare: async () => post('/revoke', new URLSearchParams({ token: await refreshToken(), client_id: CLIENT })),
      clean,
    },
    { kind, name: 'Access: one’s own', fillsPage: true, prepare: () => get('/tokens', holder, 'These clients') },
  ];
}

function aboutConversations({ key }: World, inbox: TableClient, known: string): Asked[] {
  const kind = 'conversations';
  const ends = { own: OWN, peer: peerOf(0) };
  const after = writeCursor({ at: Date.now() - 60_000, known: [] });
  return [
    { kind, name: 'list_conversations', fillsPage: true, prepare: () => toolCall(known, 'list_conversations', {}, 'clock') },
    { kind, name: 'get_conversation', prepare: () => toolCall(known, 'get_conversation', ends, 'clock') },
    { kind, name: 'wait_for, one look', prepare: () => toolCall(known, 'wait_for', { ...ends, after, seconds: 1 }, 'clock') },
    {
      kind,
      name: 'an event of Telnyx',
      prepare() {
        const [event] = signedTexts(key, '+13125550177', 1);
        if (!event) throw new Error('There is no event.');
        const { 'content-length': _length, ...headers } = event.headers;
        return post(WEBHOOK_PATH, event.body, headers);
      },
      clean: remover(inbox, "PartitionKey eq 'm'"),
    },
  ];
}

async function aboutAudit({ cookieOf }: World, guard: TableClient, known: string): Promise<Asked[]> {
  const kind = 'audit rows';
  const owner = await cookieOf(OWNER);
  const person = subjectOf(objectIdOf(0));
  return [
    {
      kind,
      name: 'send_message',
      prepare: () => toolCall(known, 'send_message', { from: OWN, to: '+13125550111', text: randomUUID() }, 'queued'),
      clean: remover(guard, "PartitionKey eq 'account' and RowKey ge 'e!' and RowKey lt 'e\"'"),
    },
    { kind, name: 'Activity: today, with nothing', prepare: () => get('/audit', owner, 'Nothing here') },
    { kind, name: 'Activity: all days', fillsPage: true, prepare: () => get('/audit?day=', owner, 'send_message') },
    { kind, name: 'Activity: the day with all of them', prepare: () => get(`/audit?day=${busyDay()}`, owner, 'send_message') },
    { kind, name: 'Activity: all days, of one person', prepare: () => get(`/audit?day=&person=${person}`, owner, 'send_message') },
  ];
}
