import { describe, expect, test } from '@jest/globals';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { issuesOf, signed, useSimulator } from './harness.ts';

const OTHER_KEY = 'KEY00000000000000000000000000020ca1';

const sim = useSimulator({ apiKeys: [LOCAL_API_KEY, OTHER_KEY], rateLimit: 50 });

describe('keys and accounts', () => {
  test.each([[null], ['KEYunknown'], ['']])('refuse the key %j with 401', async (key) => {
    const answer = await sim.api('GET', '/balance', undefined, { key });
    expect([answer.status, answer.json.errors[0].code]).toEqual([401, '10009']);
  });

  test('keep accounts apart', async () => {
    const { id } = (await sim.api('POST', '/messages', { from: '+13125550100', to: '+13125550142', text: 'x' })).json.data;
    const other = { key: OTHER_KEY };
    expect((await sim.api('GET', `/messages/${id}`, undefined, other)).status).toBe(404);
    expect((await sim.api('GET', '/balance', undefined, other)).json.data.balance).toBe('100.00');
    expect((await sim.api('GET', '/phone_numbers', undefined, other)).json.data[0].phone_number).toBe('+13125550101');
    expect((await sim.api('GET', '/phone_numbers/1293384261075731499', undefined, other)).status).toBe(404);
    expect((await sim.api('POST', '/messages', { from: '+13125550100', to: '+13125550142', text: 'x' }, other)).json.errors[0].code).toBe(
      '40305',
    );
  });

  test('rotate: a new key opens the same account, the old one nothing', async () => {
    await sim.control('POST', '/account', { balance: '7.00' });
    await sim.control('POST', '/keys', { add: 'KEYnew', account_of: LOCAL_API_KEY, revoke: LOCAL_API_KEY });
    expect((await sim.api('GET', '/balance')).status).toBe(401);
    expect((await sim.api('GET', '/balance', undefined, { key: 'KEYnew' })).json.data.balance).toBe('7.00');
    expect((await sim.control('POST', '/keys', { revoke: LOCAL_API_KEY })).status).toBe(404);
    expect((await sim.control('POST', '/keys', { add: 'KEYfresh' })).status).toBe(200);
    expect((await sim.api('GET', '/balance', undefined, { key: 'KEYfresh' })).json.data.balance).toBe('100.00');
  });
});

describe('paths', () => {
  test.each(['/messages/..', '/messages/%2e%2e', '/messages/..%2Fbalance', '/messages/a%2Fb', '/messages/a%3Fx=1', '/messages/%00'])(
    'treat %s as one unknown id',
    async (path) => {
      const answer = await sim.api('GET', path);
      expect([answer.status, answer.json.errors[0].code]).toEqual([404, '10005']);
      expect((await sim.control('GET', '/requests')).json).toMatchObject([{ url: `/v2${path}`, accepted: false }]);
    },
  );

  test('decode a parameter after the path is split', async () => {
    expect((await sim.api('GET', '/number_lookup/%2B13129457420')).json.data.phone_number).toBe('+13129457420');
    expect((await sim.api('GET', '/number_lookup/+13129457420')).status).toBe(200);
  });

  test.each(['/v2/messages/../balance', '/v2/v2/balance', '/balance', '/v2/messages/', '/v2//balance', '/V2/balance'])(
    'know nothing of %s',
    async (path) => {
      expect((await sim.send('GET', path)).status).toBe(404);
    },
  );

  test('refuse broken percent-encoding and an unknown method', async () => {
    expect((await sim.api('GET', '/messages/%zz')).status).toBe(400);
    expect((await sim.api('PUT', '/balance', {})).status).toBe(404);
  });
});

describe('bodies', () => {
  test.each([
    ['{"to":', 400, '10028'],
    ['\u0000', 400, '10028'],
    ['[]', 422, '10015'],
    ['null', 422, '10015'],
    ['"text"', 422, '10015'],
  ])('refuse %j', async (raw, status, code) => {
    const answer = await sim.api('POST', '/messages', undefined, { raw });
    expect([answer.status, answer.json.errors[0].code]).toEqual([status, code]);
  });

  test('must say that they are JSON', async () => {
    const answer = await sim.api('POST', '/messages', undefined, {
      raw: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([answer.status, answer.json.errors[0].code]).toEqual([415, '10014']);
  });

  test('of more than ten megabytes are refused', async () => {
    const answer = await sim.api('POST', '/messages', undefined, { raw: ' '.repeat(11 * 1024 * 1024) });
    expect(answer.status).toBe(413);
  });
});

describe('rate limit', () => {
  test('shows on every answer and ends in 429 with Retry-After', async () => {
    const first = await sim.api('GET', '/balance');
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '49', 'x-ratelimit-reset': '1' });
    for (let sent = 1; sent < 50; sent += 1) await sim.api('GET', '/balance');
    const over = await sim.api('GET', '/balance');
    expect([over.status, over.json.errors[0].code, over.headers['retry-after']]).toEqual([429, '10011', '1']);
    expect((await sim.api('GET', '/balance', undefined, { key: OTHER_KEY })).status).toBe(200);
    const s3 = await sim.send('GET', '/_s3/us-east-1/', undefined, { key: null, headers: { authorization: signed(LOCAL_API_KEY) } });
    expect([s3.status, s3.text]).toEqual([503, expect.stringContaining('<Code>SlowDown</Code>')]);
    await sim.advance(1000);
    expect((await sim.api('GET', '/balance')).status).toBe(200);
  });
});

test('answers are compared with the document: a wrong type, a wrong word, a missing and an unknown field are found', () => {
  const found = (path: string, json: object) => issuesOf('GET', path, { status: 200, json });
  expect(found('/balance', { data: { balance: 5, blance: '5', record_type: 'money' } })).toHaveLength(3);
  expect(found('/messaging_profiles', { data: [], meta: { page_number: 1, page_size: 20, total_pages: 0 } })).toEqual([
    expect.stringMatching('^/meta/total_results: '),
  ]);
});
