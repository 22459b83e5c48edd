import { describe, expect, test } from '@jest/globals';
import { tools } from '../../../../tools/index.ts';
import { holdsHidden, withoutSecrets } from '../../../../shared/platform/json/hidden-secrets.ts';
import { toResult } from '../../../../shared/mcp/tool/result.ts';
import { CALLS } from '../../../app/contract/support/calls.ts';
import { runTool } from '../../../app/contract/support/run-tool.ts';
import { json } from '../../../app/contract/support/telnyx-edge.ts';
import { cpuMs } from '../../../support/cpu-time.ts';

const H = '[hidden]';
const TEMPLATE = '{{#integration_secret}}crm{{/integration_secret}}';

const NAMES = [
  ...[
    'secret',
    'password',
    'token',
    'api_key',
    'apikey',
    'private_key',
    'authorization',
    'credentials',
    'passphrase',
    'pin',
    'auth_key',
    'cookie',
  ],
  ...[
    'v1_secret',
    'external_pin',
    'sip_password',
    'access_token',
    'refreshToken',
    'client-secret',
    'X-Api-Key',
    'APIKey',
    'apiKey',
    'xAuthToken',
  ],
  ...['Set-Cookie', 'PASSWORD', 'signing_key', 'encryptionKey', 'aws.secret.access_key', 'x amz security token', 'tokens', 'passwd', 'jwt'],
];
const OTHERS = [
  ...[
    'llm_api_key_ref',
    'public_key_ref',
    'integration_secret_id',
    'page_token',
    'next_page_token',
    'nextPageToken',
    'nextToken',
    'cursor',
  ],
  ...['prev_token', 'continuation_token', 'key', 'keyboard', 'tokenizer', 'secretary', 'pinned', 'spin', 'name', 'author', 'description'],
];

describe('withoutSecrets', () => {
  test.each(NAMES)('D47: %s is the name of a secret', (name) => {
    const given = { [name]: 's3cret', list: [{ [name]: ['s3cret', { deep: 's3cret' }] }] };
    expect(withoutSecrets(given)).toEqual({ [name]: H, list: [{ [name]: [H, { deep: H }] }] });
    expect(withoutSecrets({ pair: { name, value: 's3cret' } })).toEqual({ pair: { name, value: H } });
    const query = `https://a.example.org/?a=1&${encodeURIComponent(name)}=`;
    expect(withoutSecrets({ url: `${query}s3cret#x` })).toEqual({ url: `${query}${H}#x` });
  });

  test.each(OTHERS)('D47: %s is not', (name) => {
    expect(withoutSecrets({ [name]: 'seen', pair: { name, value: 'seen' } })).toEqual({ [name]: 'seen', pair: { name, value: 'seen' } });
  });

  test('D47: counts, flags and nothing stay what they are; a PIN of digits is still a PIN', () => {
    const counts = { prompt_tokens: 12, max_token: 5, api_key: null, has_password: true, token: '', total_tokens: 0 };
    expect(withoutSecrets(counts)).toEqual(counts);
    expect(withoutSecrets({ pin: 1234, passcode: 5, external_pin: 7 })).toEqual({ pin: H, passcode: H, external_pin: H });
  });

  test.each([
    [
      'an object',
      { headers: { 'X-Any': 's3cret', n: 1, none: null, deep: { a: 's3cret' } } },
      { headers: { 'X-Any': H, n: H, none: null, deep: H } },
    ],
    [
      'pairs',
      { request_headers: [{ name: 'x', value: 's3cret', more: 's3cret' }, ['set-cookie', 's3cret']] },
      { request_headers: [{ name: 'x', value: H, more: H }, ['set-cookie', H]] },
    ],
    ['lines', { customHeaders: ['X-Any: s3cret', `X-Key: ${TEMPLATE}`] }, { customHeaders: [H, `X-Key: ${TEMPLATE}`] }],
    ['one text', { headers: 'Authorization: s3cret' }, { headers: H }],
  ])('D47: headers as %s', (_what, given, shown) => {
    expect(withoutSecrets(given)).toEqual(shown);
  });

  test.each([`Bearer ${TEMPLATE}`, TEMPLATE, '{{token}}', 'Basic {{ a }}', `token=${TEMPLATE}`])(
    'D47: the template %s names a secret, and stays',
    (value) => {
      const given = {
        authorization: value,
        headers: [{ name: 'Authorization', value }],
        url: `https://a.example.org/?key=${value.replace(' ', '')}&b=2`,
      };
      expect(withoutSecrets(given)).toEqual(given);
    },
  );

  test.each([`sk-live-s3cret${TEMPLATE}`, `${TEMPLATE}s3cret`, '}}s3cret{{', '{{s3cret', 's3cret}}'])(
    'D47: %s holds more than a template',
    (value) => {
      expect(
        JSON.stringify(withoutSecrets({ password: value, headers: [value], url: `https://a.example.org/?key=${value}` })),
      ).not.toContain('s3cret');
    },
  );

  test.each([
    ['https://user:s3cret@h.example/p?x=1', `https://${H}@h.example/p?x=1`],
    ['postgres://s3cret@db.example:5432/x', `postgres://${H}@db.example:5432/x`],
    ['  HTTPS://a:b@c:s3cret@h.example', `  HTTPS://${H}@h.example`],
    ['https://h.example/a@b?x=c@d', 'https://h.example/a@b?x=c@d'],
    ['https://f.azurewebsites.net/api/x?code=s3cret&area_code=312', `https://f.azurewebsites.net/api/x?code=${H}&area_code=312`],
    ['https://h.example/?sig=s3cret&X-Amz-Signature=s3cret&se=2026', `https://h.example/?sig=${H}&X-Amz-Signature=${H}&se=2026`],
    ['https://h.example/?api%5Fkey=s3cret;Access%2DToken=s3cret', `https://h.example/?api%5Fkey=${H};Access%2DToken=${H}`],
    ['https://h.example/#access_token=s3cret', `https://h.example/#access_token=${H}`],
    [`https://h.example/?token=${TEMPLATE}&key=s3cret`, `https://h.example/?token=${TEMPLATE}&key=${H}`],
    ['sip:desk@h.example', 'sip:desk@h.example'],
    [
      '<?xml version="1.0"?><Response><Redirect>https://u:s3cret@h.example/?a=1&amp;token=s3cret</Redirect><Play>https://h.example/a</Play></Response>',
      `<?xml version="1.0"?><Response><Redirect>https://${H}@h.example/?a=1&amp;token=${H}</Redirect><Play>https://h.example/a</Play></Response>`,
    ],
    ['Ask for ?token=yours, at https://h.example/?token=x.', 'Ask for ?token=yours, at https://h.example/?token=x.'],
  ])('D47: of the URL %s is told %s', (url, shown) => {
    expect(withoutSecrets({ any: [url] })).toEqual({ any: [shown] });
    expect(holdsHidden({ any: [url] })).toBe(false);
    expect(holdsHidden({ any: [shown] })).toBe(shown !== url && !shown.startsWith('<'));
  });

  test.each([
    ['the password is s3cret', `the password is ${H}`],
    ['API key: s3cret, region: us', `API key: ${H} region: us`],
    ['token=s3cret', `token=${H}`],
    [`token: ${TEMPLATE}`, `token: ${TEMPLATE}`],
    ['Ask for the password.', 'Ask for the password.'],
  ])('D47: of the variable %j an assistant is told %j', (said, shown) => {
    const told = withoutSecrets({ dynamic_variables: { note: said }, instructions: said });
    expect(told).toEqual({ dynamic_variables: { note: shown }, instructions: said });
    expect(holdsHidden(told)).toBe(shown !== said);
  });

  test('D47: a link that is nothing without its query is told only where the tool says so', () => {
    const url = 'https://h.example/a?sig=link';
    const answer = { url, media: [{ url }], other: { url } };
    expect(toResult(answer, { untrusted: false, uncapped: false, links: ['media.url'] }).structured).toEqual({
      url: `https://h.example/a?sig=${H}`,
      media: [{ url }],
      other: { url: `https://h.example/a?sig=${H}` },
    });
  });

  test.each([
    ['{{ in a query', `https://h.example/?token=${'{{'.repeat(100_000)}`],
    ['members', `https://h.example/?${'a=1&'.repeat(50_000)}`],
    ['user names', `https://${'@'.repeat(200_000)}`],
    ['a long name', `https://h.example/?${'_a'.repeat(100_000)}=1`],
    ['braces', '{'.repeat(200_000)],
    ['sentences', 'token is '.repeat(22_000)],
    ['markup', `<${'a://'.repeat(50_000)}`],
    ['markup without an end', `<${'a'.repeat(200_000)}`],
    ['templates', `https://h.example/${'{{}}'.repeat(100_000)}`],
  ])('D7, D47: 200,000 characters of %s take linear time', (_what, text) => {
    const given = { any: text, dynamic_variables: { text }, password: text, headers: [{ name: 'x', value: text }], [text]: 'x' };
    expect(cpuMs(() => withoutSecrets(given))).toBeLessThan(10_000);
  });
});

describe('every tool', () => {
  const secrets = {
    webhook_url: 'https://hooks.example.com/in?token=s3cret&sig=s3cret',
    webhook_failover_url: 'https://user:s3cret@hooks.example.com/',
    webhook_event_url: 'https://hooks.example.com/in?api-key=s3cret',
    webhook_event_failover_url: 'https://hooks.example.com/#password=s3cret',
    dynamic_variables_webhook_url: 'https://hooks.example.com/in?code=s3cret',
    dynamic_variables: { apiKey: 's3cret' },
    tools: [{ type: 'webhook', webhook: { url: 'https://h.example/?key=s3cret', headers: [{ name: 'X-Any', value: 's3cret' }] } }],
    attempts: [{ http: { request: { url: 'https://hooks.example.com/?token=s3cret' } } }],
    webhook: {
      payload: { url: 'https://hooks.example.com/?token=s3cret', clientSecret: 's3cret', sipHeaders: [{ name: 'a', value: 's3cret' }] },
    },
    clientSecret: 's3cret',
    secretKey: 's3cret',
  };

  test.each(
    CALLS.filter(({ s3, answer, args }) => !s3 && answer !== 'none' && !('format' in args)).map(
      (call) => [call.tool, call.what, call] as const,
    ),
  )('D47: %s, %s, tells no secret, however it is spelled', async (name, _what, call) => {
    const tool = tools.find((one) => one.name === name);
    if (tool === undefined) throw new Error(name);
    const record = { ...secrets, id: '42b20469-1215-4a9a-8964-c36f66b406f4' };
    for (const data of [record, [record]]) {
      const { result, error } = await runTool(tool, call.args, json({ ...record, data, meta: {} }));
      expect(JSON.stringify([result, String(error)])).not.toContain('s3cret');
    }
  });

  test('D47: what an answer hides is not written back', async () => {
    const id = '42b20469-1215-4a9a-8964-c36f66b406f4';
    for (const [name, args] of [
      ['update_messaging_profile', { id, webhook_url: 'https://hooks.example.com/in?token=[hidden]' }],
      ['update_call_control_application', { id: '1', webhook_event_url: 'https://hooks.example.com/in?token=[hidden]' }],
      ['update_assistant', { assistant_id: 'a', dynamic_variables: { api_key: '[hidden]' } }],
      [
        'create_assistant',
        { name: 'a', instructions: 'b', tools: [{ type: 'webhook', webhook: { headers: [{ name: 'a', value: '[hidden]' }] } }] },
      ],
    ] as const) {
      const tool = tools.find((one) => one.name === name);
      if (tool === undefined) throw new Error(name);
      const { error, seen } = await runTool(tool, args, json({ data: {} }));
      expect(String(error)).toContain('hides');
      expect(seen).toEqual([]);
    }
  });
});
