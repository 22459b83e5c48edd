import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  AnyArguments,
  defineTool,
  explain,
  field,
  hasAnyValue,
  InputError,
  path,
  PhoneNumber,
  SentText,
} from '../../../../shared/mcp/tool/index.ts';
import { PathSegmentError } from '../../../../shared/telnyx/index.ts';
import { contextFor } from '../../../app/contract/support/run-tool.ts';
import { callTool } from '../../../support/call-tool.ts';

const tool = defineTool({
  name: 'do_it',
  title: 'Do it',
  risk: 'write',
  description: 'Does it.',
  input: z
    .object({
      id: field.Uuid,
      kind: z.enum(['a', 'b']),
      number: PhoneNumber.optional(),
      size: z.int().min(1).max(9).default(3),
      inside: z.strictObject({ deep: z.string() }).optional(),
      many: z.array(z.string()).max(3).optional(),
    })
    .refine(({ size }) => size !== 7, 'Seven is taken.'),
  output: z.object({ size: field.count(), name: field.text() }),
  run: ({ size }) => Promise.resolve({ size, name: undefined, secret: 'hush' }),
});

const UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
const context = contextFor(tool, 'http://127.0.0.1:9');

async function refusal(args: unknown): Promise<string> {
  try {
    await callTool(tool, args, context);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('The arguments were accepted.');
}

describe('a call', () => {
  test('fills in defaults and gives what the output schema names', async () => {
    expect(await callTool(tool, { id: UUID, kind: 'a' }, context)).toEqual({ structured: { size: 3 }, text: '{"size":3}' });
  });

  test('P6: refuses unknown argument names and says which are allowed', async () => {
    expect(await refusal({ id: UUID, kind: 'a', knid: 'b', size: 1 })).toBe(
      'Unknown argument: "knid". Allowed: id, kind, number, size, inside, many.',
    );
  });

  test('P6: refuses unknown names further in', async () => {
    expect(await refusal({ id: UUID, kind: 'a', inside: { deep: 'x', more: 1 } })).toBe(
      'Unknown argument in inside: "more". Allowed in it: deep.',
    );
  });

  test('P6: refuses __proto__ and constructor as names', async () => {
    const args: unknown = JSON.parse(`{"id":"${UUID}","kind":"a","__proto__":{"size":1},"constructor":1}`);
    const message = await refusal(args);
    expect(message).toContain('"__proto__"');
    expect(message).toContain('"constructor"');
    expect(Object.prototype).not.toHaveProperty('size');
  });

  test('P6: coerces no strings to numbers and no numbers to ids', async () => {
    expect(await refusal({ id: UUID, kind: 'a', size: '3' })).toContain('size: Expected a number, not a string. Write it without quotes.');
    expect(await refusal({ id: 12, kind: 'a' })).toContain('id: Expected a UUID. Write it in quotes, with all its digits.');
  });

  test('says one sentence about one error', async () => {
    expect(await refusal({ id: UUID, kind: 'a', size: 1e300 })).toBe('size: Must be at most 9.');
    expect(await refusal({ id: UUID, kind: 'a', many: '["a"]' })).toBe('many: Expected an array, not a string. Send a JSON array.');
  });

  test('names what is missing, and what it should be', async () => {
    expect(await refusal({})).toBe('Missing argument: id (string). Expected a UUID. Missing argument: kind. Expected one of "a", "b".');
    expect(await refusal({ id: UUID, kind: 'a', inside: {} })).toBe('Missing argument: inside.deep (string).');
    expect(await refusal(undefined)).toContain('Missing argument: id');
  });

  test('names all that is missing in one sentence, and what else is wrong', async () => {
    const input = z.object({ from: z.string(), to: z.string(), size: z.int(), many: z.array(z.string()).optional() });
    const needy = defineTool({ ...base, input, output: base.output });
    const error = callTool(needy, { size: 'x' }, context);
    await expect(error).rejects.toThrow(/^Missing arguments: from \(string\), to \(string\)\. size: Expected a number, not a string\./);
  });

  test('names what an object takes, where something else stands for it', async () => {
    expect(await refusal({ id: UUID, kind: 'a', inside: 'x' })).toBe('inside: Expected an object, not a string. Allowed in it: deep.');
  });

  test.each(['{a: 1}', '{"a": 1', 'a=1', '[1]'])('says what JSON looks like, for %s', async (text) => {
    const any = defineTool({ ...base, input: z.object({ arguments: AnyArguments }), output: base.output });
    await expect(callTool(any, { arguments: text }, context)).rejects.toThrow(
      'arguments: Expected a JSON object, such as {"name": "value"}.',
    );
  });

  test('reads JSON that a client made a text of twice', () => {
    expect(AnyArguments.parse('"{\\"a\\":1}"')).toEqual({ a: 1 });
  });

  test('cuts a long unknown name and quotes it', async () => {
    const message = await refusal({ id: UUID, kind: 'a', [`"\n${'x'.repeat(1_000)}`]: 1 });
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain('\n');
  });

  test('tells of rules that span several arguments', async () => {
    expect(await refusal({ id: UUID, kind: 'a', size: 7 })).toBe('Seven is taken.');
  });

  test.each([[[]], ['text'], [5], [true]])('refuses %p in place of an object', async (args) => {
    expect(await refusal(args)).toContain('Expected an object');
  });

  test('passes on what run throws, as it is', async () => {
    const failure = new Error('from run');
    const failing = defineTool({ ...base, run: () => Promise.reject(failure) });
    await expect(callTool(failing, {}, context)).rejects.toBe(failure);
    expect(explain(failure, failing)).toBeUndefined();
  });
});

const base = {
  name: 'x',
  title: 'X',
  risk: 'read',
  description: 'X.',
  input: z.object({}),
  output: z.object({ name: field.text() }),
  run: () => Promise.resolve({}),
} as const;

/** Counts how often the parts of a list or an open object are looked at. */
function counted(within: (part: z.ZodType) => z.ZodType) {
  const seen = { parts: 0 };
  const part = z.unknown().refine(() => {
    seen.parts++;
    return false;
  }, 'Never right.');
  const counting = defineTool({ ...base, input: z.object({ a: within(part) }), output: base.output });
  const refused = (args: unknown) =>
    callTool(counting, args, context).then(
      () => 'accepted',
      (error: unknown) => String(error),
    );
  return { seen, refused };
}

describe('what is too much', () => {
  const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 0]));

  test.each([
    ['a list', (part: z.ZodType) => z.array(part).max(20), Array.from({ length: 5_000 }, () => 0), /a: Must have at most 20 items/],
    ['a record', (part: z.ZodType) => field.atMost(20, z.record(z.string(), part)), names(5_000), /a: Expected at most 20 names\./],
    ['an open object', (part: z.ZodType) => field.atMost(20, z.looseObject({ a0: part })), names(5_000), /a: Expected at most 20 names\./],
  ])('D3: %s beyond its bound is refused before anything in it is looked at', async (_what, within, value, words) => {
    const { seen, refused } = counted(within);
    expect(await refused({ a: value })).toMatch(words);
    expect(seen.parts).toBe(0);
  });

  test('D3: an open object within its bound is checked as ever, and may be left out', async () => {
    const { refused } = counted((part) => field.atMost(2, z.record(z.string(), part)).optional());
    expect(await refused({ a: names(2) })).toMatch(/a\.a0: Never right\. a\.a1: Never right\./);
    expect(await refused({})).toBe('accepted');
    expect(await refused({ a: 'text' })).toMatch(/a: Expected an object, not a string/);
  });

  test('D3: ten errors are told, cut before they are put into words, and how many more there are', async () => {
    const deep = (levels: number): z.ZodType => (levels === 0 ? z.string() : z.record(z.string(), deep(levels - 1)));
    const long = defineTool({ ...base, input: z.object({ a: z.array(deep(30)).max(1_000) }), output: base.output });
    const key = 'x'.repeat(1_000);
    const nested = (levels: number): unknown => (levels === 0 ? 5 : { [key]: nested(levels - 1) });
    const error = await callTool(long, { a: Array.from({ length: 500 }, () => nested(30)) }, context).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    const { message } = error as InputError;
    expect(message).toMatch(/ … and 490 more\.$/);
    expect(message.match(/Expected a/g)).toHaveLength(10);
    expect(message.length).toBeLessThan(10 * 700);
  });

  test('D3: of unknown names ten are told', async () => {
    const message = await refusal({ id: UUID, kind: 'a', ...names(9_000) });
    expect(message).toBe(
      'Unknown argument: "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", … and 8990 more. Allowed: id, kind, number, size, inside, many.',
    );
  });
});

describe('the schemas that a client sees', () => {
  test('are objects without noise', () => {
    expect(tool.inputSchema).toEqual({
      type: 'object',
      properties: {
        id: { type: 'string' },
        kind: { type: 'string', enum: ['a', 'b'] },
        number: { type: 'string' },
        size: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
        inside: { type: 'object', properties: { deep: { type: 'string' } }, required: ['deep'] },
        many: { type: 'array', items: { type: 'string' }, maxItems: 3 },
      },
      required: ['id', 'kind'],
    });
  });

  test('leave out the arguments that are rare, which a call may hold and an error names', async () => {
    const input = z.object({ id: field.Uuid, size: z.int().optional() });
    const output = z.object({ size: field.count() });
    const rare = defineTool({ ...base, input, output, rare: ['size'], run: ({ size }) => Promise.resolve({ size }) });
    expect(rare.inputSchema).toEqual({
      type: 'object',
      properties: { id: { type: 'string' } },
      required: ['id'],
    });
    expect(rare.rare).toEqual(['size']);
    expect((await callTool(rare, { id: UUID, size: 3 }, context)).structured).toEqual({ size: 3 });
    await expect(callTool(rare, { id: UUID, sise: 3 }, context)).rejects.toThrow('Unknown argument: "sise". Allowed: id, size.');
    await expect(callTool(rare, { id: UUID, size: 'x' }, context)).rejects.toThrow('size: ');
  });

  test('promise nothing that an answer may lack', () => {
    expect(tool.outputSchema).toEqual({
      type: 'object',
      properties: {
        size: { type: 'number' },
        name: { type: 'string' },
        incomplete: { type: 'string', description: 'What is missing, and why' },
      },
    });
  });
});

describe('what a client sees of values that it may write in several ways', () => {
  const schemaOf = (input: z.ZodType) => defineTool({ ...base, input: z.object({ a: input }) }).inputSchema['properties'];

  test.each([
    ['an id, without its format', field.Uuid, { type: 'string' }],
    ['a time, with its format in words', field.Timestamp, { type: 'string', description: 'ISO 8601 with zone' }],
    ['true alone', z.literal(true), { type: 'boolean' }],
    ['one word alone', z.literal('v1'), { type: 'string', enum: ['v1'] }],
    [
      'names and values',
      field.variables(z.string()).describe('Of the assistant'),
      {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string' }, value: { type: 'string' } }, required: ['name', 'value'] },
        description: 'Of the assistant',
      },
    ],
    [
      'an open object, by its commonest members',
      z.looseObject({}).meta({ shownProperties: { voice: { type: 'string' } } }),
      { type: 'object', properties: { voice: { type: 'string' } } },
    ],
  ])('%s', (_what, input, expected) => {
    expect(schemaOf(input)).toEqual({ a: expected });
  });

  test.each([
    [{ a: 'x', b: 'y' }],
    [
      [
        { name: 'a', value: 'x' },
        { name: 'b', value: 'y' },
      ],
    ],
  ])('names and values are taken as %j', async (given) => {
    const take = defineTool({
      ...base,
      input: z.object({ vars: field.variables(z.string()) }),
      output: z.object({ vars: z.unknown() }),
      run: ({ vars }) => Promise.resolve({ vars }),
    });
    expect((await callTool(take, { vars: given }, context)).structured).toEqual({ vars: { a: 'x', b: 'y' } });
  });
});

describe('former names of arguments', () => {
  const renamed = defineTool({
    ...base,
    risk: 'write',
    input: z.object({ text: z.string(), url: z.string().optional() }),
    output: z.object({ text: field.text() }),
    raises: { risk: 'outbound', by: { url: (value) => value !== 'quiet' } },
    formerArguments: { payload: 'text', hook: 'url' },
    run: ({ text }) => Promise.resolve({ text }),
  });

  test('are taken, but not shown', async () => {
    expect((await callTool(renamed, { payload: 'hi' }, context)).structured).toEqual({ text: 'hi' });
    expect((await callTool(renamed, { payload: 'hi', text: null }, context)).structured).toEqual({ text: 'hi' });
    expect(Object.keys(z.object({ properties: z.record(z.string(), z.unknown()) }).parse(renamed.inputSchema).properties)).toEqual([
      'text',
      'url',
    ]);
  });

  test('raise the risk as the present ones do', async () => {
    expect((await renamed.reachOf({ payload: 'hi', hook: 'loud' })).risk).toBe('outbound');
    expect((await renamed.reachOf({ payload: 'hi', hook: 'quiet' })).risk).toBe('write');
    expect((await renamed.reachOf({ payload: 'hi', hook: null })).risk).toBe('write');
    // Whichever of the two wins, neither goes unseen.
    expect((await renamed.reachOf({ hook: 'quiet', url: 'loud' })).risk).toBe('outbound');
  });

  test('are refused beside the present ones', async () => {
    await expect(callTool(renamed, { payload: 'a', text: 'b' }, context)).rejects.toThrow(
      'Unknown argument: "payload". Allowed: text, url.',
    );
  });
});

describe('characters that nobody can see', () => {
  const take = defineTool({
    ...base,
    input: z.object({
      sent: SentText.min(1).optional(),
      tag: z.string().optional(),
      content: z.string().optional(),
      deep: z.looseObject({}).optional(),
    }),
    output: z.object({ got: z.unknown() }),
    exact: ['content'],
    run: (input) => Promise.resolve({ got: input }),
  });

  test.each([
    ['tag', 'a\u202eb', 'U+202E'],
    ['tag', 'a\u0000b', 'U+0000'],
    ['tag', 'a\ud83d', 'U+D83D'],
    ['tag', 'a\u{e0041}b', 'U+E0041'],
    ['deep', { a: [{ b: 'x\u200b' }] }, 'U+200B'],
    ['deep', { 'x\u200b': 1 }, 'U+200B'],
  ])('P6: %s: %j is refused by its character', async (name, value, point) => {
    await expect(callTool(take, { [name]: value }, context)).rejects.toThrow(`${name}: Holds ${point}, which nobody can see.`);
  });

  test.each(['   ', '\n', '\u200b', '\u202e\u202c', '\ufeff \u2060'])('D46: a text that nobody can see is not sent: %j', async (sent) => {
    await expect(callTool(take, { sent }, context)).rejects.toThrow('sent: Nobody can see this text');
  });

  test('D46: a text for people is sent as its receipt shows it', async () => {
    const { structured } = await callTool(take, { sent: 'pay \u202e$001\u202c now\u0000 👩‍👩‍👧 \ud800!', content: '\u202e' }, context);
    expect(structured).toEqual({ got: { sent: 'pay $001 now 👩‍👩‍👧 !', content: '' } });
  });
});

describe('the check of arguments as they came', () => {
  const check = (args: string) => tool.checkRaw(JSON.parse(args));

  test('P6: names __proto__ and what is allowed', async () => {
    const message = 'Unknown argument: "__proto__". Allowed: id, kind, number, size, inside, many.';
    expect(await check(`{"id":"${UUID}","kind":"a","__proto__":{"size":1}}`)).toBe(message);
    expect(await check('{"__proto__":null,"other":1}')).toBe(message);
    expect(await defineTool(base).checkRaw(JSON.parse('{"__proto__":1}'))).toBe('Unknown argument: "__proto__". Allowed: none.');
  });

  test('P6: finds __proto__ at any depth', async () => {
    for (const args of ['{"a":[{"b":{"__proto__":1}}]}', '[[{"__proto__":1}]]']) {
      expect(await check(args)).toBe('An argument holds the name "__proto__", which no tool takes.');
    }
  });

  test.each(['{"a":["__proto__"]}', '{"constructor":1}', '"__proto__"', 'null', '{}', '5'])('has nothing against %s', async (args) => {
    expect(await check(args)).toBeUndefined();
    expect(await tool.checkRaw(undefined)).toBeUndefined();
  });
});

describe('hasAnyValue', () => {
  test('takes null, "" and false for values', () => {
    expect(hasAnyValue({})).toBe(false);
    expect(hasAnyValue({ a: undefined })).toBe(false);
    expect(hasAnyValue({ a: undefined, b: null })).toBe(true);
    expect(hasAnyValue({ a: '' })).toBe(true);
    expect(hasAnyValue({ a: false })).toBe(true);
  });
});

describe('path', () => {
  test.each([
    ['a/b', '/messages/a%2Fb'],
    ['../balance', '/messages/..%2Fbalance'],
    ['%2e%2e', '/messages/%252e%252e'],
    ['a?x=1', '/messages/a%3Fx%3D1'],
    ['#', '/messages/%23'],
    ['\\', '/messages/%5C'],
    ['https://example.com/', '/messages/https%3A%2F%2Fexample.com%2F'],
    ['//example.com', '/messages/%2F%2Fexample.com'],
    ['+13125550100', '/messages/%2B13125550100'],
    ['...', '/messages/...'],
    ['é☕', '/messages/%C3%A9%E2%98%95'],
  ])('U1: makes one segment of %p', (id, expected) => {
    expect(path`/messages/${id}`).toBe(expected);
  });

  test.each(['', '.', '..', 'a\u0000b', '\u0000', 'a\r\nb', '\u007f', '\ud800'])('U1: refuses %p, and says so', (id) => {
    const build = () => path`/messages/${id}`;
    expect(build).toThrow(PathSegmentError);
    expect(explain(new PathSegmentError('An id.'), { risk: 'read' })).toMatchObject({ code: 'invalid_input' });
  });
});

describe('a request key', () => {
  const keyed = defineTool({
    ...base,
    input: z.object({ size: z.int().default(3) }).refine(({ size }) => size !== 7, 'Seven is taken.'),
    output: z.object({ got: z.unknown() }),
    guard: { keyed: true },
    run: (input) => Promise.resolve({ got: input }),
  });

  test('is kept apart from the arguments, so that nothing of it is sent', async () => {
    expect(await keyed.parse({ request_key: 'reminder 5' })).toEqual({ args: { size: 3 }, requestKey: 'reminder 5' });
    expect(await keyed.parse({ request_key: null })).toEqual({ args: { size: 3 }, requestKey: undefined });
    expect((await callTool(keyed, { request_key: 'reminder 5' }, context)).structured).toEqual({ got: { size: 3 } });
  });

  test('leaves the rules across arguments in force', async () => {
    await expect(keyed.parse({ size: 7, request_key: 'reminder 5' })).rejects.toThrow('Seven is taken.');
  });

  test.each([1, {}, 'x'.repeat(101), 'a\u200bb'])('is refused where it is no short text that can be seen: %j', async (key) => {
    await expect(keyed.parse({ request_key: key })).rejects.toBeInstanceOf(InputError);
  });

  test('is taken by tools that say so alone', async () => {
    await expect(tool.parse({ id: UUID, kind: 'a', request_key: 'x' })).rejects.toThrow('Unknown argument: "request_key"');
  });
});
