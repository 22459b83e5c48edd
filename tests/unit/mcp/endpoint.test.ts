import { beforeAll, describe, expect, test } from '@jest/globals';
import { openEndpoint, origin } from './endpoint-under-test.ts';
let app: Awaited<ReturnType<typeof openEndpoint>>;
beforeAll(async () => {
  app = await openEndpoint();
});
const send: typeof app.send = (...message) => app.send(...message);

describe.each([
  ['legacy', false],
  ['modern', true],
])('the endpoint, %s era', (_era, modern) => {
  test('lists what the scopes allow, with annotations and without $schema', async () => {
    const all = await (await send('tools/list', {}, { modern })).json();
    expect(all.result.tools.map((tool: { name: string }) => tool.name)).toEqual(['slow_count', 'leaky', 'picky', 'send', 'look_up']);
    expect(all.result.tools[3].annotations).toEqual({
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: true,
    });
    const some = await (await send('tools/list', {}, { modern, scopes: ['telnyx.read'] })).json();
    expect(some.result.tools).toHaveLength(4);
  });

  test('reports progress on a stream to whom asked for it', async () => {
    const response = await send('tools/call', { name: 'slow_count', arguments: {}, _meta: { progressToken: 'p' } }, { modern });
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(text.match(/"notifications\/progress"/g)).toHaveLength(2);
    expect(text).toContain('"done":true');
  });

  test('answers plain JSON where nobody asked for progress, and whatever Accept says', async () => {
    for (const accept of ['application/json', 'text/event-stream', '*/*', 'text/html']) {
      const response = await send('tools/call', { name: 'slow_count', arguments: {} }, { modern, headers: { accept } });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
    }
  });

  test('an unforeseen failure leaves with an id only, and stands in the log without its message', async () => {
    const { result } = await (await send('tools/call', { name: 'leaky', arguments: {} }, { modern })).json();
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result)).not.toContain('KEY0123456789');
    const id = /id ([\w-]{36})/.exec(result.content[0].text)?.[1] ?? 'none';
    expect(app.lines.some((line) => line.includes(id))).toBe(true);
    expect(app.lines.join('\n')).not.toContain('KEY0123456789');
  });

  test('a refused argument says what to do', async () => {
    const { result } = await (await send('tools/call', { name: 'picky', arguments: {} }, { modern })).json();
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('Give something else. Nothing was done.') }] });
    const unknown = await (await send('tools/call', { name: 'picky', arguments: { what: 1 } }, { modern })).json();
    expect(unknown.result.content[0].text).toContain('Unknown argument: "what". Allowed: none.');
  });

  const listed = async (query: string) => {
    const { result } = await (await send('tools/list', {}, { modern, query })).json();
    return result.tools.map((tool: { name: string }) => tool.name);
  };

  test('the URL narrows the tools, by name and to those that read', async () => {
    expect(await listed('?tools=send,picky')).toEqual(['picky', 'send']);
    expect(await listed('?tools=send&tools=%20leaky')).toEqual(['leaky', 'send']);
    expect(await listed('?readonly=true')).toEqual(['slow_count', 'leaky', 'picky', 'look_up']);
    expect(await listed('?tools=send,picky&readonly=true')).toEqual(['picky']);
    expect(await listed('?tools=send&readonly=true')).toEqual([]);
    expect(await listed('?readonly=false&other=1')).toHaveLength(5);
  });

  const UNKNOWN = [
    ['make_call', 'Unknown tool: make_call. It is called create_call now.'],
    [`${'x'.repeat(63)}😀`, `Unknown tool: ${'x'.repeat(63)}.`],
    ['se\u202end', 'Unknown tool: send.'],
  ] as const;
  // A header of the modern era names the tool, which only takes ASCII.
  test.each(modern ? UNKNOWN.slice(0, 1) : UNKNOWN)(
    'an unknown tool is named as it can be read, and by its new name: %j',
    async (name, message) => {
      const { error } = await (await send('tools/call', { name, arguments: {} }, { modern })).json();
      expect(error).toMatchObject({ code: -32602, message });
    },
  );

  test('what the URL hides cannot be called: it is an unknown tool', async () => {
    for (const query of ['?readonly=true', '?tools=picky']) {
      const body = await (await send('tools/call', { name: 'send', arguments: {} }, { modern, query })).json();
      expect(body).toMatchObject({ id: 0, error: { code: -32602, message: expect.stringContaining('Unknown tool: send') } });
    }
    const { result } = await (await send('tools/call', { name: 'send', arguments: {} }, { modern, query: '?tools=send' })).json();
    expect(result.structuredContent).toEqual({ done: true });
  });

  test.each([
    ['?tools=send,sned', '"sned"'],
    ['?tools=secret_tool', '"secret_tool"'],
    ['?tools=', 'names no tool'],
    ['?tools=%20,', 'names no tool'],
    ['?readonly=yes', 'readonly must be true or false'],
    ['?readonly=true&readonly=', 'readonly must be true or false'],
    ...[
      'readOnly',
      'ReadOnly',
      'Readonly',
      'READONLY',
      'read_only',
      'read-only',
      'read%20only',
      'readonlys',
      'readonly%5B%5D',
      'ｒｅａｄｏｎｌｙ',
    ].map((name): [string, string] => [`?${name}=true`, 'in the URL is spelled readonly.']),
    ...['tool', 'TOOLS', 'Tools', 'tool_s', 'tools%5B%5D', 'tools%5B0%5D', '%20tools'].map((name): [string, string] => [
      `?${name}=picky`,
      'in the URL is spelled tools.',
    ]),
    ['?tools=picky&readOnly=true', '"readOnly" in the URL is spelled readonly.'],
  ])('D8: a selection that cannot be followed (%s) is 400 and says why', async (query, expected) => {
    const response = await send('tools/list', {}, { modern, query });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { message: expect.stringContaining(expected) } }]);
  });

  test('D8: names that mean nothing here change nothing', async () => {
    for (const query of ['?reader=1', '?only=x', '?toolset=picky', '?readonlyish=1', '?utm_source=x&code=1', '?=x'])
      expect(await listed(query)).toEqual(await listed(''));
  });

  test('an unknown tool is -32602', async () => {
    const body = await (await send('tools/call', { name: 'nothing', arguments: {} }, { modern })).json();
    expect(body).toMatchObject({ id: 0, error: { code: -32602 } });
  });
});

describe('the endpoint', () => {
  test('tells nothing of its tools to whom it does not know', async () => {
    const response = await app.endpoint(new Request(`${origin}/mcp/stream?tools=nothing`, { method: 'POST', body: '{}' }));
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('nothing');
  });

  test('keeps no stream open for a listener', async () => {
    const response = await send('subscriptions/listen', { notifications: { toolsListChanged: true } }, { modern: true });
    expect(await response.text()).toContain('error');
  });

  test('a tool list that does not fit into the answer of the SDK is 500 with an id, which the log has', async () => {
    const other = () => Promise.resolve(Response.json({ jsonrpc: '2.0', id: 0, result: { tools: null } }));
    const { send: sendTo, lines } = await openEndpoint({ legacy: other, modern: other });
    const response = await sendTo('tools/list', {});
    const { error } = await response.json();
    expect([response.status, error.code]).toEqual([500, -32603]);
    const id = /id ([\w-]{36})/.exec(error.message)?.[1] ?? 'none';
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 'error', event: 'request_failed', request: id }),
    ]);
  });

  test('writes one tool_call line with who, which tool and the outcome, and for a read one line of the audit', async () => {
    app.lines.length = 0;
    await send('tools/call', { name: 'slow_count', arguments: {} });
    expect(app.lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'tool_call', subject: 't.o', client: 'c', tool: 'slow_count', outcome: 'ok', era: 'legacy' }),
      expect.objectContaining({ event: 'audit', subject: 't.o', client: 'c', tool: 'slow_count', risk: 'read', outcome: 'ok' }),
    ]);
  });
});
