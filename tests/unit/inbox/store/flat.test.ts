import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeCursor } from '../../../../shared/inbox/reader/cursor.ts';
import { fillInbox } from '../../../support/inbox-rows.ts';
import { received, useInboxes } from './inboxes.ts';

const OWN = '+13125550100';
const FEW = { peer: '+13125556001', messages: 100 };
const MANY = { peer: '+13125556002', messages: 2_000 };
/** So few that a hundred messages are more than a page reads. */
const LIMIT = 3;

const inboxes = useInboxes();
const { gate, inbox, send } = inboxes;
let filledAt = 0;

function* messages({ peer, messages: count }: typeof FEW) {
  for (let index = 0; index < count; index++)
    yield received({ id: `${peer}-${index}`, from: peer, to: OWN, text: `Text ${index}`, at: filledAt - (count - index) });
}

/** @returns the requests to the tables that something makes, and the rows of each answer: the most first, for some are asked for at once */
async function costOf(work: () => Promise<unknown>) {
  const [requests, answers] = [gate.requests.length, gate.answers.length];
  await work();
  return {
    requests: gate.requests.slice(requests).map((request) => request.split(' ')[0]),
    rows: gate.answers
      .slice(answers)
      .map((answer) => rowsIn(answer))
      .sort((one, other) => other - one),
  };
}

function rowsIn(answer: string): number {
  const found = answer.startsWith('{') ? (JSON.parse(answer) as { value?: unknown[] }).value : undefined;
  return found?.length ?? 0;
}

const thread = ({ peer }: { peer: string }, limit = LIMIT) => inbox().reader.thread({ own: OWN, others: [peer], limit });

/** One look: whoever does not want to wait. */
const look = (query: { peer?: string }, after = writeCursor({ at: filledAt + 60_000, known: [] })) =>
  inbox().reader.wait(
    { ...(query.peer !== undefined && { own: OWN, peer: query.peer }), after, seconds: 0 },
    { grantId: 'grant', signal: new AbortController().signal, progress: () => undefined },
  );

beforeAll(async () => {
  // The first use of each table makes it.
  await send(received({ id: 'first', from: '+13125556000', to: OWN, text: 'First', at: Date.now() }));
  await inbox().reader.thread({ own: OWN, others: ['+13125556000'], limit: LIMIT });
  filledAt = Date.now();
  const parts = { tables: inboxes.azurite.url, secrets: inboxes.vault.secrets };
  for (const each of [FEW, MANY]) await fillInbox(parts, messages(each), filledAt);
}, 120_000);

describe('I22: with 2,000 messages as with a hundred', () => {
  test('the newest page takes as many requests to the tables, and as many rows', async () => {
    const few = await costOf(() => thread(FEW));
    const many = await costOf(() => thread(MANY));
    expect(many).toEqual(few);
    const { items } = await thread(MANY);
    expect(items).toMatchObject([{ text: 'Text 1997' }, { text: 'Text 1998' }, { text: 'Text 1999' }]);
  });

  test('an older page takes as much as the newest one', async () => {
    const { before } = await thread(MANY);
    const newest = await costOf(() => thread(MANY));
    const older = await costOf(() => inbox().reader.thread({ own: OWN, others: [MANY.peer], limit: LIMIT, before }));
    expect(older).toEqual(newest);
  });

  test('a look of whoever waits takes as many requests, and no row where nothing is new', async () => {
    const few = await costOf(() => look(FEW));
    const many = await costOf(() => look(MANY));
    expect(many).toEqual(few);
    expect(many.rows.every((rows) => rows === 0)).toBe(true);
    const everything = await costOf(() => look({}));
    expect(everything.rows.every((rows) => rows === 0)).toBe(true);
  });

  test('an event is one request to the tables', async () => {
    const event = (peer: string) => received({ id: `one-${peer}`, from: peer, to: OWN, text: 'One', at: Date.now() });
    const few = await costOf(() => send(event(FEW.peer)));
    const many = await costOf(() => send(event(MANY.peer)));
    expect(few.requests).toEqual(['POST']);
    expect(many.requests).toEqual(['POST']);
  });
});

test('I22: the list of conversations reads 2,000 events at most, however many there are', async () => {
  const parts = { tables: inboxes.azurite.url, secrets: inboxes.vault.secrets };
  filledAt = Date.now();
  await fillInbox(parts, messages({ peer: '+13125556003', messages: 500 }), filledAt);
  const { rows } = await costOf(() => inbox().reader.list({ own: OWN, limit: 20 }));
  const pages = rows.filter((count) => count > 1).length;
  // Each page has one row more, which tells whether there are others.
  expect(rows.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2_000 + pages);
  expect(pages).toBeGreaterThan(1);
});
