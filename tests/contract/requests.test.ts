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

const run = (call: Call) => {
  let turn = 0;
  return runTool(toolNamed(call.tool), call.args, (seen, response) => {
    const usual = seen.method === 'GET' ? answerTo(seen) : { data: {} };
    json(call.answers?.[turn++] ?? usual)(seen, response);
  });
};

const REST = CALLS.filter(({ s3 }) => !s3);

/** Methods whose requests have a body here. */
const WITH_BODY = ['POST', 'PATCH'];

test('every tool has calls', () => {
  expect([...new Set(CALLS.map(({ tool }) => tool))]).toEqual(tools.map(({ name }) => name));
});

describe.each(REST.map((call) => [call.tool, call.what, call] as const))('%s, %s', (_tool, _what, call) => {
  test('sends the key in its header only, and a body as JSON', async () => {
    const { error, seen } = await run(call);
    expect(error).toBeUndefined();
    expect(seen).toHaveLength(call.requests.length);
    for (const one of seen) {
      expect(one.headers.authorization).toBe(`Bearer ${KEY}`);
      expect(one.headers.accept).toBe('application/json');
      expect(one.url + one.body).not.toContain(KEY);
      expect(one.headers['content-type']).toBe(WITH_BODY.includes(one.method) ? 'application/json' : undefined);
      expect(one.body !== '').toBe(WITH_BODY.includes(one.method));
    }
  });
});

const document = readOpenApi();

describe("against Telnyx's own document", () => {
  const operations = new Set(REST.flatMap(({ requests }) => requests));
  const check = requestChecker(document, operations);
  const checked = new Map<string, number>();

  test.each(REST.map((call) => [call.tool, call.what, call] as const))('%s, %s', async (_tool, _what, call) => {
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
    const sum = `${new Set(REST.map(({ tool }) => tool)).size} tools, ${operations.size} operations, ${total} requests`;
    process.stdout.write(`Checked against Telnyx's OpenAPI document: ${sum}\n${rows.join('\n')}\n`);
  });
});
