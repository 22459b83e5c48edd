import { beforeAll, describe, expect, test } from '@jest/globals';
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
import { createCatalogue, createMcpEndpoint } from '../../../shared/mcp/index.ts';
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
];

/** Hidden by the operator: no URL brings it back. */
const hidden = defineTool({
  ...reading,
  name: 'secret_tool',
  title: 'Hidden',
  description: 'Hidden.',
  run: () => Promise.resolve({ done: true }),
});

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
    calls: () => undefined,
    telemetry: NO_TELEMETRY,
    clock: Date.now,
  });
});

async function send(
  method: string,
  params: object,
  options: { scopes?: Scope[]; modern?: boolean; headers?: object; query?: string } = {},
) {
  const { scopes = ['telnyx.read', 'telnyx.send'], modern = false } = options;
  const content = { tenantId: 't', objectId: 'o', grantId: 'g', roles: ['Owner'] as const, scopes, clientId: 'c', ttlSeconds: 60 };
  const { token } = await issueAccessToken(content, tokenNames(origin), keyring);
  const { name } = params as { name?: string };
  const era = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...(name !== undefined && { 'mcp-name': name }) };
  return endpoint(
    new Request(`${origin}/mcp/stream${options.query ?? ''}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(modern && era), ...options.headers },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 0,
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

  test('T8: a call beyond the scopes is 403 with every scope that is needed', async () => {
    const response = await send('tools/call', { name: 'send', arguments: {} }, { modern, scopes: ['telnyx.read'] });
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('scope="telnyx.read telnyx.send"');
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
  ])('a selection that cannot be followed (%s) is 400 and says why', async (query, expected) => {
    const response = await send('tools/list', {}, { modern, query });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { message: expect.stringContaining(expected) } }]);
  });

  test('an unknown tool is -32602', async () => {
    const body = await (await send('tools/call', { name: 'nothing', arguments: {} }, { modern })).json();
    expect(body).toMatchObject({ id: 0, error: { code: -32602 } });
  });
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
