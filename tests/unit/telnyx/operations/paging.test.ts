import { describe, expect, test } from '@jest/globals';
import { answerOf, requestOf, type Operation } from '../../../../shared/telnyx/operations/index.ts';
import { operationNamed, OPERATIONS } from '../../../app/contract/operations/support/operations.ts';
import { made, object } from './made-operation.ts';

type Members = Readonly<Record<string, unknown>>;
/** What a server answers to a query. */
type Server = (query: URLSearchParams, records: readonly Members[]) => unknown;

const number = (query: URLSearchParams, name: string, usual: number) => Number(query.get(name) ?? usual);
const slice = (records: readonly Members[], page: number, size: number) => records.slice((page - 1) * size, page * size);

const numbered =
  (pageName: string, sizeName: string, usual: number): Server =>
  (query, records) => {
    const page = number(query, pageName, 1);
    const size = number(query, sizeName, usual);
    const meta = { page_number: page, page_size: size, total_pages: Math.ceil(records.length / size), total_results: records.length };
    return { data: slice(records, page, size), meta };
  };

/** A cursor is the number of the first record of the next page. */
function byCursor(name: string, sizeName: string, answer: (data: readonly Members[], next: string | undefined) => unknown): Server {
  return (query, records) => {
    const from = number(query, name, 0);
    const to = from + number(query, sizeName, 7);
    return answer(records.slice(from, to), to < records.length ? String(to) : undefined);
  };
}

const texml: Server = (query, records) => {
  const page = number(query, 'Page', 0);
  const size = number(query, 'PageSize', 5);
  const isLast = (page + 1) * size >= records.length;
  const next_page_uri = isLast ? null : `/v2/texml/Accounts/a/Calls?Page=${page + 1}&PageSize=${size}&PageToken=t${page + 1}`;
  return { calls: slice(records, page + 1, size), page, page_size: size, next_page_uri };
};

const tenDlc: Server = (query, records) => {
  const page = number(query, 'page', 1);
  return { page, records: slice(records, page, number(query, 'recordsPerPage', 10)), totalRecords: records.length };
};

/** Every way of paging that Telnyx has, by an operation that has it. */
const STYLES: readonly (readonly [string, Operation, Members, Server])[] = [
  ['page[number]', operationNamed('GetSimCards'), { page: { size: 20 } }, numbered('page[number]', 'page[size]', 20)],
  ['page[number], without a size', operationNamed('ListProfiles'), {}, numbered('page[number]', 'page[size]', 25)],
  [
    'page[number], told by nothing',
    operationNamed('GetSimCards'),
    {},
    (query, records) => ({ data: slice(records, number(query, 'page[number]', 1), number(query, 'page[size]', 20)) }),
  ],
  [
    'page[after]',
    operationNamed('ListCloudfsFilesystems'),
    { page: { limit: 7 } },
    byCursor('page[after]', 'page[limit]', (data, after) => ({ data, meta: { cursors: after === undefined ? {} : { after } } })),
  ],
  [
    'page[after] that the document forgets',
    operationNamed('getRecordingTranscriptions'),
    {},
    byCursor('page[after]', 'page[size]', (data, after) => ({
      data,
      meta: { cursors: { after }, next: after === undefined ? null : `/v2/x?page[after]=${after}` },
    })),
  ],
  [
    'page_cursor',
    operationNamed('ListEmailMessages'),
    { page_size: 6 },
    byCursor('page_cursor', 'page_size', (data, next) => ({
      data,
      meta: { page_size: 6, has_next: next !== undefined, next_cursor: next },
    })),
  ],
  [
    'cursor',
    operationNamed('ListKvKeys'),
    { id: 'a', limit: 9 },
    byCursor('cursor', 'limit', (data, cursor) => ({ data, meta: { cursor: cursor ?? '', has_more: cursor !== undefined } })),
  ],
  ['page and recordsPerPage', operationNamed('GetBrands'), { recordsPerPage: 10 }, tenDlc],
  [
    'page and page_size',
    operationNamed('ListVerificationRequests'),
    { page: 1, page_size: 8 },
    (query, records) => ({
      records: slice(records, number(query, 'page', 1), number(query, 'page_size', 8)),
      total_records: records.length,
    }),
  ],
  ['page and per_page', operationNamed('getMdrUsageReports'), { per_page: 4 }, numbered('page', 'per_page', 4)],
  ['page_number', operationNamed('ListInexplicitNumberOrders'), { page_size: 5 }, numbered('page_number', 'page_size', 5)],
  ['Page of TeXML', operationNamed('GetTexmlCalls'), { account_sid: 'a' }, texml],
  [
    'limit alone',
    made({ query: object({ limit: { type: 'integer', maximum: 1000 } }) }),
    { limit: 10 },
    (query, records) => ({ data: records.slice(0, number(query, 'limit', 10)) }),
  ],
  [
    'limit and offset',
    made({ query: object({ limit: { type: 'integer' }, offset: { type: 'integer' } }) }),
    { limit: 10 },
    (query, records) => ({ data: records.slice(number(query, 'offset', 0)).slice(0, number(query, 'limit', 10)) }),
  ],
  ['no pages', made(), {}, (_query, records) => ({ data: records })],
  ['a bare list', made(), {}, (_query, records) => records],
];

/** Records of very different lengths: of 20 characters, and of more than one answer holds. */
const recordsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `r${at}`, text: 'x'.repeat(at % 7 === 3 ? 9_000 : at % 11 === 5 ? 30_000 : at % 20) }));

/** Asks until an answer says that nothing is left. */
function walk(operation: Operation, start: Members, server: Server, records: readonly Members[]) {
  const ids: unknown[] = [];
  let args = start;
  let skip: number | undefined;
  for (let asked = 1; asked <= 2 * records.length + 10; asked++) {
    const { query, method, path } = requestOf(operation, args, OPERATIONS);
    const answer = server(new URLSearchParams(query.map(([name, value]) => [name, value])), records);
    const raw = { method, url: path, status: 200, contentType: 'application/json', bytes: Buffer.from(JSON.stringify(answer)) };
    const { data, next } = answerOf(operation, raw, { args, skip, drop: () => false });
    const list = Array.isArray(data) ? data : Object.values(data as Members).find(Array.isArray);
    ids.push(...(list as readonly Members[]).map(({ id }) => id));
    if (next === undefined) return { ids, asked };
    args = { ...args, ...next.arguments };
    skip = next.skip;
  }
  throw new Error('The pages have no end.');
}

describe.each(STYLES)('pages by %s', (_name, operation, args, server) => {
  test.each([0, 1, 4, 5, 7, 20, 25, 40, 63])('have each of %d records once, whatever is cut', (count) => {
    const records = recordsOf(count);
    expect(walk(operation, args, server, records).ids).toEqual(records.map(({ id }) => id));
  });
});

describe('a page', () => {
  const answerTo = (operation: Operation, args: Members, answer: unknown) =>
    answerOf(
      operation,
      { method: 'GET', url: '/x', status: 200, contentType: 'application/json', bytes: Buffer.from(JSON.stringify(answer)) },
      { args, drop: () => false },
    );

  test('tells the arguments of the next one, with the size that was asked for', () => {
    const answer = { data: [{ id: 'a' }], meta: { page_number: 2, total_pages: 3 } };
    expect(answerTo(operationNamed('GetSimCards'), { page: { number: 2, size: 1 } }, answer)).toEqual({
      data: [{ id: 'a' }],
      meta: { page_number: 2, total_pages: 3 },
      next: { arguments: { page: { number: 3, size: 1 } } },
      note: 'There may be more: call again with these arguments, without skip.',
    });
  });

  test('that no argument leads on from says so', () => {
    const answer = { data: [{ id: 'a' }], meta: { page_number: 1, total_pages: 3, total_results: 3 } };
    expect(answerTo(made(), {}, answer)).toMatchObject({
      note: 'Telnyx has more records, but this operation has no argument that leads to them: use a narrower filter.',
    });
  });

  test('whose cursor is the one that was given is the last', () => {
    const answer = { data: [{ id: 'a' }], meta: { page_cursor: 'c' } };
    expect(answerTo(operationNamed('ListEmailMessages'), { page_cursor: 'c' }, answer)).not.toHaveProperty('next');
  });

  test.each([-1, 1.5, 'two', null, [1], 2 ** 60])('with the number %j is not believed', (page_number) => {
    const answer = { data: [], meta: { page_number, total_pages: 1 } };
    expect(answerTo(operationNamed('GetSimCards'), {}, answer)).not.toHaveProperty('next');
  });
});
