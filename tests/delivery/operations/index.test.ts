import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readDocument, type Document } from '../../../infra/build/operations/document.ts';
import { compareWith, INDEX, indexOf, written } from '../../../infra/build/operations/make-index.ts';
import { keyOf, readTable, type Row } from '../../../infra/build/operations/table.ts';
import { CLASSES, type OperationIndex } from '../../../shared/telnyx/operations/index.ts';

const rows = readTable();
const text = readFileSync(INDEX, 'utf8');
const { operations } = JSON.parse(text) as OperationIndex;

describe('the table of operations', () => {
  test('has the operations of the index, in the same classes', () => {
    const of = (each: Pick<Row, 'method' | 'path' | 'id' | 'area' | 'class'>) => [keyOf(each), each.id, each.area, each.class];
    expect(operations.map(of)).toEqual(rows.map(of));
  });

  test('has no method and path, and no id, twice', () => {
    expect(new Set(operations.map(keyOf)).size).toBe(operations.length);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  test('counts as reviewed: read, paid read, write, overwrite, outbound, delete, purchase, credential, never', () => {
    expect(CLASSES.map((kind) => operations.filter((each) => each.class === kind).length)).toEqual([
      535, 12, 112, 151, 74, 152, 45, 39, 36,
    ]);
    expect(operations).toHaveLength(1_156);
  });
});

describe('where a value in a path comes from', () => {
  /** The person knows them, or no operation lists them. */
  const KNOWN = /endpoint|phone_number|country_code|account_sid|connector_name|claim_id|campaignId|telnyx_agent_id/;

  test('is said of every operation that a client may call', () => {
    const silent = operations.filter((each) => each.class !== 'never' && each.path.includes('{') && each.needs === undefined);
    expect(silent.filter(({ path }) => !KNOWN.test(path)).map(({ id }) => id)).toEqual([]);
  });

  test('is an operation that there is, or a tool', () => {
    const ids = new Set(operations.flatMap(({ id, method, path, tool = '' }) => [id, `${method} ${path}`, tool]));
    const named = operations.flatMap(({ needs = '' }) => needs.split('; ').flatMap((need) => /^[\w ]+: (\w+)$/.exec(need)?.[1] ?? []));
    expect(named.length).toBeGreaterThan(500);
    expect(named.filter((name) => !ids.has(name) && name !== 'list_buckets')).toEqual([]);
  });
});

describe('a new document', () => {
  /** As much of a document as the table is compared with. */
  const documentOf = (keys: readonly { readonly method: string; readonly path: string; readonly id: string }[]): Document => {
    const paths: Document['paths'] = {};
    for (const { method, path, id } of keys) paths[path] = { ...paths[path], [method.toLowerCase()]: { operationId: id } };
    return { paths };
  };

  test('with the same operations has no differences', () => {
    expect(compareWith(documentOf(rows), rows)).toEqual({ added: [], gone: [], moved: [] });
  });

  test('with an operation without a class names it', () => {
    const added = { method: 'POST', path: '/telepathy/messages', id: 'SendThought' };
    expect(compareWith(documentOf([...rows, added]), rows)).toEqual({ added: ['POST /telepathy/messages'], gone: [], moved: [] });
  });

  test('names another method of a known path, too', () => {
    const added = { method: 'PUT', path: '/messages', id: 'ReplaceMessages' };
    expect(compareWith(documentOf([...rows, added]), rows).added).toEqual(['PUT /messages']);
  });

  test('without an operation names what is gone', () => {
    expect(compareWith(documentOf(rows.filter(({ id }) => id !== 'SendFax')), rows)).toEqual({
      added: [],
      gone: ['POST /faxes'],
      moved: [],
    });
  });

  test('with an operation elsewhere names where it is now', () => {
    const moved = rows.map((row) => (row.id === 'SendFax' ? { ...row, path: '/fax/messages' } : row));
    expect(compareWith(documentOf(moved), rows)).toEqual({
      added: ['POST /fax/messages'],
      gone: ['POST /faxes'],
      moved: ['SendFax: now POST /fax/messages'],
    });
  });

  test('does not bring an operation without a class into the index', () => {
    const added = { method: 'POST', path: '/telepathy/messages', id: 'SendThought' };
    const made = indexOf(documentOf([...rows, added]), rows);
    expect(made.operations).toHaveLength(rows.length);
    expect(made.operations.map(({ id }) => id)).not.toContain('SendThought');
  });
});

const document = readDocument();
const withDocument = document ? test : test.skip;

withDocument("the index is what Telnyx's document and the table make", () => {
  expect(document && compareWith(document, rows)).toEqual({ added: [], gone: [], moved: [] });
  expect(document && written(indexOf(document, rows)) === text).toBe(true);
});
