import { expect, test } from '@jest/globals';
import { received, stated, useInboxes } from '../store/inboxes.ts';

const inboxes = useInboxes();
const { send, inbox } = inboxes;

let people = 0;
const somebody = () => `+1312555${String(5_000 + people++)}`;

/** Who is on each page of a list, the newest first. */
async function pagesOf(own: string, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let before: string | undefined;
  do {
    const page = await inbox().reader.list({ own, limit, before });
    pages.push(page.conversations.map(({ others }) => others.join()));
    before = page.before;
  } while (before !== undefined && pages.length < 20);
  return pages;
}

test('a conversation whose message was delivered long after it was sent is on one page alone', async () => {
  const own = '+13125550151';
  const at = Date.now() - 600_000;
  const crowd = Array.from({ length: 6 }, somebody);
  for (const [index, to] of crowd.entries()) {
    const message = { message: `m-${to}`, from: own, to, text: 'Hello', sentAt: at + index };
    await send(stated({ ...message, id: `s-${to}`, at: at + index, status: 'sent', type: 'message.sent' }));
    await send(stated({ ...message, id: `f-${to}`, at: at + 60_000 + index }));
  }
  const pages = await pagesOf(own, 2);
  expect(pages.flat()).toEqual([...crowd].reverse());
});

test('a conversation is on one page alone also where the cost of its call was told later', async () => {
  const own = '+13125550158';
  const [caller, other] = [somebody(), somebody()];
  const at = Date.now() - 600_000;
  const call = (id: string, name: string, after: number) => ({
    data: {
      event_type: name,
      id: `${id}-${caller}`,
      occurred_at: new Date(at + after).toISOString(),
      payload: { call_session_id: `c-${caller}`, call_control_id: `v3:${caller}`, from: own, to: caller, total_cost: '0.01' },
    },
  });
  await send(call('h', 'call.hangup', 0));
  await send(received({ id: `o-${other}`, from: other, to: own, text: 'Hi', at: at + 30_000 }));
  await send(call('c', 'call.cost', 60_000));
  const pages = await pagesOf(own, 1);
  expect(pages.flat()).toEqual([caller, other]);
});

test('conversations whose last events happened in the same moment are all listed', async () => {
  const own = '+13125550152';
  const at = Date.now() - 600_000;
  const crowd = Array.from({ length: 5 }, somebody);
  for (const from of crowd) await send(received({ id: `r-${from}`, from, to: own, text: 'Hi', at }));
  const pages = await pagesOf(own, 2);
  expect(pages.flat().sort()).toEqual([...crowd].sort());
});

test('two numbers of ours that text each other: each sees the message once, as its own or as the other’s', async () => {
  const [one, two] = ['+13125550153', '+13125550154'];
  const at = Date.now() - 60_000;
  await send(stated({ id: 'own-out', message: 'own-out', from: one, to: two, text: 'Hello', at }));
  await send(received({ id: 'own-in', from: one, to: two, text: 'Hello', at: at + 300 }));
  const seen = async (own: string, other: string) =>
    (await inbox().reader.thread({ own, others: [other], limit: 10 })).items.map((item) => (item.kind === 'text' ? item.from : item.kind));
  await expect(seen(one, two)).resolves.toEqual(['us']);
  await expect(seen(two, one)).resolves.toEqual(['them']);
  const presence = { grantId: 'g', signal: new AbortController().signal, progress: () => undefined };
  const waited = await inbox().reader.wait({ own: one, peer: two, seconds: 0 }, presence);
  expect(waited.arrived).toEqual([]);
});

test('STOP to one number is told in the conversations of all numbers of its profile', async () => {
  const [one, two, other] = ['+13125550155', '+13125550156', '+13125550157'];
  const peer = somebody();
  const at = Date.now() - 60_000;
  await send(stated({ id: `p1-${peer}`, message: `p1-${peer}`, from: two, to: peer, text: 'Hello', at }));
  const foreign = stated({ id: `p2-${peer}`, message: `p2-${peer}`, from: other, to: peer, text: 'Hello', at });
  foreign.data.payload.messaging_profile_id = 'profile-2';
  await send(foreign);
  await send(received({ id: `p3-${peer}`, from: peer, to: one, text: 'STOP', at: at + 1_000, keyword: 'STOP' }));
  const optedOut = async (own: string) => (await inbox().reader.thread({ own, others: [peer], limit: 10 })).optedOutAt;
  const listed = async (own: string) => (await inbox().reader.list({ own, limit: 10 })).conversations[0]?.optedOutAt;
  for (const read of [optedOut, listed]) {
    await expect(read(two)).resolves.toBe(at + 1_000);
    await expect(read(other)).resolves.toBeUndefined();
  }
});
