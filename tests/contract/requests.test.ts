import { afterAll, describe, expect, test } from '@jest/globals';
import { tools } from '../../tools/index.ts';
import { type Call, CALLS } from './support/calls.ts';
import { readOpenApi } from './support/openapi.ts';
import { requestChecker } from './support/request-checker.ts';
import { KEY, runTool } from './support/run-tool.ts';
import { json, type Seen } from './support/telnyx-edge.ts';

const toolNamed = (name: string) => {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`No tool ${name}`);
  return tool;
};

/** Fits one record and a list of them alike. */
const answerTo = ({ url }: Seen) =>
  url.startsWith('/phone_numbers?filter')
    ? { data: [{ phone_number: '+19705555098' }] }
    : /^\/(messaging_profiles|phone_numbers|available_phone_numbers|detail_records)(\?|$)/.test(url)
      ? { data: [] }
      : { data: {} };

const run = (call: Call) =>
  runTool(toolNamed(call.tool), call.args, (seen, response) => json(seen.method === 'GET' ? answerTo(seen) : { data: {} })(seen, response));

test('every tool has calls', () => {
  expect([...new Set(CALLS.map(({ tool }) => tool))]).toEqual(tools.map(({ name }) => name));
});

describe.each(CALLS.map((call) => [call.tool, call.what, call] as const))('%s, %s', (_tool, _what, call) => {
  test('sends the key in its header only, and a body as JSON', async () => {
    const { error, seen } = await run(call);
    expect(error).toBeUndefined();
    expect(seen).toHaveLength(call.requests.length);
    for (const one of seen) {
      expect(one.headers.authorization).toBe(`Bearer ${KEY}`);
      expect(one.headers.accept).toBe('application/json');
      expect(one.url + one.body).not.toContain(KEY);
      expect(one.headers['content-type']).toBe(one.method === 'GET' ? undefined : 'application/json');
      expect(one.body === '').toBe(one.method === 'GET');
    }
  });
});

const document = readOpenApi();

(document ? describe : describe.skip)("against Telnyx's own document", () => {
  const operations = new Set(CALLS.flatMap(({ requests }) => requests));
  const check = document ? requestChecker(document, operations) : () => [{ at: '', why: 'no document' }];
  const checked = new Map<string, number>();

  test.each(CALLS.map((call) => [call.tool, call.what, call] as const))('%s, %s', async (_tool, _what, call) => {
    const { seen } = await run(call);
    const faults = seen.flatMap((one, index) => check(call.requests[index] ?? '', one));
    const deviates = call.deviates ?? [];
    expect(faults.filter(({ at }) => !deviates.includes(at))).toEqual([]);
    // A deviation that is gone from the document has to go from here.
    expect(new Set(faults.map(({ at }) => at))).toEqual(new Set(deviates));
    for (const request of call.requests) {
      const row = `${call.tool.padEnd(30)} ${request}`;
      checked.set(row, (checked.get(row) ?? 0) + 1);
    }
  });

  const request = (method: string, url: string, body?: unknown): Seen => ({
    method,
    url,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? '' : JSON.stringify(body),
  });

  test.each([
    ['a misspelt member of a body', 'POST /messages', request('POST', '/messages', { to: '+13125550002', txt: 'Hi' })],
    ['a list where one recipient belongs', 'POST /messages', request('POST', '/messages', { to: ['+13125550002'] })],
    ['a missing body', 'POST /number_orders', request('POST', '/number_orders')],
    [
      'a misspelt member deep in a body',
      'POST /number_orders',
      request('POST', '/number_orders', {
        phone_numbers: [{ phone_number: '+13125550107', price: '1' }],
      }),
    ],
    ['paging where there is none', 'GET /available_phone_numbers', request('GET', '/available_phone_numbers?page%5Bsize%5D=5')],
    ['an unknown filter', 'GET /messaging_profiles', request('GET', '/messaging_profiles?filter%5Bname_contains%5D=a')],
    [
      'a value outside an enum in a comma list',
      'GET /available_phone_numbers',
      request('GET', '/available_phone_numbers?filter%5Bfeatures%5D=sms,telex'),
    ],
    ['a page that is too large', 'GET /detail_records', request('GET', '/detail_records?filter[record_type]=messaging&page[size]=51')],
    ['no record type', 'GET /detail_records', request('GET', '/detail_records?filter[status]=delivered')],
    ['an id that is no UUID', 'GET /messages/{id}', request('GET', '/messages/..%2Fbalance')],
  ])('the check itself refuses %s', (_what, operation, seen) => {
    expect(check(operation, seen)).not.toEqual([]);
  });

  afterAll(() => {
    const rows = [...checked].map(([row, count]) => `  ${row}  ${count}`);
    const total = [...checked.values()].reduce((sum, count) => sum + count, 0);
    process.stdout.write(`Requests checked against Telnyx's OpenAPI document: ${total}\n${rows.join('\n')}\n`);
  });
});
