import { beforeAll, describe, expect, test } from '@jest/globals';
import { login, telnyxKnobs, useApp, useClient } from '../../support/index.ts';
import { messagesOf, progressOf, type Message } from './event-stream.ts';
import { sendModern } from './modern-message.ts';
import { slowChat } from './slow-call.ts';

const VERSION = 'io.modelcontextprotocol/protocolVersion';
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const BALANCE = { name: 'get_balance', arguments: {} };

const app = useApp();
const owner = useClient(app);

type Changes = Omit<Parameters<typeof sendModern>[2], 'token'>;
const send = (method: string, changes: Changes = {}) => sendModern(app, method, { token: owner.token, ...changes });
const only = async (response: Response) => (await messagesOf(response))[0];
const notify = (message: object) => owner.post(JSON.stringify(message), { headers: { 'mcp-protocol-version': '2026-07-28' } });

/** Every kind of request that is refused, with what it is refused with. */
const REFUSED: readonly (readonly [string, string, Changes, number, number])[] = [
  ['an unknown method', 'tools/steal', {}, 404, -32601],
  ['a method of former revisions', 'ping', {}, 404, -32601],
  ['a listener, for lists that never change', 'subscriptions/listen', { params: { notifications: {} } }, 404, -32601],
  ['an unknown tool', 'tools/call', { params: { name: 'steal', arguments: {} } }, 200, -32602],
  ['arguments in a list', 'tools/call', { params: { name: 'get_balance', arguments: [] } }, 200, -32602],
  ['a cursor that is none', 'tools/list', { params: { cursor: 5 } }, 200, -32602],
  [
    'a version of nobody',
    'tools/list',
    { meta: { [VERSION]: '2099-01-01' }, headers: { 'mcp-protocol-version': '2099-01-01' } },
    400,
    -32022,
  ],
  ['another method in the header', 'tools/list', { headers: { 'mcp-method': 'tools/call' } }, 400, -32020],
  ['no capabilities', 'tools/list', { meta: { [CAPABILITIES]: undefined } }, 400, -32602],
];

describe('messages of revision 2026-07-28', () => {
  test('MCP26-RPC-1, MCP26-RPC-5: a result has its request’s id and its type, and no error beside it', async () => {
    for (const id of [7, 'seven']) {
      for (const [method, params] of [
        ['server/discover', {}],
        ['tools/list', {}],
        ['tools/call', BALANCE],
      ] as const) {
        const message = await only(await send(method, { id, params }));
        expect(message).toMatchObject({ jsonrpc: '2.0', id, result: { resultType: 'complete' } });
        expect(message).not.toHaveProperty('error');
      }
    }
    const failed = await only(await send('tools/call', { params: { name: 'get_message', arguments: {} } }));
    expect(failed?.result).toMatchObject({ resultType: 'complete', isError: true });
  });

  test.each(REFUSED)(
    'MCP26-RPC-2, MCP26-RPC-6: %s is an error with the id, and a code that means it',
    async (_what, method, changes, status, code) => {
      for (const id of [7, 'seven']) {
        const response = await send(method, { ...changes, id });
        expect(response.status).toBe(status);
        const message = await only(response);
        expect(message).toMatchObject({ id, error: { code, message: expect.any(String) } });
        expect(message).not.toHaveProperty('result');
      }
    },
  );

  test('MCP26-RPC-3: null, a fraction, a truth or an object is no id: nothing is done', async () => {
    const requests = await telnyxKnobs(app).during(async () => {
      for (const id of [null, 1.5, true, {}, [1]]) {
        const response = await send('tools/call', { params: BALANCE, id });
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ error: { code: -32600 } });
      }
    });
    expect(requests).toEqual([]);
  });

  test('MCP26-RPC-4, MCP26-HTTP-3: a notification gets no response, even by a name that requests have', async () => {
    for (const method of ['notifications/cancelled', 'notifications/unheard', 'tools/list']) {
      const response = await notify({ jsonrpc: '2.0', method, params: { requestId: 1 } });
      expect([response.status, await response.text()]).toEqual([202, '']);
    }
  });

  test('MCP26-HTTP-4: a notification or response that cannot be accepted is an HTTP error', async () => {
    for (const message of [
      { jsonrpc: '1.0', method: 'notifications/unheard' },
      { jsonrpc: '2.0', method: 'tools/call', params: {} },
      { jsonrpc: '2.0', id: 1, result: {} },
    ]) {
      expect((await notify(message)).status).toBe(400);
    }
  });

  test('MCP26-STATE-1: each request is taken by what it carries itself', async () => {
    const steps: [Changes, number][] = [
      [{}, 200],
      [{ meta: { [CAPABILITIES]: undefined } }, 400],
      [{}, 200],
      [{ meta: { [VERSION]: undefined } }, 400],
    ];
    for (const [changes, status] of steps) expect((await send('tools/list', changes)).status).toBe(status);
  });
});

describe('_meta of revision 2026-07-28', () => {
  test.each([VERSION, CAPABILITIES])('MCP26-META-1: without %s a request is -32602 with 400, and does nothing', async (name) => {
    const requests = await telnyxKnobs(app).during(async () => {
      for (const method of ['server/discover', 'tools/list', 'tools/call']) {
        const response = await send(method, { meta: { [name]: undefined }, params: method === 'tools/call' ? BALANCE : {} });
        expect(response.status).toBe(400);
        expect((await only(response))?.error?.code).toBe(-32602);
      }
    });
    expect(requests).toEqual([]);
  });

  test('MCP26-META-2, MCP26-VERSION-3: a client that declares nothing, and one with extensions, get the same core protocol', async () => {
    const results = [];
    for (const capabilities of [
      {},
      { extensions: { 'io.modelcontextprotocol/tasks': {}, 'com.example/x': {} }, elicitation: {}, sampling: {} },
    ]) {
      results.push((await only(await send('tools/call', { params: BALANCE, meta: { [CAPABILITIES]: capabilities } })))?.result);
    }
    expect(results[0]).toMatchObject({ resultType: 'complete', structuredContent: { currency: 'USD' } });
    expect(results[1]).toEqual(results[0]);
  });

  test('MCP26-META-4: odd values at reserved names change nothing', async () => {
    const meta = { 'io.modelcontextprotocol/unheard': 5, 'com.mcp.tools/x': null, 'claudecode/toolUseId': [], traceparent: 'no trace' };
    expect((await only(await send('tools/call', { params: BALANCE, meta })))?.result).toMatchObject({
      structuredContent: { currency: 'USD' },
    });
  });

  test('MCP25-META-1, MCP26-META-3: the names that we send have the prescribed form', async () => {
    const newer = await only(await send('tools/call', { params: BALANCE }));
    const older = await only(await owner.post(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: BALANCE })));
    const names = [newer, older].flatMap((message) => Object.keys(message?.result?.['_meta'] ?? {}));
    expect(names).toContain('io.modelcontextprotocol/serverInfo');
    for (const name of names)
      expect(name).toMatch(/^([a-z]([a-z\d-]*[a-z\d])?(\.[a-z]([a-z\d-]*[a-z\d])?)*\/)?([a-z\d]([\w.-]*[a-z\d])?)?$/i);
  });
});

describe('what server/discover and tools/list say', () => {
  test('MCP26-VERSION-2, MCP26-TOOL-1: server/discover names the version, the tools capability and who we are', async () => {
    expect((await only(await send('server/discover')))?.result).toMatchObject({
      supportedVersions: expect.arrayContaining(['2026-07-28']),
      capabilities: { tools: {} },
      _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'telnyx-mcp-functions', version: expect.any(String) } },
    });
  });

  test('MCP26-CACHE-1, MCP26-CACHE-2, MCP26-CACHE-3: a list may be kept for a while, by its person alone', async () => {
    const { result } = (await only(await send('tools/list'))) ?? {};
    expect(result).toMatchObject({ ttlMs: expect.any(Number), cacheScope: 'private' });
    expect(result?.['ttlMs']).toBeGreaterThanOrEqual(0);
  });

  test('MCP26-TOOL-2: the list is that of the token, whoever used the connection before, and the same again', async () => {
    const reader = await login(app, { user: 'reader' });
    const lists = [];
    for (const holder of [owner.token, reader, owner.token, reader])
      lists.push(await (await sendModern(app, 'tools/list', { token: holder })).text());
    expect(lists[2]).toBe(lists[0]);
    expect(lists[3]).toBe(lists[1]);
    expect(lists[1]?.length).toBeLessThan(lists[0]?.length ?? 0);
  });

  test('MCP26-CANCEL-1: a cancellation of what is over, or of nobody, harms nothing', async () => {
    await (await send('tools/list')).text();
    for (const requestId of [1, 'nobody']) {
      expect((await notify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } })).status).toBe(202);
    }
    expect((await send('tools/list')).status).toBe(200);
  });
});

test('MCP26-HTTP-1, MCP26-HTTP-5: one path answers as JSON, or as an event stream where progress is told', async () => {
  const plain = await send('tools/call', { params: BALANCE });
  expect(plain.headers.get('content-type')).toContain('application/json');
  expect((await only(plain))?.result).toBeDefined();
});

describe('two slow calls at once', () => {
  const tokens = ['one', 2] as const;
  const types: (string | null)[] = [];
  let streams: Message[][];
  beforeAll(async () => {
    const params = await slowChat(app, owner.token, tokens.length);
    streams = await Promise.all(
      tokens.map(async (progressToken) => {
        const response = await send('tools/call', { params, meta: { progressToken } });
        types.push(response.headers.get('content-type'));
        return messagesOf(response);
      }),
    );
  }, 60_000);

  test('MCP26-HTTP-5, MCP26-HTTP-6, MCP26-PROGRESS-1: each is told on its own event stream of its own progress only', () => {
    for (const type of types) expect(type).toContain('text/event-stream');
    for (const [index, messages] of streams.entries()) {
      expect(new Set(progressOf(messages).map(({ progressToken }) => progressToken))).toEqual(new Set([tokens[index]]));
    }
  });

  test('MCP26-PROGRESS-2: each step is further than the one before', () => {
    for (const messages of streams) {
      const steps = progressOf(messages).map(({ progress }) => progress);
      expect(steps.length).toBeGreaterThan(1);
      expect(steps).toEqual([...new Set(steps)].sort((one, other) => one - other));
    }
  });

  test('MCP26-PROGRESS-3, MCP26-HTTP-7: the response is the last message, and none is a request to the client', () => {
    for (const messages of streams) {
      expect(messages.at(-1)).toMatchObject({ id: 1, result: { resultType: 'complete' } });
      for (const message of messages.slice(0, -1)) expect([message.method, message.id]).toEqual(['notifications/progress', undefined]);
    }
  });
});
