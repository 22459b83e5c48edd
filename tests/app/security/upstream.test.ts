import { describe, expect, test } from '@jest/globals';
import { type Fault, useApp, useClient } from '../../support/index.ts';

const app = useApp();
const owner = useClient(app);

const faced = (fault: Fault, name: string, args: object = {}) => owner.seenCall(name, args, fault);

const MESSAGE = { from: '+13125550100', to: '+13125550111', text: 'hello' };
const PROFILE = { name: 'n', whitelisted_destinations: ['US'] };

describe('U4: Telnyx asks to slow down', () => {
  test('U4: a short Retry-After is waited for once, then the answer comes: also for a message, which is sent once', async () => {
    const slow = { status: 429, headers: { 'retry-after': '1' } };
    const read = await faced({ ...slow, path: '/balance' }, 'get_balance');
    expect(read).not.toHaveProperty('isError');
    expect(read.requests.map(({ accepted }) => accepted)).toEqual([false, true]);
    const sent = await faced({ ...slow, path: '/messages' }, 'send_message', MESSAGE);
    expect(sent).not.toHaveProperty('isError');
    expect(sent.requests.map(({ accepted }) => accepted)).toEqual([false, true]);
  });

  test('U4: a long Retry-After is said at once', async () => {
    for (const [path, name, args] of [
      ['/balance', 'get_balance', {}],
      ['/messages', 'send_message', MESSAGE],
    ] as const) {
      const { isError, text, requests } = await faced({ path, status: 429, headers: { 'retry-after': '3600' } }, name, args);
      expect({ isError, tries: requests.length }).toEqual({ isError: true, tries: 1 });
      expect(text).toMatch(/rate limit.*Nothing was done.*after 3600 seconds/);
    }
  });
});

describe('U5: a message whose outcome is unknown', () => {
  const CASES: readonly (readonly [string, Fault, number])[] = [
    ['answers 503 after it took it', { status: 503, accept: true }, 1],
    ['answers 503 and did not take it', { status: 503 }, 0],
    ['answers 500', { status: 500 }, 0],
    ['answers 502 with HTML', { status: 502, body: '<html>Bad gateway</html>', accept: true }, 1],
    ['answers 408', { status: 408, accept: true }, 1],
    ['hangs up after it took it', { drop: 'after_accept' }, 1],
    ['hangs up at once', { drop: 'before' }, 0],
    ['answers nonsense', { raw: 'nonsense\r\n\r\n', accept: true }, 1],
    ['answers half', { raw: 'HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{"data":', accept: true }, 1],
    ['answers what is no JSON', { status: 200, body: '<html>', accept: true }, 1],
    ['answers a redirect', { status: 307, headers: { location: '/v2/messages' }, accept: true }, 1],
    ['answers 6 MB', { bytes: 6_000_000, accept: true }, 1],
  ];

  test.each(CASES)('U5: Telnyx %s: sent exactly once, said to be unknown, and how to check', async (_what, fault, accepted) => {
    const seen = await faced({ method: 'POST', path: '/messages', times: 5, ...fault }, 'send_message', MESSAGE);
    expect(seen.requests).toHaveLength(1);
    expect(seen.requests.filter((request) => request.accepted)).toHaveLength(accepted);
    expect(seen.isError).toBe(true);
    expect(seen.text).toMatch(/outcome is UNKNOWN.*once at most.*search_detail_records/);
  });

  test('U5: the same goes for an order and for a new profile', async () => {
    const order = { phone_numbers: [{ phone_number: '+13125550142' }] };
    for (const [path, name, args, how] of [
      ['/number_orders', 'create_number_order', order, /list_phone_numbers and get_balance/],
      ['/messaging_profiles', 'create_messaging_profile', PROFILE, /List what exists/],
      ['/phone_numbers/1', 'update_phone_number', { phone_number: '1', tags: ['a'] }, /Read the current state/],
    ] as const) {
      const { requests, text } = await faced({ path, status: 503, times: 5 }, name, args);
      expect(requests).toHaveLength(1);
      expect(text).toMatch(/UNKNOWN/);
      expect(text).toMatch(how);
    }
  });
});

describe('U6: a read that fails on the way', () => {
  test.each([
    ['hangs up', { drop: 'before' }],
    ['hangs up after work', { drop: 'after_accept' }],
    ['answers 503', { status: 503 }],
    ['answers 500', { status: 500 }],
  ] as const)('U6: Telnyx %s twice: the third try answers', async (_what, fault) => {
    const { requests, structuredContent } = await faced({ path: '/balance', times: 2, ...fault }, 'get_balance');
    expect(requests).toHaveLength(3);
    expect(structuredContent).toMatchObject({ currency: 'USD' });
  });

  test('U6: gives up after two more tries', async () => {
    const { requests, isError, text } = await faced({ path: '/balance', times: 9, drop: 'before' }, 'get_balance');
    expect({ tries: requests.length, isError }).toEqual({ tries: 3, isError: true });
    expect(text).toMatch(/connection to Telnyx failed.*Nothing was changed/);
  });

  test('U6: does not ask again what was refused', async () => {
    for (const status of [400, 403, 404, 409, 422])
      expect((await faced({ path: '/balance', times: 9, status }, 'get_balance')).requests).toHaveLength(1);
  });
});
