import { describe, expect, test } from '@jest/globals';
import { useInboxes, received, stated } from './inboxes.ts';

const OWN = '+13125550100';
const inboxes = useInboxes();
const { send, inbox, gate } = inboxes;

const tables = () => gate.requests.filter((request) => request.startsWith('POST') && request.includes('$batch'));
const texts = async (own: string, peer: string, limit = 20) =>
  (await inbox().reader.thread({ own, others: [peer], limit })).items.map((item) => (item.kind === 'text' ? item.text : item.kind));

let people = 0;
/** Somebody who has not written before. */
const somebody = () => `+1312555${String(2_000 + people++)}`;
const NOW = () => Date.now() - 5_000;

describe('an event', () => {
  test('takes one transaction, and stands in its conversation', async () => {
    const peer = somebody();
    // The first event of a month makes its table.
    await send(received({ id: 'zero', from: somebody(), to: OWN, text: 'Zero', at: NOW() }));
    const before = tables().length;
    await expect(send(received({ id: 'one', from: peer, to: OWN, text: 'Hello', at: NOW() }))).resolves.toMatchObject({ status: 200 });
    expect(tables()).toHaveLength(before + 1);
    await expect(texts(OWN, peer)).resolves.toEqual(['Hello']);
  });

  test('I2: three times, two of them at once and on two instances, is one line', async () => {
    const peer = somebody();
    const event = received({ id: 'thrice', from: peer, to: OWN, text: 'Once', at: NOW() });
    const other = inboxes.start();
    const answers = await Promise.all([send(event), send(event, { to: other }), send({ ...event, meta: { attempt: 2 } })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await expect(texts(OWN, peer)).resolves.toEqual(['Once']);
  });

  test('I2: without id and time, sent twice, is one line', async () => {
    const peer = somebody();
    const bare = {
      data: { event_type: 'message.received', payload: { from: { phone_number: peer }, text: 'Hi', to: [{ phone_number: OWN }] } },
    };
    await send(bare, { at: Date.now() - 60_000 });
    await send(bare);
    await expect(texts(OWN, peer)).resolves.toEqual(['Hi']);
  });

  test('I2: that comes again with a time that nobody can believe is taken, and stands there once', async () => {
    const time = new Date(NOW()).toISOString();
    const payload = { call_session_id: 'timeless', direction: 'incoming', from: somebody(), to: OWN, start_time: time };
    const data = { event_type: 'call.hangup', id: 'timeless', occurred_at: new Date().toISOString(), payload };
    await send({ data });
    await expect(send({ data: { ...data, occurred_at: {} } })).resolves.toMatchObject({ status: 200 });
    await expect(texts(OWN, payload.from)).resolves.toEqual(['call']);
  });

  test('I2: whose time can be believed only once it comes again, is one line', async () => {
    const peer = somebody();
    const event = received({ id: 'ahead', from: peer, to: OWN, text: 'Ahead', at: Date.now() + 3_602_000 });
    await send(event, { at: Date.now() - 5_000 });
    await send(event, { at: Date.now() + 10_000 });
    await expect(texts(OWN, peer)).resolves.toEqual(['Ahead']);
  });

  test('I3: the last state of a message before the one before it: delivered', async () => {
    const peer = somebody();
    const message = { message: 'm1', from: OWN, to: peer, text: 'Ready', sentAt: NOW() };
    await send(stated({ ...message, id: 'm1-final', at: NOW() + 1_000, status: 'delivered' }));
    await send(stated({ ...message, id: 'm1-sent', at: NOW(), status: 'sent', type: 'message.sent' }));
    const { items } = await inbox().reader.thread({ own: OWN, others: [peer], limit: 5 });
    expect(items).toMatchObject([{ kind: 'text', from: 'us', text: 'Ready', state: { stage: 'delivered', final: true } }]);
  });

  test('I4: before and after a restart, both are there', async () => {
    const peer = somebody();
    await send(received({ id: 'before', from: peer, to: OWN, text: 'before', at: NOW() }));
    await send(received({ id: 'after', from: peer, to: OWN, text: 'after', at: NOW() + 10 }), { to: inboxes.start() });
    const { items } = await inboxes.start().reader.thread({ own: OWN, others: [peer], limit: 5 });
    expect(items).toMatchObject([{ text: 'before' }, { text: 'after' }]);
  });

  test('whose answer was lost on the way from the table is there once', async () => {
    const peer = somebody();
    gate.loseAnswers(/^POST \S*\/\$batch/);
    await expect(send(received({ id: 'lost', from: peer, to: OWN, text: 'Lost', at: NOW() }))).resolves.toMatchObject({ status: 200 });
    await expect(texts(OWN, peer)).resolves.toEqual(['Lost']);
  });

  test('I5: while the table is out of reach is not taken, and is there once it came again', async () => {
    const peer = somebody();
    const event = received({ id: 'again', from: peer, to: OWN, text: 'Again', at: NOW() });
    gate.refuse(/\$batch/);
    await expect(send(event)).rejects.toMatchObject({ code: 'store_unavailable' });
    gate.restore();
    await expect(send(event)).resolves.toMatchObject({ status: 200 });
    await expect(texts(OWN, peer)).resolves.toEqual(['Again']);
  });

  test('I9, I16: by a newer key is taken, and is left open while nobody can be asked for the key', async () => {
    const peer = somebody();
    const fresh = inboxes.start();
    inboxes.telnyx.named = undefined;
    // Another key than the kept ones.
    const body = received({ id: 'newer', from: peer, to: OWN, text: 'Newer', at: NOW() });
    inboxes.telnyx.named = inboxes.key.named;
    await expect(send(body, { to: fresh })).resolves.toMatchObject({ status: 200 });
    await expect(texts(OWN, peer)).resolves.toEqual(['Newer']);
  });
});

describe('a conversation', () => {
  test('is read in pages, the newest first, without a gap and without a repetition', async () => {
    const peer = somebody();
    const start = Date.now() - 3_600_000;
    for (let at = 0; at < 25; at++) {
      const sent = { message: `page-${at}`, from: OWN, to: peer, text: `t${at}`, sentAt: start + at * 1_000 };
      await send(stated({ ...sent, id: `page-${at}-s`, at: sent.sentAt, status: 'sent', type: 'message.sent' }));
      await send(stated({ ...sent, id: `page-${at}-f`, at: sent.sentAt + 900, status: 'delivered' }));
    }
    const seen: unknown[] = [];
    let before: string | undefined;
    do {
      const page = await inbox().reader.thread({ own: OWN, others: [peer], limit: 7, before });
      seen.unshift(...page.items.map((item) => (item.kind === 'text' ? item.text : item.kind)));
      before = page.before;
    } while (before !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_text, at) => `t${at}`));
  });

  test('goes on under a new seal key, and is one', async () => {
    const peer = somebody();
    await send(received({ id: 'old-key', from: peer, to: OWN, text: 'old', at: NOW() }));
    inboxes.rotateSealKey();
    const later = inboxes.start();
    await send(received({ id: 'new-key', from: peer, to: OWN, text: 'new', at: NOW() + 10 }), { to: later });
    const { items } = await later.reader.thread({ own: OWN, others: [peer], limit: 5 });
    expect(items).toMatchObject([{ text: 'old' }, { text: 'new' }]);
    await expect(later.answers.of(peer)).resolves.toMatchObject({ keywords: [] });
  });

  test('goes from one month into the next', async () => {
    const peer = somebody();
    const first = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), 1);
    // So that both lie within the days that can be read, whatever day it is.
    const at = first - 1_000;
    inboxes.clock.ahead = first + 60_000 - Date.now();
    try {
      const sent = { message: 'eve', from: OWN, to: peer, text: 'Happy new month', sentAt: at };
      await send(stated({ ...sent, id: 'eve-s', at, status: 'sent', type: 'message.sent' }));
      await send(stated({ ...sent, id: 'eve-f', at: first + 500, status: 'delivered' }));
      await send(received({ id: 'eve-r', from: peer, to: OWN, text: 'You too', at: first + 900 }));
      const { items } = await inbox().reader.thread({ own: OWN, others: [peer], limit: 5 });
      expect(items).toMatchObject([{ text: 'Happy new month', state: { stage: 'delivered' } }, { text: 'You too' }]);
    } finally {
      inboxes.clock.ahead = 0;
    }
  });

  test('I7: shows that they opted out, and in again', async () => {
    const peer = somebody();
    await send(received({ id: 'stop', from: peer, to: OWN, text: 'STOP', at: NOW(), keyword: 'STOP' }));
    await expect(inbox().reader.thread({ own: OWN, others: [peer], limit: 5 })).resolves.toHaveProperty('optedOutAt', expect.any(Number));
    await expect(inbox().answers.of(peer)).resolves.toMatchObject({ keywords: [{ word: 'STOP', own: OWN, profileId: 'profile-1' }] });
    await send(received({ id: 'start', from: peer, to: OWN, text: 'START', at: NOW() + 100, keyword: 'START' }));
    const { optedOutAt } = await inbox().reader.thread({ own: OWN, others: [peer], limit: 5 });
    expect(optedOutAt).toBeUndefined();
    await expect(inbox().answers.of(peer)).resolves.toMatchObject({ keywords: [{ word: 'START' }, { word: 'STOP' }] });
  });
});

describe('the list', () => {
  test('names each conversation once, the newest first, and whether it waits', async () => {
    const [one, two] = [somebody(), somebody()];
    const at = Date.now();
    await send(received({ id: 'list-1', from: one, to: OWN, text: 'first', at: at - 300 }));
    await send(received({ id: 'list-2', from: two, to: OWN, text: 'second', at: at - 200 }));
    await send(stated({ id: 'list-3', message: 'list-3', from: OWN, to: one, text: 'third', at: at - 100 }));
    const { conversations, before } = await inbox().reader.list({ own: OWN, limit: 2 });
    expect(conversations).toMatchObject([
      { kind: 'thread', own: OWN, others: [one], last: { text: 'third' }, waitsForUs: false },
      { kind: 'thread', own: OWN, others: [two], last: { text: 'second' }, waitsForUs: true },
    ]);
    const { conversations: older } = await inbox().reader.list({ own: OWN, limit: 100, before });
    expect(older.map(({ others }) => others[0])).not.toContain(one);
    expect(older.map(({ others }) => others[0])).not.toContain(two);
    expect(older.length).toBeGreaterThan(3);
  });

  test('opens each by its id', async () => {
    const peer = somebody();
    await send(received({ id: 'by-id', from: peer, to: OWN, text: 'by id', at: Date.now() }));
    const { conversations } = await inbox().reader.list({ own: OWN, limit: 1 });
    const page = await inbox().reader.thread({ id: conversations[0]?.id ?? '', limit: 5 });
    expect(page).toMatchObject({ own: OWN, others: [peer], items: [{ text: 'by id' }] });
    await expect(inbox().reader.thread({ id: "x' or true", limit: 5 })).resolves.toMatchObject({ items: [], others: [] });
  });
});

test('I11: the rows tell an outsider neither number nor word', async () => {
  const peer = somebody();
  await send(received({ id: 'secret', from: peer, to: OWN, text: 'the code is 4471', at: NOW(), keyword: 'STOP' }));
  const sent = tables().join('\n');
  expect(sent).toContain('e0');
  for (const secret of [peer, peer.slice(1), OWN, 'the code', '4471 ', Buffer.from('the code').toString('base64')])
    expect(sent).not.toContain(secret);
  expect(inboxes.logged.join('\n')).not.toMatch(/\+1312|the code/);
});

test('I12: after its days nobody can read it, and its month is deleted', async () => {
  const peer = somebody();
  await send(received({ id: 'month', from: peer, to: OWN, text: 'old', at: NOW() }));
  inboxes.clock.ahead = 31 * 86_400_000;
  try {
    await expect(texts(OWN, peer)).resolves.toEqual([]);
  } finally {
    inboxes.clock.ahead = 0;
  }
  // On the 31st, the month before is over.
  await inbox().purge(Date.now());
  await expect(inbox().purge(Date.now())).resolves.toBe(0);
  await expect(texts(OWN, peer)).resolves.toEqual(['old']);
  await expect(inbox().purge(Date.now() + 62 * 86_400_000)).resolves.toBeGreaterThan(0);
  await expect(texts(OWN, peer)).resolves.toEqual([]);
});
