import { createHash } from 'node:crypto';
import { TableClient, TableServiceClient, AzureNamedKeyCredential } from '@azure/data-tables';
import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, ACCOUNT_KEY } from '../../support/azurite.ts';
import { telnyxControls, useApp, useClient, type SentWebhook } from '../../support/index.ts';

const OWN = '+13125550100';
const app = useApp({ settings: { DEFAULT_ROLE: 'Owner' } });
const client = useClient(app);
const ROUTES = ['/webhooks/telnyx', '/webhooks/telnyx/failover'] as const;

const send = (webhook: Omit<SentWebhook, 'url'>, route: string = ROUTES[0]) =>
  telnyxControls(app).webhook({ url: `${app.url}${route}`, timeout_ms: 20_000, ...webhook });

const conversation = async (peer: string) => {
  const { structuredContent } = await client.call('get_conversation', { own: OWN, peer });
  return structuredContent?.['lines'] as readonly string[];
};

let people = 0;
const somebody = () => `+1312555${String(5_000 + people++)}`;

const text = (peer: string, words: string, id = createHash('sha256').update(`${peer}${words}`).digest('hex')) => ({
  data: {
    record_type: 'event',
    event_type: 'message.received',
    id,
    occurred_at: new Date().toISOString(),
    payload: {
      id: `m-${id}`,
      direction: 'inbound',
      from: { phone_number: peer },
      to: [{ phone_number: OWN, status: 'webhook_delivered' }],
      text: words,
      received_at: new Date().toISOString(),
    },
  },
  meta: { attempt: 1, delivered_to: `${app.url}${ROUTES[0]}` },
});

describe.each(ROUTES)('POST %s', (route) => {
  test('I2: takes what Telnyx signed, once, however often it comes', async () => {
    const peer = somebody();
    const body = text(peer, 'Hello');
    await expect(send({ body, times: 12, parallel: 6 }, route)).resolves.toEqual(Array(12).fill(200));
    await expect(send({ body: { ...body, meta: { attempt: 2 } } }, ROUTES[0])).resolves.toEqual([200]);
    await expect(conversation(peer)).resolves.toEqual([expect.stringContaining('Hello')]);
  });

  const FORGED: readonly (readonly [string, Partial<SentWebhook>])[] = [
    ['unsigned', { sign: 'none' }],
    ['signed by somebody else', { sign: 'wrong key' }],
    ['altered on the way', { sign: 'altered' }],
    ['301 seconds old', { sign: 'old' }],
    ['301 seconds ahead', { offset_secs: 310 }],
    ['without a time', { headers: { 'telnyx-timestamp': null } }],
    ['without a signature', { headers: { 'telnyx-signature-ed25519': null } }],
    ['with a signature of version 1', { sign: 'none', headers: { 'x-telnyx-signature': 't=1,h=a', 'telnyx-timestamp': '1' } }],
  ];
  test.each(FORGED)('I6: refuses what is %s, and keeps nothing of it', async (_what, changed) => {
    const peer = somebody();
    await expect(send({ body: text(peer, 'Forged'), ...changed }, route)).resolves.toEqual([401]);
    await expect(conversation(peer)).resolves.toEqual([]);
  });

  test('I6: takes what is 290 seconds old', async () => {
    const peer = somebody();
    await expect(send({ body: text(peer, 'Slow'), offset_secs: -290 }, route)).resolves.toEqual([200]);
    await expect(conversation(peer)).resolves.toHaveLength(1);
  });

  test('I6: reads as unsigned what hides its headers behind a member of that name', async () => {
    await expect(send({ body: { headers: {}, ...text(somebody(), 'x') }, sign: 'none' }, route)).resolves.toEqual([401]);
  });

  test('I14: refuses what is too large before it reads it, signed or not', async () => {
    await expect(send({ raw: 'x'.repeat(1024 ** 2 + 1), sign: 'none' }, route)).resolves.toEqual([413]);
    await expect(send({ raw: 'x'.repeat(2 * 1024 ** 2 + 1) }, route)).resolves.toEqual([413]);
  });

  test('I14: keeps what is signed and too large for a row, cut and marked', async () => {
    const peer = somebody();
    await expect(send({ body: text(peer, 'long '.repeat(300_000)) }, route)).resolves.toEqual([200]);
    const [line] = await conversation(peer);
    expect(line).toMatch(/long long/);
    expect(line).toMatch(/cut|…/);
  });

  const ODD: readonly (readonly [string, Omit<SentWebhook, 'url'>])[] = [
    ['null', { raw: 'null' }],
    ['no JSON', { raw: 'hello there' }],
    ['nothing', { raw: '' }],
    ['bytes that are no UTF-8', { raw_base64: Buffer.from([0xff, 0xfe, 0x7b, 0x7d]).toString('base64') }],
    ['a byte order mark before JSON', { raw: `\ufeff${JSON.stringify({ data: { event_type: 'a.b', id: '1' } })}` }],
    ['an unknown type', { body: { data: { event_type: 'tomorrow.invented', id: 'u1', payload: { a: 1 } } } }],
    ['no payload', { body: { data: { event_type: 'call.hangup', id: 'u2', payload: null } } }],
    [
      'half an emoji',
      {
        raw: '{"data":{"event_type":"message.received","id":"u3","payload":{"from":"+13125559999","to":"+13125550100","text":"\\ud83d"}}}',
      },
    ],
    ['very deep JSON', { raw: `${'['.repeat(20_000)}${']'.repeat(20_000)}` }],
    ['a list', { body: [1, 2, 3] }],
    ['members called __proto__', { raw: '{"data":{"__proto__":{"event_type":"x"},"event_type":"y","id":"u4"}}' }],
    ['a form', { form: { CallSid: 'v3:x', CallStatus: 'completed', CallSessionId: 's-form', From: OWN, To: '+13125559998' } }],
  ];
  test.each(ODD)('I15: keeps %s, if it is signed', async (_what, webhook) => {
    await expect(send(webhook, route)).resolves.toEqual([200]);
    await expect(send(webhook, route)).resolves.toEqual([200]);
  });

  test('answers no other method, and says nothing of itself', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await fetch(`${app.url}${route}`, { method });
      expect([404, 405]).toContain(answer.status);
    }
  });
});

test('I15: what nobody understands is listed under its name', async () => {
  await send({
    body: { data: { event_type: 'porting.update', id: 'p1', occurred_at: new Date().toISOString(), payload: { status: 'exception' } } },
  });
  const { text: list } = await client.call('list_conversations', { limit: 50 });
  expect(list).toMatch(/porting\.update/);
});

test('an interim guess of what is being said is taken, and not kept', async () => {
  const payload = { call_session_id: 's-1', transcription_data: { transcript: 'He', is_final: false } };
  await expect(send({ body: { data: { event_type: 'call.transcription', id: 'i1', payload } } })).resolves.toEqual([200]);
  expect((await client.call('get_call', { call_session_id: 's-1' })).text).not.toMatch(/He\b/);
});

test('I9: events are taken while Telnyx changes its key, by the old one and the new one', async () => {
  const peer = somebody();
  await expect(send({ body: text(peer, 'before') })).resolves.toEqual([200]);
  await telnyxControls(app).rotateWebhookKey();
  const answers = await Promise.all(['one', 'two', 'three', 'four'].map((words) => send({ body: text(peer, words), retries: 'voice' })));
  expect(answers.flat()).toEqual([200, 200, 200, 200]);
  await expect(conversation(peer)).resolves.toHaveLength(5);
  // Another instance, which knows what the first one kept.
  const other = await app.startInstance();
  await expect(
    telnyxControls(app).webhook({ url: `${other.url}${ROUTES[0]}`, body: text(peer, 'five'), timeout_ms: 20_000 }),
  ).resolves.toEqual([200]);
});

test('I11: neither log nor tables hold a number or a word of anybody', async () => {
  const peer = somebody();
  await send({ body: text(peer, 'the code is 4471') });
  await client.call('get_conversation', { own: OWN, peer });
  expect(app.log()).not.toMatch(/\+1312555|the code is/);
  const credential = new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY);
  const options = { allowInsecureConnection: true };
  let rows = 0;
  for await (const { name = '' } of new TableServiceClient(app.tables, credential, options).listTables()) {
    if (!name.startsWith('inbox')) continue;
    for await (const row of new TableClient(app.tables, name, credential, options).listEntities()) {
      rows++;
      const content = Object.values(row).map((value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
      );
      expect(content.join('\n')).not.toMatch(/1312555|the code|message\.received/);
    }
  }
  expect(rows).toBeGreaterThan(50);
});
