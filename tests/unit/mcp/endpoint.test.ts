import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { createAuditTrail } from '../../../shared/audit/index.ts';
import {
  createSigningKeyring,
  createTokenVerifier,
  issueAccessToken,
  SCOPES,
  tokenNames,
  type Scope,
  type SigningKeyring,
} from '../../../shared/auth/index.ts';
import { createOriginPolicy } from '../../../shared/http/index.ts';
import { createLogger } from '../../../shared/log/index.ts';
import { createCatalogue, createLimits, createMcpEndpoint } from '../../../shared/mcp/index.ts';
import type { Limits } from '../../../shared/mcp/limits.ts';
import type { Role } from '../../../shared/settings/index.ts';
import type { StorageClient, TelnyxClient } from '../../../shared/telnyx/index.ts';
import { NO_TELEMETRY } from '../../../shared/telemetry/index.ts';
import { defineTool, InputError } from '../../../shared/tool/index.ts';
import { makeSecrets } from '../../support/keys.ts';

const origin = 'https://app.example.com';
const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const reading = { risk: 'read', input: z.object({}), output: z.object({ done: z.boolean() }) } as const;
const tools = [
  defineTool({
    ...reading,
    name: 'slow_count',
    title: 'Count',
    description: 'Counts and tells how far it is.',
    run: (_input, { progress }) => {
      progress('one');
      progress('two');
      return Promise.resolve({ done: true });
    },
  }),
  defineTool({
    ...reading,
    name: 'leaky',
    title: 'Leak',
    description: 'Fails with a secret in its message.',
    run: () => Promise.reject(new Error('the key is KEY0123456789')),
  }),
  defineTool({
    ...reading,
    name: 'picky',
    title: 'Pick',
    description: 'Refuses.',
    run: () => Promise.reject(new InputError('Give something else.')),
  }),
  defineTool({
    ...reading,
    name: 'send',
    title: 'Send',
    risk: 'outbound',
    parties: { nobody: 'A test.' },
    description: 'Sends.',
    run: () => Promise.resolve({ done: true }),
  }),
  defineTool({
    ...reading,
    name: 'buy',
    title: 'Buy',
    risk: 'purchase',
    parties: { nobody: 'A test.' },
    description: 'Buys.',
    run: () => Promise.resolve({ done: true }),
  }),
];

/** Hidden by the operator: no URL brings it back. */
const hidden = defineTool({
  ...reading,
  name: 'secret_tool',
  title: 'Hidden',
  description: 'Hidden.',
  run: () => Promise.resolve({ done: true }),
});

const NO_LIMITS: Limits = { messages: () => undefined, sends: () => undefined, purchases: () => undefined };
let limits: Limits = NO_LIMITS;

const lines: string[] = [];
let keyring: SigningKeyring;
let endpoint: (request: Request) => Promise<Response>;
beforeAll(async () => {
  const { secrets } = await makeSecrets();
  keyring = createSigningKeyring(secrets);
  const log = createLogger((_level, line) => lines.push(line));
  endpoint = createMcpEndpoint({
    origin,
    catalogue: createCatalogue([...tools, hidden], { exclude: ['secret_tool'] }),
    verify: createTokenVerifier(tokenNames(origin), keyring, () => Promise.resolve({ roles: ['Owner'], scopes: SCOPES })),
    policy: createOriginPolicy({ publicBaseUrl: origin, allowedOrigins: [] }),
    // No tool here calls Telnyx.
    telnyx: () => ({}) as TelnyxClient,
    storage: () => ({}) as StorageClient,
    credentials: () => Promise.resolve(),
    log,
    audit: createAuditTrail(secrets, log),
    limits: {
      messages: (key) => limits.messages(key),
      sends: (key) => limits.sends(key),
      purchases: (key) => limits.purchases(key),
    },
    telemetry: NO_TELEMETRY,
    clock: Date.now,
  });
});

afterEach(() => {
  limits = NO_LIMITS;
});

async function send(
  method: string,
  params: object,
  options: {
    scopes?: readonly Scope[];
    roles?: readonly Role[];
    person?: string;
    grant?: string;
    modern?: boolean;
    headers?: object;
    query?: string;
    id?: unknown;
  } = {},
) {
  const { scopes = ['telnyx.read', 'telnyx.send'], roles = ['Owner'], person = 'o', grant = 'g', modern = false } = options;
  const content = { tenantId: 't', objectId: person, grantId: grant, roles, scopes, clientId: 'c', ttlSeconds: 60 };
  const { token } = await issueAccessToken(content, tokenNames(origin), keyring);
  const { name } = params as { name?: string };
  const era = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...(name !== undefined && { 'mcp-name': name }) };
  return endpoint(
    new Request(`${origin}/mcp/stream${options.query ?? ''}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(modern && era), ...options.headers },
      body: JSON.stringify({
        jsonrpc: '2.0',
        ...('id' in options ? (options.id === undefined ? {} : { id: options.id }) : { id: 0 }),
        method,
        params: modern ? { ...params, _meta: { ...META, ...(params as { _meta?: object })._meta } } : params,
      }),
    }),
  );
}

describe.each([
  ['legacy', false],
  ['modern', true],
])('the endpoint, %s era', (_era, modern) => {
  test('lists what the scopes allow, with annotations and without $schema', async () => {
    const all = await (await send('tools/list', {}, { modern })).json();
    expect(all.result.tools.map((tool: { name: string }) => tool.name)).toEqual(['slow_count', 'leaky', 'picky', 'send']);
    expect(all.result.tools[3].annotations).toEqual({
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: true,
    });
    const some = await (await send('tools/list', {}, { modern, scopes: ['telnyx.read'] })).json();
    expect(some.result.tools).toHaveLength(3);
  });

  test('T8, D9: a call beyond the scopes is 403 with every scope that is needed, where the role allows it', async () => {
    for (const roles of [['Owner'], ['Operator'], ['Reader', 'Manager']] as const) {
      const response = await send('tools/call', { name: 'send', arguments: {} }, { modern, roles, scopes: ['telnyx.read'] });
      expect(response.status).toBe(403);
      expect(response.headers.get('www-authenticate')).toContain('scope="telnyx.read telnyx.send"');
    }
  });

  test.each([
    [['Reader'], 'send', 'This needs telnyx.send, which takes the app role Operator or Manager or Owner; yours is Reader.'],
    [['Operator', 'Manager'], 'buy', 'This needs telnyx.purchase, which takes the app role Owner; yours is Operator and Manager.'],
    [[], 'send', 'This needs telnyx.send, which takes the app role Operator or Manager or Owner; you have none.'],
  ] as const)(
    'D9: a role that lacks the scope (%j, %s) is named, with whom to ask, and nothing is asked for',
    async (roles, name, words) => {
      const response = await send('tools/call', { name, arguments: {} }, { modern, roles, scopes: ['telnyx.read'] });
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([403, null]);
      const body = await response.json();
      expect(body).toEqual({ error: 'insufficient_scope', error_description: expect.stringContaining(words) });
      expect(body.error_description).toContain('ask an administrator of this app in Microsoft Entra to assign you another role');
    },
  );

  test('D4: beyond the limit of all messages a call gets a result that says when to come again, and no tool runs', async () => {
    limits = { ...NO_LIMITS, messages: () => 7 };
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
      limits = { ...NO_LIMITS, messages: () => 1 };
      const response = await send(method, {}, { modern });
      expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
        429,
        '1',
        { jsonrpc: '2.0', id: 0, error: { code: -32000, message: 'Too many messages in one minute. Wait 1 second, then send again.' } },
      ]);
    },
  );

  test('D4: calls that reach people and calls that buy have limits of their own', async () => {
    const scopes = ['telnyx.read', 'telnyx.send', 'telnyx.purchase'] as const;
    const asked: string[] = [];
    const note = (which: string) => (key: string) => {
      asked.push(`${which} ${key}`);
      return which === 'messages' ? undefined : 12;
    };
    limits = { messages: note('messages'), sends: note('sends'), purchases: note('purchases') };
    const texts = [];
    for (const name of ['send', 'buy', 'slow_count']) {
      const { result } = await (await send('tools/call', { name, arguments: {} }, { modern, scopes })).json();
      texts.push(result.content[0].text);
    }
    expect(texts).toEqual([
      'Too many tool calls that reach people in one minute. Nothing was done. Wait 12 seconds, then call again.',
      'Too many tool calls that buy in one minute. Nothing was done. Wait 12 seconds, then call again.',
      '{"done":true}',
    ]);
    expect(asked).toEqual(['messages t.o', 'sends t.o', 'messages t.o', 'purchases t.o', 'messages t.o']);
  });

  test('reports progress on a stream to whom asked for it', async () => {
    const response = await send('tools/call', { name: 'slow_count', arguments: {}, _meta: { progressToken: 'p' } }, { modern });
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/event-stream');
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
    expect(lines.some((line) => line.includes(id))).toBe(true);
    expect(lines.join('\n')).not.toContain('KEY0123456789');
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
    expect(await listed('?readonly=true')).toEqual(['slow_count', 'leaky', 'picky']);
    expect(await listed('?tools=send,picky&readonly=true')).toEqual(['picky']);
    expect(await listed('?tools=send&readonly=true')).toEqual([]);
    expect(await listed('?readonly=false&other=1')).toHaveLength(4);
  });

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

describe('limits', () => {
  const balance = { name: 'slow_count', arguments: {} };

  test('D4: are kept by person: another grant has no more, another person has', async () => {
    limits = createLimits({ messages: 3, sends: 1, purchases: 1 });
    const statuses = [];
    for (const grant of ['one', 'two', 'three', 'four']) statuses.push((await send('ping', {}, { grant })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await send('ping', {}, { person: 'other' })).status).toBe(200);
  });

  test('D4: count a message that is refused for what it holds', async () => {
    limits = createLimits({ messages: 2, sends: 1, purchases: 1 });
    expect((await send('tools/list', { cursor: 5 })).status).toBe(200);
    expect((await send('tools/list', {}, { query: '?tools=nothing' })).status).toBe(400);
    expect((await send('tools/list', {})).status).toBe(429);
  });

  test.each([
    ['a notification', 'notifications/initialized', {}, undefined],
    ['a call without an id', 'tools/call', balance, undefined],
    ['a call with an id that is none', 'tools/call', balance, { a: 1 }],
  ])('D4: %s beyond the limit is 429 without an id', async (_what, method, params, id) => {
    limits = { ...NO_LIMITS, messages: () => 2 };
    const response = await send(method, params, { id });
    expect([response.status, await response.json()]).toMatchObject([429, { id: null, error: { code: -32000 } }]);
  });

  test('D4: a long message beyond the limit is not read to its end', async () => {
    limits = { ...NO_LIMITS, messages: () => 2 };
    const response = await send('tools/call', { name: 'slow_count', arguments: { text: 'x'.repeat(100_000) } });
    expect(response.status).toBe(429);
  });

  test('D4: the log says who was refused, in one line, and nothing of the message', async () => {
    limits = { ...NO_LIMITS, messages: () => 2 };
    lines.length = 0;
    await send('tools/call', { name: 'strange words', arguments: { text: 'strange words' } });
    await send('tools/call', balance);
    await send('strange words', {});
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'tool_call', subject: 't.o', client: 'c', outcome: 'rate_limited', limit: 'messages' }),
      expect.objectContaining({ event: 'tool_call', tool: 'slow_count', risk: 'read', outcome: 'rate_limited' }),
      expect.objectContaining({ event: 'message_refused', subject: 't.o', client: 'c', method: 'other', outcome: 'rate_limited' }),
    ]);
    expect(lines.join('')).not.toContain('strange');
  });
});

test('D6: a message that drips is 408 after sixty seconds', async () => {
  const content = { tenantId: 't', objectId: 'o', grantId: 'g', roles: ['Owner'] as const, scopes: [], clientId: 'c', ttlSeconds: 600 };
  const { token } = await issueAccessToken(content, tokenNames(origin), keyring);
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
    const answered = endpoint(request).then((response) => {
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
      error: { code: -32600, message: 'The body did not arrive within 60 seconds.' },
    });
    expect(status).toBe(408);
  } finally {
    jest.useRealTimers();
  }
});

describe('the endpoint', () => {
  test('tells nothing of its tools to whom it does not know', async () => {
    const response = await endpoint(new Request(`${origin}/mcp/stream?tools=nothing`, { method: 'POST', body: '{}' }));
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('nothing');
  });

  test('keeps no stream open for a listener', async () => {
    const response = await send('subscriptions/listen', { notifications: { toolsListChanged: true } }, { modern: true });
    expect(await response.text()).toContain('error');
  });

  test('writes one tool_call line with who, which tool and the outcome, and for a read one line of the audit', async () => {
    lines.length = 0;
    await send('tools/call', { name: 'slow_count', arguments: {} });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'tool_call', subject: 't.o', client: 'c', tool: 'slow_count', outcome: 'ok', era: 'legacy' }),
      expect.objectContaining({ event: 'audit', subject: 't.o', client: 'c', tool: 'slow_count', risk: 'read', outcome: 'ok' }),
    ]);
  });
});
