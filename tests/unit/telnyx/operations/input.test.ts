import { describe, expect, test } from '@jest/globals';
import { parseArguments } from '../../../../shared/mcp/tool/arguments.ts';
import { inputOf, placedArguments, type Operation, type Operations, type Schema } from '../../../../shared/telnyx/operations/index.ts';
import { made, object, sharing } from './made-operation.ts';

/** As the caller tools check arguments. */
function check(operation: Operation, args: Readonly<Record<string, unknown>>, operations: Operations = sharing()): unknown {
  const input = inputOf(operation, operations);
  return parseArguments(input, placedArguments(operation, operations, args), {
    reads: operation.class === 'read',
    stores: false,
    exact: [],
  });
}

const withQuery = (query: Schema, more: Partial<Operation> = {}) => made({ query, ...more });
const withBody = (body: Schema, more: Partial<Operation> = {}) => made({ method: 'POST', class: 'write', body, ...more });

describe('arguments of a path and a query', () => {
  const list = withQuery(
    object({
      filter: object({ status: { type: 'array', items: { type: 'string', enum: ['enabled', 'disabled'] } }, name: { type: 'string' } }),
      page: object({ number: { type: 'integer', minimum: 1 }, size: { type: 'integer', maximum: 250 } }),
      all: { type: 'boolean' },
      since: { type: 'string', format: 'date-time' },
    }),
    { path: '/things/{id}' },
  );

  test('are texts on their way, so numbers and flags may be given as texts, and texts as numbers', () => {
    const args = { id: 5, page: { number: '2', size: '50' }, all: 'true', filter: { name: 7 } };
    expect(check(list, args)).toEqual({ id: '5', page: { number: 2, size: 50 }, all: true, filter: { name: '7' } });
  });

  test('may be one value where a list is, or several with commas', () => {
    expect(check(list, { id: 'a', filter: { status: 'enabled, Disabled' } })).toEqual({
      id: 'a',
      filter: { status: ['enabled', 'disabled'] },
    });
  });

  test('may have the names that Telnyx documents, in brackets', () => {
    expect(check(list, { id: 'a', 'page[size]': 5, 'filter[name]': 'x' })).toEqual({ id: 'a', page: { size: 5 }, filter: { name: 'x' } });
  });

  test.each([
    ['two values for one name', { id: 'a', 'page[size]': 5, page: { size: 6 } }],
    ['a name inside a text', { id: 'a', 'filter[name]': 'x', filter: 'y' }],
    ['an unknown name', { id: 'a', 'pages[size]': 5 }],
    ['an unclosed bracket', { id: 'a', 'page[size': 5 }],
    ['a prototype', JSON.parse('{"id":"a","page[__proto__]":5}')],
  ])('are not guessed: %s', (_what, args) => {
    expect(() => check(list, args)).toThrow(/Unknown argument|expected object/);
  });

  test.each(['+13125550100', '+1 (312) 555-0100', '13125550100', 13125550100])('find a number by its digits alone: %s', (phone_number) => {
    const filtered = withQuery(object({ filter: object({ phone_number: { type: 'string', format: 'digits' } }) }), { path: '/numbers' });
    expect(check(filtered, { filter: { phone_number } })).toEqual({ filter: { phone_number: '13125550100' } });
  });

  test('are left as they are where they are no number', () => {
    const filtered = withQuery(object({ phone_number: { type: 'string', format: 'digits' } }), { path: '/numbers' });
    expect(check(filtered, { phone_number: '+1312*' })).toEqual({ phone_number: '+1312*' });
  });

  test('leave out what says nothing', () => {
    expect(check(list, { id: 'a', since: '', filter: { name: '' }, all: null, page: {} })).toEqual({ id: 'a', page: {} });
  });

  test('have an id that lost digits rejected', () => {
    expect(() => check(list, JSON.parse('{"id":1293384261075731499}'))).toThrow(
      'id: Expected a string, not a number. Write it in quotes, with all its digits.',
    );
  });

  test.each([
    [{}, 'Missing argument: id (string).'],
    [{ id: 'a', colour: 1 }, 'Unknown argument: "colour". Allowed: id, filter, page, all, since.'],
    [{ id: 'a', filter: { colour: 1 } }, 'Unknown argument in filter: "colour".'],
    [{ id: 'a', page: { size: 251 } }, 'page.size: Must be at most 250.'],
    [{ id: 'a', page: { number: 'two' } }, 'page.number: Expected a number, not a string. Write it without quotes.'],
  ])('%j: %s', (args, message) => {
    expect(() => check(list, args)).toThrow(message);
  });

  test('may have a cursor in the page, though the document forgets it', () => {
    expect(check(list, { id: 'a', page: { after: 'v1:abc', size: 5 } })).toEqual({ id: 'a', page: { after: 'v1:abc', size: 5 } });
  });
});

describe('arguments that a model writes elsewhere, or in other letters', () => {
  const filter = object({ status: { type: 'string' }, created_at: object({ gte: { type: 'string' } }) });
  const page = object({ number: { type: 'integer' }, size: { type: 'integer' } });
  const nested = withQuery(object({ filter, page, sort: { type: 'string' } }), { path: '/things' });
  const flat = withQuery(object({ brandId: { type: 'string' }, page: { type: 'integer' }, recordsPerPage: { type: 'integer' } }), {
    path: '/brands',
  });
  const change = withBody(object({ queue_name: { type: 'string' }, max_size: { type: 'integer' }, data_limit: object({}) }), {
    path: '/things/{id}',
  });

  test.each(['body', 'params', 'data', 'arguments'])('are taken out of "%s"', (around) => {
    expect(check(change, { id: 'a', [around]: { queue_name: 'b' } })).toEqual({ id: 'a', queue_name: 'b' });
  });

  test('are taken out of the parts of a request', () => {
    expect(check(change, { path: { id: 'a' }, body: { queue_name: 'b' } })).toEqual({ id: 'a', queue_name: 'b' });
  });

  test('stay in an argument of that name', () => {
    const operation = withBody(object({ data: { type: 'object' } }));
    expect(check(operation, { data: { queue_name: 'b' } })).toEqual({ data: { queue_name: 'b' } });
  });

  test('have the spelling of the operation', () => {
    expect(check(change, { id: 'a', queueName: 'b', 'Max-Size': 5 })).toEqual({ id: 'a', queue_name: 'b', max_size: 5 });
    expect(check(flat, { brand_id: 'a', records_per_page: 5 })).toEqual({ brandId: 'a', recordsPerPage: 5 });
  });

  test.each([
    { page_size: 5, page_number: 2 },
    { pageSize: 5, pageNumber: 2 },
    { per_page: 5, page: 2 },
    { limit: 5, page: '2' },
    { 'page.size': 5, 'page.number': 2 },
    { 'page[size]': 5, page: { number: 2 } },
    { query: { 'page[size]': 5, 'page[number]': 2 } },
  ])('tell of pages as the list has them: %j', (args) => {
    expect(check(nested, args)).toEqual({ page: { number: 2, size: 5 } });
  });

  test.each([{ page: { size: 5, number: 2 } }, { 'page[size]': 5, page: 2 }, { page_size: 5, page_number: 2 }, { limit: 5, page: 2 }])(
    'tell of pages where they are no object: %j',
    (args) => {
      expect(check(flat, args)).toEqual({ recordsPerPage: 5, page: 2 });
    },
  );

  test('filter a list whose filter has them', () => {
    expect(check(nested, { status: 'active', filter: { created_at: { gte: '2026' } } })).toEqual({
      filter: { status: 'active', created_at: { gte: '2026' } },
    });
  });

  test.each([
    ['one value twice', change, { id: 'a', queue_name: 'b', queueName: 'c' }],
    ['the same inside and outside', change, { id: 'a', queue_name: 'b', body: { queue_name: 'c' } }],
    ['two sizes of a page', nested, { limit: 5, per_page: 6 }],
    ['pages of a change', change, { id: 'a', page_size: 5 }],
    ['a size inside of a page that has none', flat, { page: { weight: 5 } }],
    ['a text around', change, { id: 'a', body: '{"queue_name":"b"}' }],
  ])('are not guessed: %s', (_what, operation, args) => {
    expect(() => check(operation, args)).toThrow(/Unknown argument|Expected a number/);
  });
});

describe('arguments of a body', () => {
  test('are not coerced', () => {
    const body = object({ name: { type: 'string' }, count: { type: 'integer' }, on: { type: 'boolean' } });
    expect(() => check(withBody(body), { name: 5 })).toThrow('name: Expected a string, not a number.');
    expect(() => check(withBody(body), { count: '5' })).toThrow('Write it without quotes.');
    expect(() => check(withBody(body), { on: 'true' })).toThrow('Expected true or false, not a string. Write it without quotes.');
  });

  test('keep null where Telnyx takes it, and lose it where it says nothing', () => {
    const body = object({ url: { type: 'string', format: 'uri', nullable: true }, name: { type: 'string' } });
    expect(check(withBody(body), { url: null, name: null })).toEqual({ url: null });
  });

  test('are one argument where the body is no object', () => {
    const operation = withBody({ type: 'array', items: { type: 'string' } }, { bodyRequired: true });
    expect(check(operation, { body: ['a'] })).toEqual({ body: ['a'] });
    expect(() => check(operation, {})).toThrow('Missing argument: body (array).');
  });

  test.each([
    ['a map', { type: 'object', additionalProperties: { type: 'string' } }, { a: 'b' }],
    ['an object of which nothing is known', { type: 'object' }, { a: [1] }],
    ['an object without members', { type: 'object', properties: {} }, { a: [1] }],
    ['an open object', { ...object({ b: { type: 'string' } }), additionalProperties: {} }, { a: 1, b: 'c' }],
  ] as const)('take %s', (_what, schema, value) => {
    expect(check(withBody(object({ it: schema })), { it: value })).toEqual({ it: value });
  });

  test('check the values of a map', () => {
    const body = object({ it: { type: 'object', additionalProperties: { type: 'string' } } });
    expect(() => check(withBody(body), { it: { a: 1 } })).toThrow('it.a: Expected a string, not a number.');
  });
});

describe('listed values', () => {
  const body = object({ kind: { type: 'string', enum: ['mms', 'two words'] }, size: { type: 'integer', enum: [1, 2] } });

  test.each(['write', 'overwrite'] as const)('of the class %s may be others, because Telnyx knows more than its document', (kind) => {
    expect(check(withBody(body, { class: kind }), { kind: 'rcs', size: 3 })).toEqual({ kind: 'rcs', size: 3 });
  });

  test.each(['outbound', 'purchase', 'credential', 'delete'] as const)('of the class %s are all there are', (kind) => {
    expect(() => check(withBody(body, { class: kind }), { kind: 'rcs' })).toThrow('kind: Expected one of "mms", "two words".');
    expect(() => check(withBody(body, { class: kind }), { size: 3 })).toThrow('size: Expected one of 1, 2.');
  });

  test.each(['write', 'outbound'] as const)('are spelled as they are listed (%s)', (kind) => {
    expect(check(withBody(body, { class: kind }), { kind: 'MMS' })).toEqual({ kind: 'mms' });
    expect(check(withBody(body, { class: kind }), { kind: 'Two-Words' })).toEqual({ kind: 'two words' });
  });

  test('that are optional and empty are left out', () => {
    expect(check(withBody(body), { kind: '', size: null })).toEqual({});
  });
});

describe('variants', () => {
  const a = object({ type: { type: 'string', enum: ['a'] }, speed: { type: 'number' } }, 'type', 'speed');
  const b = object({ type: { type: 'string', enum: ['b'] }, voice: { type: 'string' } }, 'type');
  const union: Schema = { anyOf: [a, b], discriminator: 'type' };
  const operation = (more: Partial<Operation> = {}) => withBody(object({ it: union }), more);

  test('are told apart by their discriminator, and only the one that is meant is complained about', () => {
    expect(check(operation(), { it: { type: 'b', voice: 'x' } })).toEqual({ it: { type: 'b', voice: 'x' } });
    expect(() => check(operation(), { it: { type: 'a' } })).toThrow('it: speed: missing (number).');
    expect(() => check(operation({ class: 'outbound' }), { it: { type: 'a', tempo: 1, speed: 1 } })).toThrow(
      'Unknown argument in it: "tempo".',
    );
  });

  test('are told apart by a member that has another value in each, where nothing names it', () => {
    const unnamed = withBody(object({ it: { anyOf: [a, b] } }));
    expect(() => check(unnamed, { it: { type: 'a', speed: 'fast' } })).toThrow('it: speed: Expected a number, not a string.');
  });

  test('that are not known pass where they cost nothing', () => {
    expect(check(operation(), { it: { type: 'new', pitch: 2 } })).toEqual({ it: { type: 'new', pitch: 2 } });
    expect(() => check(operation({ class: 'purchase' }), { it: { type: 'new', pitch: 2 } })).toThrow(
      "it.type: Invalid discriminator value. Expected 'a' | 'b'.",
    );
  });

  test('lose what says nothing', () => {
    expect(check(operation(), { it: { type: 'a', speed: 1 } })).toEqual({ it: { type: 'a', speed: 1 } });
    expect(check(operation(), { it: { type: 'b', voice: null } })).toEqual({ it: { type: 'b' } });
  });

  test('of other types are listed', () => {
    const mixed = withBody(object({ to: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } }));
    expect(check(mixed, { to: ['a'] })).toEqual({ to: ['a'] });
    expect(() => check(mixed, { to: 5 })).toThrow('to: Expected string or array.');
    expect(() => check(mixed, { to: [5] })).toThrow('to: 0: Expected a string, not a number.');
  });
});

test('a schema may hold itself', () => {
  const shared = { Expression: { anyOf: [{ $ref: 'Not' }, { $ref: 'Text' }], discriminator: 'type' } as const };
  const operations = sharing({
    ...shared,
    Not: object({ type: { type: 'string', enum: ['not'] }, of: { $ref: 'Expression' } }, 'type', 'of'),
    Text: object({ type: { type: 'string', enum: ['text'] }, value: { type: 'string' } }, 'type', 'value'),
  });
  const operation = withBody(object({ it: { $ref: 'Expression' } }));
  const deep = (levels: number, value: unknown): unknown =>
    levels === 0 ? { type: 'text', value } : { type: 'not', of: deep(levels - 1, value) };
  expect(check(operation, { it: deep(50, 'x') }, operations)).toEqual({ it: deep(50, 'x') });
  expect(() => check(operation, { it: deep(2, 5) }, operations)).toThrow(/^it: of: of: value: Expected a string, not a number/);
});

test('the same operation has the same schema', () => {
  const operation = withBody(object({ a: { type: 'string' } }));
  expect(inputOf(operation, sharing())).toBe(inputOf(operation, sharing()));
});
