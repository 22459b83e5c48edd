import { describe, expect, test } from '@jest/globals';
import { useApp, useClient } from '../../support/index.ts';

const app = useApp();
const owner = useClient(app);

const NUMBER = '+13125550111';
const MESSAGE = { from: '+13125550100', to: NUMBER, text: 'hello' };
const CALL = { connection_id: '1', from: '+13125550100', to: NUMBER };
const ASSISTANT = { name: 'Desk', instructions: 'You answer.' };
const PROFILE = '11111111-2222-4333-8444-555555555555';

describe('U1: ids that would leave their place in the path', () => {
  const IDS = [
    '..',
    '.',
    '../balance',
    '..%2fbalance',
    '%2e%2e',
    'a/b',
    'a?x=1',
    '#',
    'a#b',
    '\\',
    '..\\balance',
    '\0',
    'a\0b',
    '',
    ' ',
    'https://evil.example/v2/balance',
    '//evil.example',
    '\u202e',
    '１２３',
    '\ud800',
  ];
  const BY_ID = [
    ['get_message', {}],
    ['get_messaging_profile', {}],
    ['update_messaging_profile', { name: 'n' }],
    ['get_phone_number', {}],
    ['update_phone_number', { tags: ['a'] }],
  ] as const;

  test.each(BY_ID)('U1: %s refuses each of them', async (name, rest) => {
    for (const id of IDS) await owner.expectInputError(name, { id, ...rest });
  });

  /** What no path segment can be, even encoded, or what nobody can see. */
  const NO_SEGMENT = ['..', '.', '\0', 'a\0b', '', ' ', '\ud800', '\u202e'];

  test.each([
    ['hangup_call', 'call_control_id', 'POST /v2/calls/', '/actions/hangup'],
    ['get_assistant', 'assistant_id', 'GET /v2/ai/assistants/', ''],
    ['delete_integration_secret', 'secret_id', 'DELETE /v2/integration_secrets/', ''],
  ])('U1: %s makes one encoded segment of each opaque %s, or refuses it', async (name, argument, before, after) => {
    for (const id of NO_SEGMENT) await owner.expectInputError(name, { [argument]: id });
    for (const id of IDS.filter((one) => !NO_SEGMENT.includes(one))) {
      const { requests } = await owner.seenCall(name, { [argument]: id });
      expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`${before}${encodeURIComponent(id)}${after}`]);
    }
  });

  test('U1: what goes into a path is one encoded segment below the base, byte for byte', async () => {
    expect((await owner.seenCall('lookup_number', { phone_number: NUMBER })).requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
      ['GET /v2/number_lookup/%2B13125550111'],
    );
    expect((await owner.seenCall('get_message', { id: PROFILE })).requests.map(({ url }) => url)).toEqual([`/v2/messages/${PROFILE}`]);
    expect((await owner.seenCall('get_phone_number', { phone_number: '12345' })).requests.map(({ url }) => url)).toEqual([
      '/v2/phone_numbers/12345',
    ]);
  });

  test('U1: what goes into a query stays one value', async () => {
    const { requests } = await owner.seenCall('list_messaging_profiles', { name: 'a&page[size]=1#?/../%00' });
    expect(requests).toHaveLength(1);
    const query = new URL(requests[0]?.url ?? '', 'http://x').searchParams;
    expect([...query]).toEqual([
      ['filter[name][eq]', 'a&page[size]=1#?/../%00'],
      ['page[number]', '1'],
      ['page[size]', '20'],
    ]);
  });

  test('U1: a filter of detail records cannot become another parameter', async () => {
    const base = { record_type: 'messaging' };
    for (const field of ['a]&page[size', 'record_type][eq', 'A', '', 'a[b]'])
      await owner.expectInputError('search_detail_records', { ...base, filters: [{ field, value: 'x' }] });
  });
});

describe('U2: URLs that Telnyx must not be told to fetch', () => {
  const URLS = [
    'http://cdn.example.org/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:169.254.169.254]/',
    'https://localhost/a',
    'https://LOCALHOST./a',
    'https://app.localhost/a',
    'https://[::1]/a',
    'https://[::]/a',
    'https://127.0.0.1/a',
    'https://127.1/a',
    'https://2130706433/a',
    'https://0x7f000001/a',
    'https://0177.0.0.1/a',
    'https://0/a',
    'https://10.0.0.8/a',
    'https://172.16.0.1/a',
    'https://192.168.1.1/a',
    'https://100.64.0.1/a',
    'https://[fd00::1]/a',
    'https://[fe80::1]/a',
    'https://[64:ff9b::a9fe:a9fe]/a',
    'https://[2002:7f00:1::]/a',
    'https://metadata.google.internal/a',
    'https://printer.local/a',
    'https://intranet/a',
    'file:///etc/passwd',
    'ftp://cdn.example.org/a',
    'gopher://cdn.example.org/a',
    'data:text/plain,hello',
    'javascript:alert(1)',
    'https://user@cdn.example.org/a',
    'https://user:secret@cdn.example.org/a',
    'https://cdn.example.org\\@169.254.169.254/',
    'https://cdn.example.org\n.evil.example/',
    '//cdn.example.org/a',
    'cdn.example.org/a',
    'https://',
    `https://cdn.example.org/${'a'.repeat(2_100)}`,
  ];

  test.each(URLS)('U2: refuses %j wherever a URL can stand', async (url) => {
    await owner.expectInputError(
      'send_message',
      { ...MESSAGE, media_urls: ['https://cdn.example.org/good.png', url] },
      /public host|2048|too/i,
    );
    await owner.expectInputError('send_message', { ...MESSAGE, webhook_url: url });
    await owner.expectInputError('send_message', { ...MESSAGE, webhook_failover_url: url });
    await owner.expectInputError('create_messaging_profile', { name: 'n', whitelisted_destinations: ['US'], webhook_url: url });
    await owner.expectInputError('update_messaging_profile', { id: PROFILE, webhook_failover_url: url });
    await owner.expectInputError('create_call', { ...CALL, audio_url: url }, /audio_url/);
    await owner.expectInputError('create_call', { ...CALL, webhook_url: url }, /webhook_url/);
  });

  test('U2: an empty URL is none, except in a list of them', async () => {
    await owner.expectInputError('send_message', { ...MESSAGE, media_urls: [''] }, /public host/);
    const { requests } = await owner.seenCall('send_message', { ...MESSAGE, webhook_url: '', webhook_failover_url: '' });
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(requests)).not.toContain('webhook');
  });

  test.each(URLS)('U2: refuses %j in what goes to assistants as it is', async (url) => {
    const refused = (name: string, args: object, words: RegExp) => owner.expectInputError(name, args, words);
    const tools = [{ type: 'webhook', webhook: { name: 'w', url } }];
    await refused('create_assistant', { ...ASSISTANT, tools }, /tools\.0: Its URLs/);
    await refused('update_assistant', { assistant_id: 'a', tools }, /tools\.0: Its URLs/);
    for (const advanced of [
      { external_llm: { base_url: url } },
      { mcp_servers: [{ urls: [url] }] },
      { observability_settings: { host: url } },
    ])
      await refused('create_assistant', { ...ASSISTANT, advanced }, /advanced: Its URLs/);
  });

  test('U2: lets a public https URL through as it is', async () => {
    const url = 'https://cdn.example.org:8443/a%20b.png?x=1&y=%2F#z';
    const { requests } = await owner.seenCall('send_message', { ...MESSAGE, media_urls: [url] });
    expect(requests.map(({ body }) => body)).toEqual([{ ...MESSAGE, media_urls: [url] }]);
  });
});

describe('U3: telephone numbers', () => {
  test.each([
    '+1 (312) 555-0111',
    '+1.312.555.0111',
    ' +1 312 555 0111 ',
    '+1‑312‑555‑0111',
    '+１３１２５５５０１１１',
    '+1312555\u200b0111',
  ])('U3: normalises %j', async (to) => {
    const { requests } = await owner.seenCall('send_message', { ...MESSAGE, to });
    expect(requests.map(({ body }) => body)).toEqual([MESSAGE]);
  });

  test.each([
    ['no country code', '3125550111'],
    ['half a number', '+1 (555)'],
    ['Arabic digits', '+١٣١٢٥٥٥٠١١١'],
    ['16 digits', '+1312555011122223'],
    ['a zero first', '+0312555011'],
    ['two plus signs', '++13125550111'],
    ['letters', '+1312555CALL'],
    ['a SIP address', 'sip:someone@example.org'],
    ['a control character', '+1312555\u00000111'],
    ['an international prefix', '0013125550111'],
    ['nothing', ''],
  ])('U3: refuses %s', async (_what, phone_number) => {
    await owner.expectInputError(
      'lookup_number',
      { phone_number },
      /E\.164|service numbers|Did you mean \+13125550111|Did you mean \+13125552255/,
    );
    await owner.expectInputError('create_number_order', { phone_numbers: [{ phone_number }] });
  });

  test.each(['911', '112', '999', '+911', '+112', '9 1 1', '(911)', '+1911', '+1 911', '+1-911', '+44999', '+49112', '988', '933'])(
    'U3: never reaches %j',
    async (to) => {
      await owner.expectInputError('send_message', { ...MESSAGE, to });
      await owner.expectInputError('lookup_number', { phone_number: to });
    },
  );
});
