import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { serveLegacy } from '../../../shared/mcp/legacy.ts';
import { serveModern } from '../../../shared/mcp/modern.ts';
import { plainRequest } from '../../../shared/mcp/plain.ts';
import { serve } from '../../../shared/mcp/serve.ts';
import { defineTool } from '../../../shared/mcp/tool/index.ts';
import { openEndpoint, origin } from './endpoint-under-test.ts';
import { admittedWith, stepOptions } from './step-inputs.ts';

type App = Awaited<ReturnType<typeof openEndpoint>>;
/** The same endpoint, once as it is, once with an SDK behind every request. */
let app: App;
let bySdk: App;
beforeAll(async () => {
  [app, bySdk] = await Promise.all([openEndpoint(), openEndpoint({ legacy: serveLegacy, modern: serveModern })]);
});

const KEY = 'io.modelcontextprotocol/';
const ENVELOPE = {
  [`${KEY}protocolVersion`]: '2026-07-28',
  [`${KEY}clientInfo`]: { name: 'test', version: '1' },
  [`${KEY}clientCapabilities`]: {},
};

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly message: Readonly<Record<string, unknown>>;
}

const CALL = { name: 'slow_count', arguments: {} };
const legacyRequest = (method: string, params: object): Sent => ({
  headers: { 'content-type': 'application/json' },
  message: { jsonrpc: '2.0', id: 1, method, params },
});
const LEGACY = [legacyRequest('tools/list', {}), legacyRequest('tools/call', CALL)] as const;
const INITIALIZE = legacyRequest('initialize', {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
});
const { id: _, ...INITIALIZED } = legacyRequest('notifications/initialized', {}).message;
/** What older clients send around their requests. */
const HANDSHAKE = [INITIALIZE, legacyRequest('ping', {}), { headers: INITIALIZE.headers, message: INITIALIZED }] as const;
const modernRequest = ({ headers, message }: Sent, named: object): Sent => ({
  headers: { ...headers, 'mcp-protocol-version': '2026-07-28', 'mcp-method': String(message['method']), ...named },
  message: { ...message, params: { ...(message['params'] as object), _meta: ENVELOPE } },
});
const MODERN = [modernRequest(LEGACY[0], {}), modernRequest(LEGACY[1], { 'mcp-name': CALL.name })] as const;

const ODD = [null, true, 0, 1.5, -1, 2 ** 53, '', 'x', '[]', '"tools":[]', [], [1], {}, { x: 1 }, { form: {} }, { listChanged: true }];

const withParams = ({ headers, message }: Sent, params: object): Sent => ({
  headers,
  message: { ...message, params: { ...(message['params'] as object), ...params } },
});
const withMeta = (sent: Sent, meta: object): Sent => {
  const { _meta: before } = sent.message['params'] as { _meta?: object };
  return withParams(sent, { _meta: { ...before, ...meta } });
};
const withEnvelope = (sent: Sent, member: 'clientInfo' | 'clientCapabilities', value: object): Sent =>
  withMeta(sent, { [`${KEY}${member}`]: { ...ENVELOPE[`${KEY}${member}`], ...value } });

/** Requests as clients send them, and each with something else in one place. */
function variations(sent: Sent): Sent[] {
  const { headers, message } = sent;
  const header = (name: string, values: readonly (string | undefined)[]) =>
    values.map((value) => {
      const { [name]: _, ...rest } = headers;
      return { headers: value === undefined ? rest : { ...rest, [name]: value }, message };
    });
  const without = (name: string) => ({ headers, message: Object.fromEntries(Object.entries(message).filter(([key]) => key !== name)) });
  return [
    sent,
    ...header('content-type', [
      undefined,
      'text/plain',
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'application/jsonx',
    ]),
    ...header('accept', ['text/event-stream', '*/*']),
    ...header('mcp-protocol-version', [
      undefined,
      '',
      '2026-07-28',
      '2025-11-25',
      '2025-06-18',
      '2025-03-26',
      '2024-11-05',
      '2024-10-07',
      '1999-01-01',
    ]),
    ...header('mcp-method', [undefined, '', 'tools/list', 'tools/call', 'ping', ' tools/call ']),
    ...header('mcp-name', [undefined, '', 'slow_count', 'picky', '=?base64?c2xvd19jb3VudA==?=', '=?base64?!?=']),
    ...header('mcp-session-id', ['some']),
    ...header('last-event-id', ['1']),
    ...['jsonrpc', 'id', 'method', 'params'].map(without),
    ...['jsonrpc', 'id', 'params', 'result', 'error', 'extra', '__proto__'].flatMap((name) =>
      ODD.map((value) => ({ headers, message: Object.fromEntries([...Object.entries(message), [name, value]]) })),
    ),
    ...[
      'tools/call',
      'tools/list',
      'ping',
      'initialize',
      'server/discover',
      'prompts/list',
      'notifications/initialized',
      'subscriptions/listen',
    ].map((method) => ({ headers, message: { ...message, method } })),
    ...['name', 'arguments', 'cursor', '_meta', 'task', 'inputResponses', 'requestState', 'extra'].flatMap((name) =>
      ODD.map((value) => withParams(sent, { [name]: value })),
    ),
    ...['slow_count', 'leaky', 'picky', 'send', 'look_up', 'answer', 'secret_tool', 'nothing'].map((name) => withParams(sent, { name })),
    ...[
      'progressToken',
      'traceparent',
      'x',
      'related-task',
      `${KEY}protocolVersion`,
      `${KEY}clientInfo`,
      `${KEY}clientCapabilities`,
      `${KEY}logLevel`,
      `${KEY}related-task`,
      `${KEY}subscriptionId`,
      `${KEY}other`,
    ].flatMap((name) => [...ODD, '2026-07-28', '2025-11-25', 'debug'].map((value) => withMeta(sent, { [name]: value }))),
    ...['name', 'version', 'title', 'description', 'websiteUrl', 'icons', 'extra'].flatMap((name) =>
      ODD.map((value) => withEnvelope(sent, 'clientInfo', { [name]: value })),
    ),
    ...['elicitation', 'sampling', 'roots', 'tasks', 'experimental', 'extensions', 'extra'].flatMap((name) =>
      [
        ...ODD,
        { form: { applyDefaults: true } },
        { form: 1 },
        { url: {} },
        { context: {} },
        { tools: 1 },
        { listChanged: 1 },
        { a: { b: 1 } },
      ].map((value) => withEnvelope(sent, 'clientCapabilities', { [name]: value })),
    ),
  ];
}

/** All that a client sees. Ids of the log differ from request to request. */
async function seen({ endpoint, tokenOf }: App, { headers, message }: Sent) {
  const authorization = `Bearer ${await tokenOf()}`;
  const request = new Request(`${origin}/mcp/stream`, {
    method: 'POST',
    headers: { ...headers, authorization },
    body: JSON.stringify(message),
  });
  const response = await endpoint(request);
  const text = (await response.text()).replace(/id [\w-]{36}/g, 'id …');
  return { status: response.status, headers: [...response.headers], text };
}

describe('the handshake of older clients without an SDK', () => {
  test.each(HANDSHAKE)('a client sees of $message.method what the SDK would answer, whatever it sends', async (sent) => {
    const versions = ['2025-11-25', '2025-03-26', '2024-11-05', '2024-10-07', '2026-07-28', '1999-01-01', '', 1, null];
    const members = ['clientInfo', 'capabilities'].flatMap((name) =>
      [
        'name',
        'version',
        'title',
        'description',
        'icons',
        'elicitation',
        'sampling',
        'roots',
        'tasks',
        'experimental',
        'extensions',
      ].flatMap((member) =>
        [...ODD, { form: {} }, { tools: {} }, { a: { b: 1 } }].map((value) => {
          const { [name]: before } = sent.message['params'] as Record<string, object>;
          return withParams(sent, { [name]: { ...before, [member]: value } });
        }),
      ),
    );
    const differing = [];
    for (const each of [...variations(sent), ...versions.map((protocolVersion) => withParams(sent, { protocolVersion })), ...members]) {
      const [direct, sdk] = await Promise.all([seen(app, each), seen(bySdk, each)]);
      if (JSON.stringify(direct) !== JSON.stringify(sdk)) differing.push({ each, direct, sdk });
    }
    expect(differing).toEqual([]);
  });

  test.each(HANDSHAKE)('$message.method as ordinary clients send it is plain', ({ headers, message }) => {
    expect(plainRequest(new Headers(headers), message)).toMatchObject({ era: 'legacy', method: message['method'] });
  });
});

describe.each([
  ['legacy', LEGACY],
  ['modern', MODERN],
] as const)('answers without an SDK, %s era', (era, requests) => {
  test.each(requests)('a client sees of $message.method what the SDK would answer, whatever it sends', async (sent) => {
    const differing = [];
    for (const each of variations(sent)) {
      const [direct, sdk] = await Promise.all([seen(app, each), seen(bySdk, each)]);
      if (JSON.stringify(direct) !== JSON.stringify(sdk)) differing.push({ each, direct, sdk });
    }
    expect(differing).toEqual([]);
  });

  test.each(requests)('$message.method as ordinary clients send it is plain', ({ headers, message }) => {
    const ordinary = { era, id: 1, method: message['method'] };
    expect(plainRequest(new Headers(headers), message)).toEqual(ordinary);
    const described = withEnvelope({ headers, message }, 'clientInfo', { title: 'Test', websiteUrl: 'https://example.com' });
    const capable = withEnvelope(described, 'clientCapabilities', {
      elicitation: { form: {}, url: {} },
      sampling: {},
      roots: { listChanged: true },
      extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html'] } },
    });
    const traced = withMeta(era === 'modern' ? capable : { headers, message }, { traceparent: '00-1-2-01', 'example.com/tool': 1 });
    expect(plainRequest(new Headers(headers), traced.message)).toEqual(ordinary);
  });

  test('a request for progress, or with a mistake, is not plain', () => {
    for (const sent of requests) {
      for (const odd of [withMeta(sent, { progressToken: 1 }), withMeta(sent, { [`${KEY}other`]: 1 }), withParams(sent, { extra: 1 })]) {
        expect(plainRequest(new Headers(odd.headers), odd.message)).toBeUndefined();
      }
    }
  });

  test(`a client that disconnects ${era === 'modern' ? 'cancels its read' : 'has cancelled nothing'}`, async () => {
    const disconnecting = new AbortController();
    const tool = defineTool({
      name: 'slow',
      title: 'Slow',
      risk: 'read',
      description: 'Is slow.',
      input: z.object({}),
      output: z.object({ aborted: z.boolean() }),
      run: (_input, { signal }) => {
        disconnecting.abort();
        return Promise.resolve({ aborted: signal.aborted });
      },
    });
    const { headers, message } = withParams(requests[1], { name: 'slow' });
    const request = new Request(origin, {
      method: 'POST',
      headers: { ...headers, ...(era === 'modern' && { 'mcp-name': 'slow' }) },
      signal: disconnecting.signal,
    });
    const call = { tool, args: {}, reach: await tool.reachOf({}) };
    const response = await serve(request, { ...admittedWith('telnyx.read'), message, call }, stepOptions().options);
    const text = await response.text();
    if (era === 'modern') expect([response.status, text]).toEqual([499, '']);
    else expect([response.status, JSON.parse(text)]).toMatchObject([200, { result: { structuredContent: { aborted: false } } }]);
  });
});
