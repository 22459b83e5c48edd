/** Messages of very many small values: what they hold up is everybody else. */
export interface WideMessage {
  readonly name: string;
  readonly body: string;
  /** Beyond a bound: refused before anything looks into it. */
  readonly tooWide: boolean;
}

/** As many values or names as one message may hold, less what stands around them. */
const MOST = 19_900;
const AROUND = 970;

const repeated = (value: string, count: number) => `${`${value},`.repeat(count - 1)}${value}`;
const list = (value: string, count: number) => `[${repeated(value, count)}]`;
const object = (count: number, value = '0') => `{${Array.from({ length: count }, (_, index) => `"a${index}":${value}`).join(',')}}`;

const message = (method: string, params: string) => `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`;
const toolCall = (tool: string, args: string, more = '') => message('tools/call', `{"name":"${tool}","arguments":${args}${more}}`);
const initialize = (capabilities: string, more = '') =>
  message('initialize', `{"protocolVersion":"2025-11-25","capabilities":${capabilities},"clientInfo":{"name":"x","version":"1"${more}}}`);
const modernMeta = (icons: string) =>
  `,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},` +
  `"io.modelcontextprotocol/clientInfo":{"name":"x","version":"1","icons":${icons}}}`;

type Shape = readonly [name: string, body: (count: number) => string, tooWide: number, widest: number];

/** Each by how many values or names it has where it is far too wide (within 4 MiB), and where it is just let in. */
const SHAPES: readonly Shape[] = [
  ['a list of zeros', (n) => toolCall('list_phone_numbers', `{"country_iso_alpha2":${list('0', n)}}`), 1_900_000, MOST],
  ['a list of good values', (n) => toolCall('list_phone_numbers', `{"country_iso_alpha2":${list('"US"', n)}}`), 400_000, MOST],
  ['a list of empty objects', (n) => toolCall('create_assistant', `{"tools":${list('{}', n)}}`), 1_300_000, MOST],
  ['a list of wrong choices', (n) => toolCall('list_available_phone_numbers', `{"features":${list('0', n)}}`), 400_000, MOST],
  ['unknown arguments', (n) => toolCall('get_balance', object(n)), 300_000, MOST / 2],
  ['names of a record', (n) => toolCall('start_assistant_call', `{"dynamic_variables":${object(n)}}`), 300_000, MOST / 2],
  ['names of an open object', (n) => toolCall('create_assistant', `{"dynamic_variables":${object(n)}}`), 300_000, MOST / 2],
  ['arguments of an unknown tool', (n) => toolCall('nothing', object(n)), 300_000, MOST / 2],
  ['lists in lists', (n) => toolCall('get_balance', `{"a":${'['.repeat(55)}${repeated('0', n)}${']'.repeat(55)}}`), 1_900_000, MOST - 60],
  ['parameters of ping', (n) => message('ping', object(n)), 300_000, AROUND / 2],
  ['parameters of tools/list', (n) => message('tools/list', object(n)), 300_000, AROUND / 2],
  ['capabilities of initialize', (n) => initialize(`{"experimental":${object(n, '{}')}}`), 250_000, AROUND / 2],
  ['wrong capabilities of initialize', (n) => initialize(`{"experimental":${object(n)}}`), 250_000, AROUND / 2],
  ['icons of initialize', (n) => initialize('{}', `,"icons":${list('0', n)}`), 1_000_000, AROUND],
  ['icons of 2026-07-28', (n) => toolCall('get_balance', '{}', modernMeta(list('0', n))), 1_000_000, AROUND],
  ['brackets that never close', (n) => '['.repeat(n), 4_000_000, 64],
];

/** Texts count once each: nothing but their bytes bounds them. */
const LONG = 4_000_000;
const LONG_TEXTS: readonly (readonly [name: string, body: () => string])[] = [
  ['one long text', () => toolCall('get_balance', `{"a":"${'x'.repeat(LONG)}"}`)],
  ['one long name', () => toolCall('get_balance', `{"${'x'.repeat(LONG)}":0}`)],
  ['one long number', () => toolCall('get_balance', `{"a":${'9'.repeat(LONG)}}`)],
  ['a long text of escapes', () => toolCall('get_balance', `{"a":"${'\\u0041'.repeat(LONG / 6)}"}`)],
  ['a long telephone number', () => toolCall('send_message', `{"from":"+13125550100","to":"${'1 '.repeat(LONG / 2)}","text":"x"}`)],
  ['a long number to search', () => toolCall('list_phone_numbers', `{"phone_number":"${'1 '.repeat(LONG / 2)}"}`)],
  ['a long name of a tool', () => toolCall('x'.repeat(LONG), '{}')],
  ['white space', () => `{${' '.repeat(LONG)}}`],
];

/** One after the other, because each has up to 4 MiB. */
export function* wideMessages(): Generator<WideMessage> {
  for (const [name, body, tooWide, widest] of SHAPES) {
    yield { name: `${name}: ${tooWide.toLocaleString('en-US')}`, body: body(tooWide), tooWide: true };
    yield { name: `${name}: ${widest.toLocaleString('en-US')}`, body: body(widest), tooWide: false };
  }
  for (const [name, body] of LONG_TEXTS) yield { name, body: body(), tooWide: false };
}
