import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Operation } from '../../../../shared/telnyx/operations/index.ts';
import { use } from '../../../support/index.ts';
import { exampleArguments } from '../../../app/contract/operations/support/examples.ts';
import { HINTS } from '../../../app/contract/operations/support/hints.ts';
import { operationNamed, OPERATIONS } from '../../../app/contract/operations/support/operations.ts';
import { sendTo } from '../../../app/contract/operations/support/send.ts';
import { SAMPLE } from '../../../app/contract/operations/sample.ts';
import { json, startEdge } from '../../../app/contract/support/telnyx-edge.ts';

/** Two of each area. */
const CALLED = Object.values(SAMPLE)
  .flatMap((ids) => ids.slice(0, 2))
  .map(operationNamed);
const edge = use(() => startEdge(json({ data: {} })));

/** What came of a call: the error that kept it from being sent, or the request. */
async function tryCall(operation: Operation, args: unknown) {
  const before = edge.seen.length;
  const error = await sendTo(edge.baseUrl, operation, args, OPERATIONS)
    .then(() => undefined)
    .catch((caught: unknown) => caught as Error);
  return { error, seen: edge.seen.slice(before) };
}

const least = (operation: Operation) => exampleArguments(operation, OPERATIONS, false, HINTS);
const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) });
const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`member_${at}`, at]));
const PATH_NAMES = /\{([^}]+)\}/g;

describe('nothing is sent with', () => {
  const NOT_SENT: readonly (readonly [string, (operation: Operation) => unknown])[] = [
    ['an unknown argument', (operation) => ({ ...least(operation), unknown_argument: 1 })],
    ['10,000 unknown arguments', (operation) => ({ ...least(operation), ...many })],
    ['an unknown argument of 60 levels', (operation) => ({ ...least(operation), unknown_argument: nested(60) })],
    [
      '__proto__',
      (operation) =>
        JSON.parse(
          `{${JSON.stringify(least(operation)).slice(1, -1)}${Object.keys(least(operation)).length > 0 ? ',' : ''}"__proto__":{"admin":true}}`,
        ),
    ],
    ['a constructor', (operation) => ({ ...least(operation), constructor: { prototype: {} } })],
    ['a list in place of the arguments', () => [1]],
    ['a text in place of the arguments', () => 'all'],
    ['a name in brackets that leads to a prototype', (operation) => ({ ...least(operation), 'page[__proto__][size]': 5 })],
  ];

  test.each(NOT_SENT)('%s', async (_what, argsFor) => {
    for (const operation of CALLED) {
      const { error, seen } = await tryCall(operation, argsFor(operation));
      expect({ id: operation.id, name: error?.name, seen }).toEqual({ id: operation.id, name: 'InputError', seen: [] });
      expect(error?.message.length).toBeLessThan(5_000);
    }
  });

  test.each([
    ['a body for a read', 'GetSimCards', { body: { a: 1 } }],
    ['a list for an object', 'GetSimCards', { page: [1] }],
    ['an object for a text', 'GetSimCards', { sort: { a: 1 } }],
    ['an object for a list of texts', 'GetSimCards', { filter: { tags: { a: 1 } } }],
    ['a list for a text of a body', 'SendFax', { connection_id: ['a'], to: '+13125550107', from: '+13125550100' }],
    ['a number for an id of a body', 'SendFax', { connection_id: 5, to: '+13125550107', from: '+13125550100' }],
    ['an id that is a number beyond 2^53', 'GetSimCardAction', JSON.parse('{"id":1293384261075731499}')],
    ['an id that is no finite number', 'GetSimCardAction', { id: Infinity }],
    ['a page beyond every number', 'GetSimCards', JSON.parse('{"page":{"number":1e400}}')],
    ['10,000 members of an object', 'GetSimCards', { filter: many }],
    ['invisible characters in an id', 'GetSimCardAction', { id: 'a\u202eb' }],
  ])('%s', async (_what, id, args) => {
    const { error, seen } = await tryCall(operationNamed(id), args);
    expect({ name: error?.name, seen }).toEqual({ name: 'InputError', seen: [] });
  });
});

describe('an id never leaves its segment of the path', () => {
  const WITH_ID = CALLED.filter(({ path }) => path.includes('{'));

  test.each(['..', '.', 'a\r\nX-Evil: 1', 'a\u0000', '\ud800'])('%j is refused', async (value) => {
    for (const operation of WITH_ID) {
      const args = {
        ...least(operation),
        ...Object.fromEntries([...operation.path.matchAll(PATH_NAMES)].map(([, name]) => [name, value])),
      };
      const { error, seen } = await tryCall(operation, args);
      expect(['InputError', 'PathSegmentError']).toContain(error?.name);
      expect(seen).toEqual([]);
    }
  });

  test.each(['../../balance', '%2e%2e', 'a/b', 'a?x=1', 'a#b', 'a;b', 'a\\b', '..\\..', '{id}', '$&', '+1 312'])(
    '%j is one segment',
    async (value) => {
      for (const operation of WITH_ID) {
        const names = [...operation.path.matchAll(PATH_NAMES)].map(([, name = '']) => name);
        const { error, seen } = await tryCall(operation, {
          ...least(operation),
          ...Object.fromEntries(names.map((name) => [name, value])),
        });
        expect(error).toBeUndefined();
        const [path = ''] = (seen[0]?.url ?? '').split('?', 1);
        const template = operation.path.replace(/^\/v2(?=\/)/, '');
        expect(path.split('/').length).toBe(template.split('/').length);
        expect(path).toBe(template.replaceAll(PATH_NAMES, () => encodeURIComponent(value)));
      }
    },
  );
});

test('a value of a query stays a value', async () => {
  const { seen } = await tryCall(operationNamed('GetSimCards'), { filter: { iccid: 'a&page[size]=250#x\r\ny' } });
  expect([...new URLSearchParams((seen[0]?.url ?? '').split('?')[1])]).toEqual([['filter[iccid]', 'a&page[size]=250#x\r\ny']]);
});

describe('what one schema holds many times', () => {
  const operation = operationNamed('create_new_assistant_public_assistants_post');
  const tree = (levels: number): unknown =>
    levels === 0
      ? { type: 'number_literal', value: null }
      : { type: 'comparison', op: '==', left: tree(levels - 1), right: tree(levels - 1) };
  const withTree = (levels: number) => ({
    ...least(operation),
    conversation_flow: {
      nodes: [],
      edges: [
        {
          id: 'e',
          start_node_id: 'a',
          target: { type: 'node', node_id: 'b' },
          condition: { type: 'expression', expression: tree(levels) },
        },
      ],
    },
  });
  let errors: (Error | undefined)[] = [];

  beforeAll(async () => {
    errors = await Promise.all([1, 5, 11].map(async (levels) => (await tryCall(operation, withTree(levels))).error));
  });

  test('is complained about in a text of the same length, however much of it there is', () => {
    for (const error of errors) {
      expect(error?.name).toBe('InputError');
      expect(error?.message.length).toBeLessThan(1_500);
    }
  });
});
