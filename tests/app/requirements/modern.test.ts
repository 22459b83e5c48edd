import { describe, expect, test } from '@jest/globals';
import { exchange, expectNothingSent, useApp, useClient } from '../../support/index.ts';
import { messagesOf } from './event-stream.ts';

const VERSION = 'io.modelcontextprotocol/protocolVersion';
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';
const BALANCE = { name: 'get_balance', arguments: {} };

const app = useApp();
const owner = useClient(app);
const reader = useClient(app, { user: 'reader' });

type Changes = NonNullable<Parameters<typeof owner.modern>[2]>;
/** A client need not say who it is. */
const anonymous = ({ meta, ...changes }: Changes): Changes => ({
  ...changes,
  meta: { 'io.modelcontextprotocol/clientInfo': undefined, ...meta },
});
const send = (method: string, params = {}, changes: Changes = {}) => owner.modern(method, params, anonymous(changes));
const call = (changes: Changes = {}) => send('tools/call', BALANCE, changes);
const only = async (response: Response) => (await messagesOf(response))[0];
const notify = (message: object) => owner.post(JSON.stringify(message), { headers: { 'mcp-protocol-version': '2026-07-28' } });

/** Every kind of request that is refused, with what it is refused with. */
const REFUSED: readonly (readonly [string, string, object, Changes, number, number])[] = [
  ['an unknown method', 'tools/steal', {}, {}, 404, -32601],
  ['a method of former revisions', 'ping', {}, {}, 404, -32601],
  ['a listener, for lists that never change', 'subscriptions/listen', { notifications: {} }, {}, 404, -32601],
  ['an unknown tool', 'tools/call', { name: 'steal', arguments: {} }, {}, 200, -32602],
  ['arguments in a list', 'tools/call', { name: 'get_balance', arguments: [] }, {}, 200, -32602],
  ['a cursor that is none', 'tools/list', { cursor: 5 }, {}, 200, -32602],
  [
    'a version of nobody',
    'tools/list',
    {},
    { meta: { [VERSION]: '2099-01-01' }, headers: { 'mcp-protocol-version': '2099-01-01' } },
    400,
    -32022,
  ],
  ['another method in the header', 'tools/list', {}, { headers: { 'mcp-method': 'tools/call' } }, 400, -32020],
  ['no capabilities', 'tools/list', {}, { meta: { [CAPABILITIES]: undefined } }, 400, -32602],
];

describe('messages of revision 2026-07-28', () => {
  test('MCP26-RPC-1, MCP26-RPC-5: a result has its request’s id and its type, and no error beside it', async () => {
    for (const id of [7, 'seven']) {
      for (const [method, params] of [
        ['server/discover', {}],
        ['tools/list', {}],
        ['tools/call', BALANCE],
      ] as const) {
        const message = await only(await send(method, params, { id }));
        expect(message).toMatchObject({ jsonrpc: '2.0', id, result: { resultType: 'complete' } });
        expect(message).not.toHaveProperty('error');
      }
    }
    const failed = await only(await send('tools/call', { name: 'get_message', arguments: {} }));
    expect(failed?.result).toMatchObject({ resultType: 'complete', isError: true });
  });

  test.each(REFUSED)(
    'MCP26-RPC-2, MCP26-RPC-6: %s is an error with the id, and a code that means it',
    async (_what, method, params, changes, status, code) => {
      for (const id of [7, 'seven']) {
        const response = await send(method, params, { ...changes, id });
        expect(response.status).toBe(status);
        const message = await only(response);
        expect(message).toMatchObject({ id, error: { code, message: expect.any(String) } });
        expect(message).not.toHaveProperty('result');
      }
    },
  );

  test('MCP26-RPC-3: null, a fraction, a truth or an object is no id: nothing is done', async () => {
    await expectNothingSent(app, async () => {
      for (const id of [null, 1.5, true, {}, [1]]) {
        const response = await call({ id });
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ error: { code: -32600 } });
      }
    });
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
    for (const [changes, status] of steps) expect((await send('tools/list', {}, changes)).status).toBe(status);
  });
});

describe('_meta of revision 2026-07-28', () => {
  test.each([VERSION, CAPABILITIES])('MCP26-META-1: without %s a request is -32602 with 400, and does nothing', async (name) => {
    await expectNothingSent(app, async () => {
      for (const method of ['server/discover', 'tools/list', 'tools/call']) {
        const response = await send(method, method === 'tools/call' ? BALANCE : {}, { meta: { [name]: undefined } });
        expect(response.status).toBe(400);
        expect((await only(response))?.error?.code).toBe(-32602);
      }
    });
  });

  test('MCP26-META-2, MCP26-VERSION-3: a client that declares nothing, and one with extensions, get the same core protocol', async () => {
    const results = [];
    for (const capabilities of [
      {},
      { extensions: { 'io.modelcontextprotocol/tasks': {}, 'com.example/x': {} }, elicitation: {}, sampling: {} },
    ]) {
      results.push((await only(await call({ meta: { [CAPABILITIES]: capabilities } })))?.result);
    }
    expect(results[0]).toMatchObject({ resultType: 'complete', structuredContent: { currency: 'USD' } });
    expect(results[1]).toEqual(results[0]);
  });

  test('MCP26-META-4: odd values at reserved names change nothing', async () => {
    const meta = { 'io.modelcontextprotocol/unheard': 5, 'com.mcp.tools/x': null, 'claudecode/toolUseId': [], traceparent: 'no trace' };
    expect((await only(await call({ meta })))?.result).toMatchObject({
      structuredContent: { currency: 'USD' },
    });
  });

  test('MCP25-META-1, MCP26-META-3: the names that we send have the prescribed form', async () => {
    const newer = await only(await call());
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
    const lists = [];
    for (const client of [owner, reader, owner, reader]) lists.push(await (await client.modern('tools/list', {}, anonymous({}))).text());
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
  const plain = await call();
  expect(plain.headers.get('content-type')).toContain('application/json');
  expect((await only(plain))?.result).toBeDefined();
});

describe('headers of revision 2026-07-28', () => {
  const encoded = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;

  test.each([
    ['MCP26-HEADER-1: no version', { 'mcp-protocol-version': undefined }],
    ['MCP26-HEADER-1: the version of the old era', { 'mcp-protocol-version': '2025-11-25' }],
    ['MCP26-HEADER-3: no method', { 'mcp-method': undefined }],
    ['MCP26-HEADER-3: another method', { 'mcp-method': 'tools/list' }],
    ['MCP26-HEADER-4: no name', { 'mcp-name': undefined }],
    ['MCP26-HEADER-4: another name', { 'mcp-name': 'send_message' }],
    ['MCP26-HEADER-5: another name in Base64', { 'mcp-name': encoded('send_message') }],
    ['MCP26-HEADER-5: what is no Base64', { 'mcp-name': '=?base64?%%%?=' }],
    ['MCP26-HEADER-5: the mark of Base64 in capitals', { 'mcp-name': encoded('get_balance').replace('base64', 'BASE64') }],
    ['MCP26-HEADER-6: the method in capitals', { 'mcp-method': 'TOOLS/CALL' }],
    ['MCP26-HEADER-6: the name in capitals', { 'mcp-name': 'GET_BALANCE' }],
  ])('%s is 400 with -32020, and nothing is called', async (_what, headers) => {
    await expectNothingSent(app, async () => {
      const response = await call({ headers });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ id: 1, error: { code: -32020, message: expect.any(String) } });
    });
  });

  test('MCP26-HEADER-5: a name in Base64 is the name', async () => {
    const response = await call({ headers: { 'mcp-name': encoded('get_balance') } });
    expect(await response.json()).toMatchObject({ result: { structuredContent: { currency: 'USD' } } });
  });

  test('MCP26-HEADER-6: names of headers may be written in any case', async () => {
    const _meta = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { ...BALANCE, _meta } });
    const lines = [
      'POST /mcp/stream HTTP/1.1',
      'HOST: localhost',
      `AUTHORIZATION: Bearer ${owner.token}`,
      'CONTENT-TYPE: application/json',
      'MCP-PROTOCOL-VERSION: 2026-07-28',
      'mCP-mETHOD: tools/call',
      'MCP-NAME: get_balance',
      `CONTENT-LENGTH: ${body.length}`,
      '',
      body,
    ];
    expect((await exchange(app.url, lines.join('\r\n'))).status).toBe(200);
  });
});
