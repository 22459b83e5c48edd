import { describe, expect, test } from '@jest/globals';
import { exchange, expectNothingSent, legacy, modern, openConnection, useApp, useClient } from '../../support/index.ts';
import { tools } from '../../../tools/index.ts';

const app = useApp();
const owner = useClient(app);

const MIB = 1024 * 1024;
const LIST = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
const head = (...lines: string[]) =>
  [
    'POST /mcp/stream HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${owner.token}`,
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n');

describe('P1: bodies beyond 4 MiB', () => {
  test('P1: refuses a Content-Length beyond the limit, and one beyond the limit of the host without waiting for the body', async () => {
    const { status, body } = await exchange(app.url, `${head(`Content-Length: ${5 * MIB}`)}${' '.repeat(5 * MIB)}`);
    expect(status).toBe(413);
    expect(JSON.parse(body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32600 } });
    // The host reads what has a length before our code has the request.
    expect((await exchange(app.url, head(`Content-Length: ${101 * MIB}`))).status).toBe(413);
  });

  test('P1: answers 413 while endless chunks still come, and then stops reading', async () => {
    const connection = openConnection(app.url);
    connection.socket.write(head('Transfer-Encoding: chunked'));
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'a'), Buffer.from('\r\n')]);
    let sent = 0;
    const state = { answered: false };
    const answer = connection.answer().finally(() => (state.answered = true));
    while (!state.answered && sent < 1_000 * MIB) {
      sent += chunk.length;
      if (!connection.socket.write(chunk)) await Promise.race([new Promise((resolve) => connection.socket.once('drain', resolve)), answer]);
      // The sockets take turns with this loop.
      await new Promise(setImmediate);
    }
    expect((await answer).status).toBe(413);
    expect(sent).toBeLessThan(64 * MIB);
    await connection.closed;
  });

  test('P1: measures what comes, not what Content-Length says', async () => {
    // The rest of the body is not this request's: HTTP takes it for the next one, which makes no sense.
    const short = await exchange(app.url, `${head('Content-Length: 10')}${LIST}`);
    expect(short.status).toBe(400);
    const body = (size: number) => `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"padding":"${'x'.repeat(size)}"}}`;
    expect((await owner.post(body(4 * MIB - 100))).status).toBe(200);
    expect((await owner.post(body(4 * MIB))).status).toBe(413);
    // Two bytes a character: bytes count.
    expect((await owner.post(body(10).replace('xx', 'é'.repeat(2 * MIB)))).status).toBe(413);
  });

  test('P1: takes a body without Content-Length in small pieces', async () => {
    const connection = openConnection(app.url);
    connection.socket.write(head('Transfer-Encoding: chunked'));
    for (const byte of LIST) connection.socket.write(`1\r\n${byte}\r\n`);
    connection.socket.write('0\r\n\r\n');
    expect((await connection.answer()).status).toBe(200);
    connection.socket.destroy();
  });

  test('P1: refuses contradictory lengths', async () => {
    const smuggled = await exchange(app.url, `${head('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`);
    expect(smuggled.status).toBe(400);
    expect((await exchange(app.url, `${head('Content-Length: 5', 'Content-Length: 50')}abcde`)).status).toBe(400);
  });

  test('a 401 leaves a kept connection usable, though 3 MB of the body had not been read', async () => {
    const connection = openConnection(app.url);
    const size = 3_000_000;
    connection.socket.write(`POST /mcp/stream HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n`);
    connection.socket.write(Buffer.alloc(size, 'a'));
    expect((await connection.answer()).status).toBe(401);
    connection.socket.write(`${head(`Content-Length: ${LIST.length}`)}${LIST}`);
    const next = await connection.answer();
    expect(next.status).toBe(200);
    expect(JSON.parse(next.body)).toMatchObject({ id: 1, result: { tools: expect.any(Array) } });
    connection.socket.destroy();
  });
});

describe('P2: bodies that are no message', () => {
  const deep = (depth: number, open = '[', close = ']') => `${open.repeat(depth)}${close.repeat(depth)}`;
  const call = (args: string) => `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_balance","arguments":${args}}}`;

  test.each([
    ['nothing', '', -32700],
    ['text', 'hello', -32700],
    ['half a message', LIST.slice(0, -1), -32700],
    ['two messages', `${LIST}${LIST}`, -32700],
    ['a byte order mark', `\ufeff\ufeff${LIST}`, -32700],
    ['NaN', '{"jsonrpc":"2.0","id":NaN,"method":"ping"}', -32700],
    ['unclosed brackets, 100,000 deep', '['.repeat(100_000), -32600],
    ['an array, 10,000 deep', deep(10_000), -32600],
    ['objects, 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, -32600],
    ['arguments, 10,000 deep', call(deep(10_000)), -32600],
    ['a batch', `[${LIST},${LIST}]`, -32600],
    ['a batch of one', `[${LIST}]`, -32600],
    ['an empty batch', '[]', -32600],
    ['null', 'null', -32600],
    ['a number', '1', -32600],
    ['a string', '"tools/list"', -32600],
  ])('P2, MCP25-HTTP-4: refuses %s', async (_what, body, code) => {
    const response = await owner.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code } });
  });

  test('P2, MCP25-HTTP-1: refuses bytes that are not UTF-8', async () => {
    const response = await owner.post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: -32700 } });
  });

  test.each([
    ['no method', '{"jsonrpc":"2.0","id":1}'],
    ['another version of JSON-RPC', '{"jsonrpc":"1.0","id":1,"method":"tools/list"}'],
    ['a method that is no string', '{"jsonrpc":"2.0","id":1,"method":{}}'],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"tools/list"}'],
    ['params that are a string', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":"x"}'],
    ['a wide object', `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":${index}`).join(',')}}`],
  ])('P2: answers a message with %s as an error, and lives on', async (_what, body) => {
    const response = await owner.post(body);
    expect(response.status).toBeGreaterThanOrEqual(200);
    expect(response.status).toBeLessThan(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ jsonrpc: '2.0', error: { code: expect.any(Number) } });
    expect((await owner.post(LIST)).status).toBe(200);
  });
});

describe('P3: what the specification of each era says', () => {
  const name = 'get_balance';

  test('P3, MCP26-HTTP-8: an unknown method is -32601: 200 in the old era, 404 in the new', async () => {
    const old = await owner.legacy('tools/steal');
    const now = await owner.modern('tools/steal');
    expect([old.status, now.status]).toEqual([200, 404]);
    for (const response of [old, now]) expect(await response.json()).toMatchObject({ id: 1, error: { code: -32601 } });
  });

  test('P3, MCP25-HTTP-10, MCP26-HEADER-2, MCP26-VERSION-1: an unsupported version is 400 and says what is supported', async () => {
    const old = await owner.legacy('tools/list', {}, { headers: { 'mcp-protocol-version': '1999-01-01' } });
    expect(old.status).toBe(400);
    expect(await old.json()).toMatchObject({ error: { code: -32000, message: expect.stringContaining('2025-11-25') } });
    const meta = { 'io.modelcontextprotocol/protocolVersion': '2099-01-01' };
    const now = await owner.modern('tools/list', {}, { meta, headers: { 'mcp-protocol-version': '2099-01-01' } });
    expect(now.status).toBe(400);
    expect(await now.json()).toMatchObject({ error: { code: -32022, data: { supported: expect.arrayContaining(['2026-07-28']) } } });
  });

  test.each([
    ['version', { 'mcp-protocol-version': '2025-11-25' }],
    ['method', { 'mcp-method': 'tools/call' }],
  ])('P3, MCP26-HEADER-1, MCP26-HEADER-3: header and body that differ in the %s are 400', async (_what, headers) => {
    const response = await owner.modern('tools/list', {}, { headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: -32020 } });
  });

  test('P3, MCP26-HEADER-4: a call whose Mcp-Name is missing or is another tool is 400, and calls nothing', async () => {
    await expectNothingSent(app, async () => {
      for (const headers of [{ 'mcp-name': 'list_phone_numbers' }, { 'mcp-name': '' }, { 'mcp-name': 'GET_BALANCE' }]) {
        const response = await owner.modern('tools/call', { name, arguments: {} }, { headers });
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ error: { code: -32020 } });
      }
    });
  });

  test('P3: an unknown tool is -32602 in both eras', async () => {
    for (const era of [legacy, modern]) {
      for (const unknown of ['steal', '__proto__', 'constructor', 'get_balance ', 'x'.repeat(5_000)]) {
        // A header cannot hold a space at its end.
        const response = await era(
          app,
          'tools/call',
          { name: unknown, arguments: {} },
          { token: owner.token, headers: { 'mcp-name': unknown.trim() } },
        );
        const body = await response.json();
        expect([-32602, -32020]).toContain(body.error.code);
        expect(JSON.stringify(body).length).toBeLessThan(500);
      }
    }
  });

  test.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'P3, MCP25-LIFE-2, MCP25-TOOL-1: greets a client of %s in its version',
    async (protocolVersion) => {
      const response = await owner.legacy('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 'c', version: '1' } });
      expect(await response.json()).toMatchObject({ result: { protocolVersion, capabilities: { tools: { listChanged: false } } } });
      const list = await owner.legacy('tools/list', {}, { headers: { 'mcp-protocol-version': protocolVersion } });
      expect((await list.json()).result.tools).toHaveLength(tools.length);
    },
  );
});
