import fc from '../../support/fast-check.ts';
import { CALLS } from '../contract/support/calls.ts';
import { withWrongInsides } from './mutation.ts';
import { oddHeader, oddText, oddValue } from './values.ts';

/** One request to the MCP endpoint. TOKEN in a header stands for the good token. */
export interface McpCase {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const MODERN = '2026-07-28';
const VERSIONS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'] as const;

/** Calls that only read, so that thousands of them leave the simulator as it was. */
const READS = CALLS.filter(({ tool, what, s3 }) => what === 'least' && s3 !== true && /^(get|list|lookup|search)_/.test(tool));

const calls = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...READS).map(({ tool, args }) => ({ name: tool, arguments: args })) },
  { weight: 1, arbitrary: fc.record({ name: oddText, arguments: fc.constantFrom({}, null) }) },
);

const initialization = fc.record({
  protocolVersion: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...VERSIONS, MODERN) }, { weight: 1, arbitrary: oddText }),
  capabilities: fc.constantFrom({}, { roots: { listChanged: true }, sampling: {}, elicitation: {} }),
  clientInfo: fc.constant({ name: 'test', version: '1.0.0' }),
});

const OTHERS = [
  'resources/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'logging/setLevel',
  'completion/complete',
  'sampling/createMessage',
  'roots/list',
  'elicitation/create',
  'subscriptions/listen',
  'tasks/get',
  'notifications/progress',
  'notifications/roots/list_changed',
  'server/discover',
] as const;

const OF_SKILLS = ['skills/list', 'skills/get', 'resources/read', 'resources/directory/read', 'resources/templates/list'] as const;
const uris = fc.oneof(
  oddText.map((path) => `skill://text-and-wait/${path}`),
  fc.constantFrom('skill://text-and-wait/SKILL.md', 'skill://text-and-wait', 'skill://may-i-text/../text-and-wait/SKILL.md'),
);

type Rpc = readonly [method: string, params: Readonly<Record<string, unknown>> | undefined];
const always = (method: string, params?: Readonly<Record<string, unknown>>) => fc.constant<Rpc>([method, params]);

const rpc: fc.Arbitrary<Rpc> = fc.oneof(
  { weight: 10, arbitrary: calls.map((params): Rpc => ['tools/call', params]) },
  { weight: 2, arbitrary: always('tools/list', {}) },
  { weight: 1, arbitrary: oddValue.map((cursor): Rpc => ['tools/list', { cursor }]) },
  { weight: 3, arbitrary: initialization.map((params): Rpc => ['initialize', params]) },
  { weight: 1, arbitrary: always('ping') },
  { weight: 1, arbitrary: always('notifications/initialized') },
  { weight: 1, arbitrary: oddValue.map((requestId): Rpc => ['notifications/cancelled', { requestId, reason: 'x' }]) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...OTHERS), oddValue).map(([method, uri]): Rpc => [method, { uri, name: 'x' }]) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...OF_SKILLS), uris).map(([method, uri]): Rpc => [method, { uri }]) },
  { weight: 1, arbitrary: oddText.map((method): Rpc => [method, {}]) },
);

const id = fc.oneof(
  { weight: 8, arbitrary: fc.nat() },
  { weight: 3, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 1, arbitrary: oddValue },
);

const modernMeta = fc.record({
  'io.modelcontextprotocol/protocolVersion': fc.oneof({ weight: 9, arbitrary: fc.constant(MODERN) }, { weight: 1, arbitrary: oddText }),
  'io.modelcontextprotocol/clientInfo': fc.constant({ name: 'test', version: '1.0.0' }),
  'io.modelcontextprotocol/clientCapabilities': fc.constant({}),
});
const progress = fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.record({ progressToken: oddValue }) });

/** Each header as it should be, or left out, or something else. */
const headers = (right: Readonly<Record<string, string>>) =>
  fc
    .record({
      authorization: mostly(
        'Bearer TOKEN',
        fc.constantFrom(
          '',
          'Bearer',
          'Bearer Bearer TOKEN',
          'bearer TOKEN',
          'TOKEN',
          'Basic TOKEN',
          'Bearer TOKENx',
          'Bearer TOKEN, Bearer TOKEN',
        ),
      ),
      'content-type': mostly(
        'application/json',
        fc.constantFrom('', 'text/plain', 'application/json; charset=utf-16', 'multipart/form-data; boundary=x'),
      ),
      accept: mostly('application/json, text/event-stream', fc.constantFrom('', '*/*', 'text/html', 'application/json;q=0')),
      ...Object.fromEntries(
        Object.entries(right).map(([name, value]) => [name, mostly(value, fc.constantFrom('', ...VERSIONS, MODERN, 'tools/list'))]),
      ),
    })
    .chain((good) =>
      fc
        .oneof(
          { weight: 5, arbitrary: fc.constant({}) },
          {
            weight: 1,
            arbitrary: fc.dictionary(
              fc.constantFrom(
                'origin',
                'mcp-session-id',
                'last-event-id',
                'mcp-param-id',
                'x-forwarded-for',
                'traceparent',
                'mcp-protocol-version',
                'user-agent',
                'cookie',
              ),
              oddHeader,
              { minKeys: 1, maxKeys: 2 },
            ),
          },
        )
        .map((extra): Record<string, string> =>
          Object.fromEntries(Object.entries({ ...good, ...extra }).filter(([, value]) => value !== '')),
        ),
    );

const mostly = (right: string, other: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 22, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: other }, { weight: 1, arbitrary: oddHeader });

/** Bytes of a message that were right before. */
const damage: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 16, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.nat({ max: 200 }).map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
      fc.tuple(fc.nat({ max: 200 }), oddText).map(
        ([at, more]) =>
          (text: string) =>
            `${text.slice(0, at % (text.length + 1))}${more}${text.slice(at % (text.length + 1))}`,
      ),
      fc.constant((text: string) => `${text}${text}`),
      fc.constant((text: string) => `[${text}]`),
      fc.constant((text: string) => `\ufeff${text}`),
      fc.constant((text: string) => text.replace('"id":', '"id":1,"id":')),
    ),
  },
);

const query = fc.oneof(
  { weight: 12, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '?readonly=true',
      '?tools=get_balance',
      '?tools=',
      '?readonly=maybe',
      '?readOnly=true',
      '?tool=get_balance',
      '?tools=nothing',
      '?%',
      '?tools=%ff',
      '?headers=x',
      '?access_token=x',
    ),
  },
  { weight: 1, arbitrary: oddText.map((tools) => `?${new URLSearchParams({ tools }).toString().slice(0, 3_000)}`) },
);

const httpMethod = fc.oneof(
  { weight: 30, arbitrary: fc.constant('POST') },
  { weight: 1, arbitrary: fc.constantFrom('GET', 'DELETE', 'OPTIONS') },
);

const headerOf = (text: string) =>
  text
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, 700)
    .trim();

function ofEra(meta: fc.Arbitrary<object>, headersOf: (message: Rpc) => Readonly<Record<string, string>>): fc.Arbitrary<McpCase> {
  return fc.tuple(rpc, id, meta, progress).chain(([message, itsId, itsMeta, itsProgress]) => {
    const [method, params] = message;
    const _meta = { ...itsMeta, ...itsProgress };
    const body = { jsonrpc: '2.0', id: itsId, method, params: { ...params, ...(Object.keys(_meta).length > 0 && { _meta }) } };
    const right = method.startsWith('notifications/') ? { ...body, id: undefined } : body;
    return fc.record({
      method: httpMethod,
      path: fc.tuple(fc.constantFrom('/mcp/stream', '/mcp'), query).map((parts) => parts.join('')),
      headers: headers(headersOf(message)),
      text: fc
        .tuple(
          fc.oneof(
            { weight: 2, arbitrary: fc.constant<unknown>(right) },
            { weight: 5, arbitrary: withWrongInsides(fc.constant(right), 1, 3) },
          ),
          damage,
        )
        .map(([made, harm]) => harm(JSON.stringify(made))),
    });
  });
}

const legacy = ofEra(fc.constant({}), ([method]) => (method === 'initialize' ? {} : { 'mcp-protocol-version': '2025-11-25' }));
const modern = ofEra(modernMeta, ([method, params]) => ({
  'mcp-protocol-version': MODERN,
  'mcp-method': headerOf(method),
  ...(typeof params?.['name'] === 'string' && { 'mcp-name': headerOf(params['name']) }),
}));

const wideValue = fc
  .tuple(fc.constantFrom('0', '""', '{}', '[]', 'null', '"US"'), fc.constantFrom(900, 19_000, 21_000, 60_000))
  .map(([value, count]) => `[${`${value},`.repeat(count)}${value}]`);
const wideNames = fc
  .tuple(fc.constantFrom('0', '{}', '[0]'), fc.constantFrom(90, 450, 6_000, 20_000))
  .map(([value, count]) => `{${Array.from({ length: count }, (_, index) => `"a${index}":${value}`).join(',')}}`);

/** Where a message can be wide: WIDE stands for the many. */
const WIDE_PLACES = [
  '"tools/call","params":{"name":"list_phone_numbers","arguments":{"country_iso_alpha2":WIDE}}',
  '"tools/call","params":{"name":"list_available_phone_numbers","arguments":{"features":WIDE}}',
  '"tools/call","params":{"name":"get_balance","arguments":WIDE}',
  '"tools/call","params":{"name":"get_balance","arguments":{},"_meta":WIDE}',
  '"tools/list","params":WIDE',
  '"tools/list","params":{"_meta":{"progressToken":WIDE}}',
  '"ping","params":WIDE',
  '"initialize","params":{"protocolVersion":"2025-11-25","capabilities":WIDE,"clientInfo":{"name":"x","version":"1"}}',
  '"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"x","version":"1","icons":WIDE}}',
  '"notifications/cancelled","params":WIDE',
] as const;

const wide: fc.Arbitrary<McpCase> = fc
  .record({ place: fc.constantFrom(...WIDE_PLACES), many: fc.oneof(wideValue, wideNames), headers: headers({}) })
  .map(({ place, many, headers: sent }) => ({
    method: 'POST',
    path: '/mcp/stream',
    headers: sent,
    text: `{"jsonrpc":"2.0","id":1,"method":${place.replace('WIDE', many)}}`,
  }));

/** Requests of both eras: mostly right outside, with something wrong inside; a few that are very wide. */
export const messages: fc.Arbitrary<McpCase> = fc.oneof(
  { weight: 30, arbitrary: legacy },
  { weight: 30, arbitrary: modern },
  { weight: 1, arbitrary: wide },
);
