import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createRateLimit } from '../../../shared/platform/index.ts';
import { NO_LIMIT, openEndpoint, origin } from './endpoint-under-test.ts';
let app: Awaited<ReturnType<typeof openEndpoint>>;
beforeAll(async () => {
  app = await openEndpoint();
});
const send: typeof app.send = (...message) => app.send(...message);

afterEach(() => {
  app.state.limit = NO_LIMIT;
});

describe.each([
  ['legacy', false],
  ['modern', true],
])('limits, %s era', (_era, modern) => {
  test('D4: beyond the limit a call gets a result that says when to come again, and no tool runs', async () => {
    app.state.limit = () => 7;
    const response = await send('tools/call', { name: 'leaky', arguments: {} }, { modern });
    const text = 'Too many tool calls in one minute. Nothing was done. Wait 7 seconds, then call again.';
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { jsonrpc: '2.0', id: 0, result: { isError: true, content: [{ type: 'text', text }], ...(modern && { resultType: 'complete' }) } },
    ]);
  });

  test.each(['initialize', 'ping', 'tools/list', 'server/discover', 'resources/list', 'what/ever'])(
    'D4: beyond it every other message is 429 and says when to come again: %s',
    async (method) => {
      app.state.limit = () => 1;
      const response = await send(method, {}, { modern });
      expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
        429,
        '1',
        { jsonrpc: '2.0', id: 0, error: { code: -32000, message: 'Too many messages in one minute. Wait 1 second, then send again.' } },
      ]);
    },
  );
});

describe('limits', () => {
  const balance = { name: 'slow_count', arguments: {} };

  test('D4: are kept by person: another grant has no more, another person has', async () => {
    app.state.limit = createRateLimit({ perMinute: 3 });
    const statuses = [];
    for (const grant of ['one', 'two', 'three', 'four']) statuses.push((await send('ping', {}, { grant })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await send('ping', {}, { person: 'other' })).status).toBe(200);
  });

  test('D4: count a message that is refused for what it holds', async () => {
    app.state.limit = createRateLimit({ perMinute: 2 });
    expect((await send('tools/list', { cursor: 5 })).status).toBe(200);
    expect((await send('tools/list', {}, { query: '?tools=nothing' })).status).toBe(400);
    expect((await send('tools/list', {})).status).toBe(429);
  });

  test.each([
    ['a notification', 'notifications/initialized', {}, undefined],
    ['a call without an id', 'tools/call', balance, undefined],
    ['a call with an id that is none', 'tools/call', balance, { a: 1 }],
  ])('D4: %s beyond the limit is 429 without an id', async (_what, method, params, id) => {
    app.state.limit = () => 2;
    const response = await send(method, params, { id });
    expect([response.status, await response.json()]).toMatchObject([429, { id: null, error: { code: -32000 } }]);
  });

  test('D4: a long message beyond the limit is not read to its end', async () => {
    app.state.limit = () => 2;
    const response = await send('tools/call', { name: 'slow_count', arguments: { text: 'x'.repeat(100_000) } });
    expect(response.status).toBe(429);
  });

  test('D4: the log says who was refused, in one line, and nothing of the message', async () => {
    app.state.limit = () => 2;
    app.lines.length = 0;
    await send('tools/call', { name: 'strange words', arguments: { text: 'strange words' } });
    await send('tools/call', balance);
    await send('strange words', {});
    expect(app.lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'tool_call', subject: 't.o', client: 'c', outcome: 'rate_limited' }),
      expect.objectContaining({ event: 'tool_call', tool: 'slow_count', risk: 'read', outcome: 'rate_limited' }),
      expect.objectContaining({ event: 'message_refused', subject: 't.o', client: 'c', method: 'other', outcome: 'rate_limited' }),
    ]);
    expect(app.lines.join('')).not.toContain('strange');
  });
});

test('D6: a message that drips is 408 after sixty seconds', async () => {
  const token = await app.tokenOf();
  jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
  try {
    const body = new ReadableStream({ pull: () => new Promise(() => undefined) });
    const request = new Request(`${origin}/mcp/stream`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
      duplex: 'half',
    } as RequestInit);
    let status = 0;
    const answered = app.endpoint(request).then((response) => {
      status = response.status;
      return response.json();
    });
    while (jest.getTimerCount() === 0) await new Promise((resolve) => setImmediate(resolve));
    await jest.advanceTimersByTimeAsync(59_999);
    expect(status).toBe(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(await answered).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32600, message: 'Invalid request: The body did not arrive within 60 seconds.' },
    });
    expect(status).toBe(408);
  } finally {
    jest.useRealTimers();
  }
});
