import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createLimits } from '../../../shared/mcp/index.ts';
import { NO_LIMITS, openEndpoint, origin } from './endpoint-under-test.ts';
let app: Awaited<ReturnType<typeof openEndpoint>>;
beforeAll(async () => {
  app = await openEndpoint();
});
const send: typeof app.send = (...message) => app.send(...message);

const tooMany = (what: string) => `Too many tool calls that ${what} in one minute. Nothing was done. Wait 12 seconds, then call again.`;

afterEach(() => {
  app.state.limits = NO_LIMITS;
});

describe.each([
  ['legacy', false],
  ['modern', true],
])('limits, %s era', (_era, modern) => {
  test('D4: beyond the limit of all messages a call gets a result that says when to come again, and no tool runs', async () => {
    app.state.limits = { ...NO_LIMITS, messages: () => 7 };
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
      app.state.limits = { ...NO_LIMITS, messages: () => 1 };
      const response = await send(method, {}, { modern });
      expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
        429,
        '1',
        { jsonrpc: '2.0', id: 0, error: { code: -32000, message: 'Too many messages in one minute. Wait 1 second, then send again.' } },
      ]);
    },
  );

  test('D4, D41, D42: calls that reach people by their arguments, that cost, and that buy have limits of their own', async () => {
    const scopes = ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'] as const;
    const asked: string[] = [];
    const note = (which: string) => (key: string) => {
      asked.push(`${which} ${key}`);
      return which === 'messages' ? undefined : 12;
    };
    app.state.limits = { messages: note('messages'), sends: note('sends'), purchases: note('purchases') };
    const texts = [];
    for (const [name, args] of [
      ['send', {}],
      ['answer', { aloud: true }],
      ['look_up', {}],
      ['buy', {}],
      ['answer', {}],
      ['slow_count', {}],
    ] as const) {
      const { result } = await (await send('tools/call', { name, arguments: args }, { modern, scopes })).json();
      texts.push(result.content[0].text);
    }
    expect(texts).toEqual([
      ...Array.from({ length: 3 }, () => tooMany('reach people or cost money')),
      tooMany('buy'),
      '{"done":true}',
      '{"done":true}',
    ]);
    const smaller = asked.filter((line) => !line.startsWith('messages'));
    expect(smaller).toEqual(['sends t.o', 'sends t.o', 'sends t.o', 'purchases t.o']);
    expect(asked.length - smaller.length).toBe(6);
  });
});

describe('limits', () => {
  const balance = { name: 'slow_count', arguments: {} };

  test('D4: are kept by person: another grant has no more, another person has', async () => {
    app.state.limits = createLimits({ messages: 3, sends: 1, purchases: 1 });
    const statuses = [];
    for (const grant of ['one', 'two', 'three', 'four']) statuses.push((await send('ping', {}, { grant })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await send('ping', {}, { person: 'other' })).status).toBe(200);
  });

  test('D4: count a message that is refused for what it holds', async () => {
    app.state.limits = createLimits({ messages: 2, sends: 1, purchases: 1 });
    expect((await send('tools/list', { cursor: 5 })).status).toBe(200);
    expect((await send('tools/list', {}, { query: '?tools=nothing' })).status).toBe(400);
    expect((await send('tools/list', {})).status).toBe(429);
  });

  test.each([
    ['a notification', 'notifications/initialized', {}, undefined],
    ['a call without an id', 'tools/call', balance, undefined],
    ['a call with an id that is none', 'tools/call', balance, { a: 1 }],
  ])('D4: %s beyond the limit is 429 without an id', async (_what, method, params, id) => {
    app.state.limits = { ...NO_LIMITS, messages: () => 2 };
    const response = await send(method, params, { id });
    expect([response.status, await response.json()]).toMatchObject([429, { id: null, error: { code: -32000 } }]);
  });

  test('D4: a long message beyond the limit is not read to its end', async () => {
    app.state.limits = { ...NO_LIMITS, messages: () => 2 };
    const response = await send('tools/call', { name: 'slow_count', arguments: { text: 'x'.repeat(100_000) } });
    expect(response.status).toBe(429);
  });

  test('D4: the log says who was refused, in one line, and nothing of the message', async () => {
    app.state.limits = { ...NO_LIMITS, messages: () => 2 };
    app.lines.length = 0;
    await send('tools/call', { name: 'strange words', arguments: { text: 'strange words' } });
    await send('tools/call', balance);
    await send('strange words', {});
    expect(app.lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'tool_call', subject: 't.o', client: 'c', outcome: 'rate_limited', limit: 'messages' }),
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
