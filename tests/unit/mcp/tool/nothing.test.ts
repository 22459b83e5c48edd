import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineTool, field, PhoneNumber, PublicUrl, SentText } from '../../../../shared/mcp/tool/index.ts';
import { contextFor } from '../../../app/contract/support/run-tool.ts';
import { callTool } from '../../../support/call-tool.ts';

const ID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

const define = (risk: 'read' | 'write') =>
  defineTool({
    name: 'do_it',
    title: 'Do it',
    risk,
    description: 'Does it.',
    input: z.object({
      id: field.Uuid,
      other_id: field.Uuid.optional(),
      kind: z.enum(['a', 'b']).optional(),
      url: PublicUrl.optional(),
      number: PhoneNumber.optional(),
      size: z.int().default(3),
      name: z.string().min(1).optional(),
      reference: z.string().min(1).max(256).optional(),
      mode: z.enum(['detect_beep', 'Enable', '-age', 'age']).optional(),
      greeting: SentText.optional(),
      unassign: z
        .string()
        .refine((value) => value === '')
        .optional(),
      many: z.array(z.string()).min(1).max(9).optional(),
      tags: z.array(z.string()).max(9).optional(),
      preprocessed: z
        .preprocess(
          (value) => value,
          z
            .array(z.strictObject({ a: z.string().optional() }))
            .min(1)
            .max(9),
        )
        .optional(),
      needed: z.preprocess((value) => value, z.array(z.string()).min(1).max(9)),
      inside: z
        .strictObject({
          kind: z.enum(['a', 'b']).optional(),
          deep: z.int().optional(),
          list: z.array(z.strictObject({ b: z.string().optional() })).optional(),
        })
        .optional(),
      open: z.looseObject({ known: z.int().optional() }).optional(),
      settings: z
        .preprocess((value) => value, z.looseObject({}))
        .meta({ shownProperties: { usual: { type: 'string' } } })
        .optional(),
    }),
    output: z.object({ got: z.unknown() }),
    run: (input) => Promise.resolve({ got: input }),
  });

const LEAST = { id: ID, needed: ['x'] };

async function got(args: object, risk: 'read' | 'write' = 'write'): Promise<unknown> {
  const tool = define(risk);
  return (await callTool(tool, { ...LEAST, ...args }, contextFor(tool, 'http://127.0.0.1:9'))).structured['got'];
}

describe('P6: an optional argument that says "nothing" is absent', () => {
  test.each([
    [
      {
        other_id: null,
        kind: null,
        url: null,
        number: null,
        size: null,
        name: null,
        greeting: null,
        many: null,
        tags: null,
        inside: null,
        open: null,
      },
    ],
    [{ other_id: '', kind: '', url: '', number: '', many: [], reference: '' }],
    [{ preprocessed: null }],
    [{ preprocessed: [] }],
  ])('%j', async (args) => {
    expect(await got(args)).toEqual({ ...LEAST, size: 3 });
  });

  test('inside of objects and lists, too', async () => {
    expect(await got({ inside: { deep: null, list: [{ b: null }] }, preprocessed: [{ a: null }] })).toEqual({
      ...LEAST,
      size: 3,
      inside: { list: [{}] },
      preprocessed: [{}],
    });
  });

  test('in an open object, null for a member that clients see', async () => {
    expect(await got({ settings: { usual: null, other: null } })).toMatchObject({ settings: { other: null } });
  });

  test.each([[{ inside: { deep: null, kind: '' } }], [{ settings: { usual: null } }]])(
    'an object of which each member says nothing: %j',
    async (args) => {
      expect(await got(args)).toEqual({ ...LEAST, size: 3 });
    },
  );

  test('an empty object is a value', async () => {
    expect(await got({ inside: {}, settings: {} })).toEqual({ ...LEAST, size: 3, inside: {}, settings: {} });
  });

  test('in a tool that only reads, an empty filter too', async () => {
    expect(await got({ name: '' }, 'read')).toEqual({ ...LEAST, size: 3 });
  });
});

describe('P6: what is a value stays one', () => {
  test.each([[{ greeting: '' }], [{ unassign: '' }], [{ tags: [] }], [{ open: { known: 1, other: null } }]])('%j', async (args) => {
    expect(await got(args)).toEqual({ ...LEAST, size: 3, ...args });
  });

  test.each([
    ['an empty name in a change', { name: '' }, /name: Must not be empty/],
    ['null for an argument that is needed', { id: null }, /id: Expected a UUID/],
    ['an empty list that is needed', { needed: [] }, /needed: Must not be empty/],
    ['an empty id that is needed', { id: '' }, /id: Expected a UUID/],
    ['null in a list', { tags: [null] }, /tags\.0: Expected a string, not null/],
    ['a number as text', { size: '3' }, /size: Expected a number, not a string/],
    ['a text as an id', { id: 7 }, /id: /],
    ['an unknown name', { nope: null }, /Unknown argument: "nope"/],
  ])('%s is refused', async (_what, args, words) => {
    await expect(got(args)).rejects.toThrow(words);
  });
});

describe('P6: a listed value is spelled as it is listed', () => {
  test.each([
    [{ kind: 'A' }, { kind: 'a' }],
    [{ kind: ' b ' }, { kind: 'b' }],
    [{ mode: 'Detect-Beep' }, { mode: 'detect_beep' }],
    [{ mode: 'detect beep' }, { mode: 'detect_beep' }],
    [{ mode: 'ENABLE' }, { mode: 'Enable' }],
    [{ mode: '-AGE' }, { mode: '-age' }],
    [{ inside: { kind: 'B' } }, { inside: { kind: 'b' } }],
  ])('%j', async (args, meant) => {
    expect(await got(args)).toEqual({ ...LEAST, size: 3, ...meant });
  });

  test.each([[{ kind: 'c' }], [{ kind: 'ab' }], [{ mode: 'detectbeep' }], [{ mode: ['age'] }]])('%j is refused', async (args) => {
    await expect(got(args)).rejects.toThrow('Expected one of');
  });
});

describe('P6: a text that shows nothing is refused', () => {
  test.each([
    ['name', { name: ' ' }],
    ['reference', { reference: '\t\n' }],
    ['tags', { tags: ['a', ' '] }],
    ['inside', { inside: { list: [{ b: ' ' }] } }],
    ['open', { open: { other: [{ deep: '\u3164' }] } }],
    ['open', { open: { nodes: [{ voicemail_message: ' ' }] } }],
    ['settings', { settings: { tools: [{ webhook: { description: ['\n'] } }] } }],
  ])('%s: %j', async (name, args) => {
    await expect(got(args)).rejects.toThrow(`${name}: Nobody can see this text`);
    await expect(got(args, 'read')).rejects.toThrow(`${name}: Nobody can see this text`);
  });

  test('a space in an open part is left to Telnyx', async () => {
    expect(await got({ open: { separator: ' ' } })).toMatchObject({ open: { separator: ' ' } });
  });
});
