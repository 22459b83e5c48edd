import { afterAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { tools } from '../../../tools/index.ts';
import { RECORDS } from '../../tools/index.ts';
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

/** Every member that some answer cannot be without. */
const NEEDED = {
  id: '1',
  application_name: 'Calls',
  balance: '1.00',
  buckets: ['docs'],
  call_control_id: 'v3:a',
  call_sid: 'v3:a',
  content: 'Hi',
  messaging_product: 'A2P',
  phone_number: '+19705555098',
  result: 'ok',
  task_id: '1',
  webhook_event_url: 'https://hooks.example.com/calls',
};

/** Fits one record and a list of them alike. */
const answerTo = ({ url }: Seen) =>
  url.startsWith('/phone_numbers?filter')
    ? { data: [NEEDED] }
    : /^\/(messaging_profiles|phone_numbers|available_phone_numbers|detail_records)(\?|$)/.test(url)
      ? { data: [] }
      : { data: NEEDED };

const run = (call: Call) => {
  let turn = 0;
  return runTool(toolNamed(call.tool), call.args, (seen, response) => {
    const usual = seen.method === 'GET' ? answerTo(seen) : { data: NEEDED };
    json(call.answers?.[turn++] ?? usual)(seen, response);
  });
};

const REST = CALLS.filter(({ s3 }) => !s3);

/** Methods whose requests have a body here. */
const WITH_BODY = ['POST', 'PATCH'];

test('every tool has a record, in the order of tools/index.ts', () => {
  expect(RECORDS.map(({ tool }) => tool.name)).toEqual(tools.map(({ name }) => name));
});

const Arguments = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}), required: z.array(z.string()).default([]) });

test.each(RECORDS.map((record) => [record.tool.name, record] as const))(
  '%s has a least call, a full one, and hostile ones',
  (_name, record) => {
    const { properties, required: obligatory } = Arguments.parse(record.tool.inputSchema);
    expect(Object.keys(record.calls.least.args)).toEqual(expect.arrayContaining(obligatory));
    if (Object.keys(properties).length > obligatory.length) expect(Object.keys(record.calls)).toContain('full');
    // One call cannot always hold all arguments: some exclude each other.
    expect([...new Set(Object.values(record.calls).flatMap(({ args }) => Object.keys(args)))].sort()).toEqual(
      [...Object.keys(properties), ...(record.tool.rare ?? [])].sort(),
    );
    expect(Object.keys(record.refused)).not.toEqual([]);
  },
);

const HOSTILE = RECORDS.flatMap((record) =>
  Object.entries(record.refused).map(
    ([what, change]) => [record.tool.name, what, { ...record.calls.least.args, ...change }, record.tool] as const,
  ),
);

test.each(HOSTILE)('%s refuses %s, and sends nothing', async (_name, _what, args, tool) => {
  const { error, seen } = await runTool(tool, args, json({ data: {} }));
  expect(['InputError', 'PathSegmentError']).toContain(error instanceof Error ? error.name : error);
  expect(seen).toEqual([]);
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
    const mismatches = seen.flatMap((one, index) => check(call.requests[index] ?? '', one));
    const deviates = call.deviates ?? [];
    expect(mismatches.filter(({ at }) => !deviates.includes(at))).toEqual([]);
    // A deviation that is gone from the document has to go from here.
    expect(new Set(mismatches.map(({ at }) => at))).toEqual(new Set(deviates));
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
    // Those of S3 are not in the document: storage.test.ts compares each request, its region and its signature.
    const stored = new Map<string, number>();
    for (const { tool, requests } of CALLS.filter(({ s3 }) => s3)) {
      for (const request of requests) {
        const row = `${tool.padEnd(30)} ${request.includes('/storage/') ? request : `S3 ${request}`}`;
        stored.set(row, (stored.get(row) ?? 0) + 1);
      }
    }
    const rows = tools.flatMap(({ name }) =>
      [...checked, ...stored].filter(([row]) => row.startsWith(`${name} `)).map(([row, count]) => `  ${row}  ${count}`),
    );
    const listed = tools.filter(({ name }) => rows.some((row) => row.startsWith(`  ${name} `))).length;
    const total = [...checked.values()].reduce((sum, count) => sum + count, 0);
    const rest = new Set(REST.map(({ tool }) => tool)).size;
    const byDocument = `${rest} against Telnyx's OpenAPI document (${operations.size} operations, ${total} requests)`;
    const head = `Checked: ${listed} tools; ${byDocument}, ${listed - rest} in storage.test.ts; ${HOSTILE.length} hostile calls refused`;
    process.stdout.write(`${head}\n${rows.join('\n')}\n`);
  });
});
