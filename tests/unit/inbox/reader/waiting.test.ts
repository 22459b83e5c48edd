import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { WaitQuery } from '../../../../shared/inbox/index.ts';
import { received, stated, useInboxes } from '../store/inboxes.ts';

const OWN = '+13125550100';
const inboxes = useInboxes();
const { send, inbox } = inboxes;

let people = 0;
const somebody = () => `+1312555${String(3_000 + people++)}`;

const wait = (query: Omit<WaitQuery, 'seconds'> & { seconds?: number }, grantId = 'grant', to = inbox()) =>
  to.reader.wait({ seconds: 3, ...query }, { grantId, signal: new AbortController().signal, progress: () => undefined });
const textsOf = ({ arrived }: Awaited<ReturnType<typeof wait>>) =>
  arrived.map(({ event }) => (event.kind === 'message' ? event.text : event.type));

const hangup = (session: string, from: string, to: string, at: number) => ({
  data: {
    event_type: 'call.hangup',
    id: `hangup-${session}`,
    occurred_at: new Date(at).toISOString(),
    payload: {
      call_session_id: session,
      call_control_id: `v3:${session}`,
      from,
      to,
      hangup_cause: 'user_busy',
      hangup_source: 'callee',
      sip_hangup_cause: '486',
    },
  },
});

describe('whoever waits', () => {
  test('I1: for a person has the answer when it arrives', async () => {
    const peer = somebody();
    const waiting = wait({ own: OWN, peer, seconds: 50 });
    await pause(300);
    await send(received({ id: `a-${peer}`, from: peer, to: OWN, text: 'Yes', at: Date.now() }));
    const answer = await waiting;
    expect(textsOf(answer)).toEqual(['Yes']);
    expect(answer.seconds).toBeLessThan(25);
  });

  test('has at once what came after our last message', async () => {
    const peer = somebody();
    const at = Date.now() - 60_000;
    await send(received({ id: `old-${peer}`, from: peer, to: OWN, text: 'before', at: at - 1_000 }));
    await send(stated({ id: `ours-${peer}`, message: `ours-${peer}`, from: OWN, to: peer, text: 'ours', at }));
    await send(received({ id: `new-${peer}`, from: peer, to: OWN, text: 'after', at: at + 1_000 }));
    expect(textsOf(await wait({ own: OWN, peer, seconds: 0 }))).toEqual(['after']);
  });

  test('is not told of a delivery when they wait for an answer, but is told that it failed', async () => {
    const [one, two] = [somebody(), somebody()];
    const at = Date.now() - 1_000;
    await send(stated({ id: `ok-${one}`, message: 'ok', from: OWN, to: one, text: 'x', at }));
    expect(textsOf(await wait({ own: OWN, peer: one, seconds: 0 }))).toEqual([]);
    await send(stated({ id: `no-${two}`, message: 'no', from: OWN, to: two, text: 'y', at, status: 'delivery_failed' }));
    expect(textsOf(await wait({ own: OWN, peer: two, seconds: 0 }))).toEqual(['y']);
  });

  test('for an answer is not told again of an older message that failed', async () => {
    const peer = somebody();
    const at = Date.now() - 60_000;
    await send(stated({ id: `of-${peer}`, message: `of-${peer}`, from: OWN, to: peer, text: 'old', at, status: 'delivery_failed' }));
    await send(stated({ id: `nf-${peer}`, message: `nf-${peer}`, from: OWN, to: peer, text: 'new', at: at + 30_000 }));
    expect(textsOf(await wait({ own: OWN, peer, seconds: 0 }))).toEqual([]);
  });

  test('for anything misses nothing after hours in which they did not ask', async () => {
    const peer = somebody();
    const { after } = await wait({ seconds: 0 });
    await send(received({ id: `hours-${peer}`, from: peer, to: OWN, text: 'hours ago', at: Date.now() }));
    inboxes.clock.ahead = 5 * 3_600_000;
    try {
      expect(textsOf(await wait({ after, seconds: 0 }))).toEqual(['hours ago']);
    } finally {
      inboxes.clock.ahead = 0;
    }
  });

  test('for the delivery of a message has its last state alone', async () => {
    const peer = somebody();
    const message = { message: `wanted-${peer}`, from: OWN, to: peer, text: 'Ready' };
    const at = Date.now();
    await send(stated({ ...message, id: `s-${peer}`, at, status: 'sent', type: 'message.sent' }));
    const waiting = wait({ own: OWN, peer, messageId: message.message, seconds: 20 });
    await pause(300);
    await send(stated({ ...message, id: `f-${peer}`, at: at + 500, sentAt: at }));
    const { arrived } = await waiting;
    expect(arrived).toMatchObject([{ event: { type: 'message.finalized', messageId: message.message } }]);
  });

  test('for the end of a call has it, by either id of it, also when it is over already', async () => {
    const peer = somebody();
    await send(hangup(`call-${peer}`, OWN, peer, Date.now()));
    expect(textsOf(await wait({ sessionId: `call-${peer}`, seconds: 0 }))).toEqual(['call.hangup']);
    expect(textsOf(await wait({ callControlId: `v3:call-${peer}`, seconds: 0 }))).toEqual(['call.hangup']);
    const next = somebody();
    const waiting = wait({ callControlId: `v3:call-${next}`, seconds: 20 });
    await pause(300);
    await send(hangup(`call-${next}`, OWN, next, Date.now()));
    expect(textsOf(await waiting)).toEqual(['call.hangup']);
  });

  test('I18: in vain gets a cursor, with which nothing is missed and nothing told twice', async () => {
    const peer = somebody();
    const silence = await wait({ own: OWN, peer, seconds: 0 });
    expect(silence.arrived).toEqual([]);
    await send(received({ id: `1-${peer}`, from: peer, to: OWN, text: 'one', at: Date.now() }));
    await send(received({ id: `2-${peer}`, from: peer, to: OWN, text: 'two', at: Date.now() }));
    const first = await wait({ own: OWN, peer, after: silence.after, seconds: 0 });
    expect(textsOf(first)).toEqual(['one', 'two']);
    const again = await wait({ own: OWN, peer, after: first.after, seconds: 0 });
    expect(again.arrived).toEqual([]);
    // Told late: it happened before what was told already.
    await send(received({ id: `0-${peer}`, from: peer, to: OWN, text: 'late', at: Date.now() - 600_000 }));
    expect(textsOf(await wait({ own: OWN, peer, after: again.after, seconds: 0 }))).toEqual(['late']);
  });

  test('for anything hears of anybody, on another instance, too', async () => {
    const peer = somebody();
    const { after } = await wait({ seconds: 0 });
    await send(received({ id: `any-${peer}`, from: peer, to: OWN, text: 'anybody', at: Date.now() }));
    expect(textsOf(await wait({ after, seconds: 2 }, 'grant', inboxes.start()))).toEqual(['anybody']);
  });

  test('for events of a kind hears of these alone', async () => {
    const peer = somebody();
    const { after } = await wait({ own: OWN, peer, seconds: 0 });
    const message = { message: `kind-${peer}`, from: OWN, to: peer, text: 'kind', at: Date.now() };
    await send(stated({ ...message, id: `ks-${peer}`, status: 'sent', type: 'message.sent' }));
    await send(received({ id: `kr-${peer}`, from: peer, to: OWN, text: 'no', at: Date.now() }));
    const { arrived } = await wait({ own: OWN, peer, after, types: ['message.sent'], seconds: 0 });
    expect(arrived.map(({ event }) => event.type)).toEqual(['message.sent']);
  });

  test('is told nothing twice when much comes at once', async () => {
    const peer = somebody();
    const { after } = await wait({ own: OWN, peer, seconds: 0 });
    const ids = Array.from({ length: 15 }, (_id, index) => `burst-${index}-${peer}`);
    await Promise.all(ids.map((id) => send(received({ id, from: peer, to: OWN, text: id, at: Date.now() }))));
    const first = await wait({ own: OWN, peer, after, seconds: 0 });
    expect(textsOf(first)).toHaveLength(15);
    expect(textsOf(await wait({ own: OWN, peer, after: first.after, seconds: 0 }))).toEqual([]);
  });

  test('hears that nothing came yet', async () => {
    const [told, gone] = [[] as string[], new AbortController()];
    const progress = (message: string) => {
      told.push(message);
      gone.abort();
    };
    await inbox().reader.wait({ own: OWN, peer: somebody(), seconds: 50 }, { grantId: 'told', signal: gone.signal, progress });
    expect(told).toEqual([expect.stringMatching(/^Nothing yet \(([5-9]|[1-4]\d) s\)$/)]);
  });

  test('ends with whoever asked', async () => {
    const gone = new AbortController();
    const waiting = inbox().reader.wait(
      { own: OWN, peer: somebody(), seconds: 50 },
      { grantId: 'gone', signal: gone.signal, progress: () => undefined },
    );
    await pause(200);
    gone.abort();
    const ended = await waiting;
    expect(ended).toMatchObject({ arrived: [], crowded: false });
    expect(ended.seconds).toBeLessThan(25);
  });
});

test('I19: more than two waits of one grant, and more than ten in all, answer at once', async () => {
  const gone = new AbortController();
  const to = inboxes.start();
  const hold = (grantId: string) =>
    to.reader.wait({ own: OWN, peer: somebody(), seconds: 50 }, { grantId, signal: gone.signal, progress: () => undefined });
  const held = ['a', 'a'].map(hold);
  await expect(hold('a')).resolves.toMatchObject({ crowded: true, arrived: [] });
  held.push(...['b', 'b', 'c', 'c', 'd', 'd', 'e', 'e'].map(hold));
  await expect(hold('f')).resolves.toMatchObject({ crowded: true, arrived: [] });
  gone.abort();
  await expect(Promise.all(held)).resolves.toHaveLength(10);
  await expect(wait({ own: OWN, peer: somebody(), seconds: 0 }, 'f', to)).resolves.toMatchObject({ crowded: false });
});
