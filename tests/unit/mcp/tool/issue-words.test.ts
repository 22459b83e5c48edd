import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { issueWords } from '../../../../shared/mcp/tool/issue-words.ts';

const said = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value, { reportInput: true, error: issueWords }).error?.issues[0]?.message;

test.each([
  [z.string(), 5, 'Expected a string, not a number.'],
  [z.number(), null, 'Expected a number, not null.'],
  [z.int(), 1.5, 'Expected a whole number.'],
  [z.boolean(), 'yes', 'Expected true or false, not a string.'],
  [z.array(z.string()), {}, 'Expected an array, not an object.'],
  [z.record(z.string(), z.string()), [], 'Expected an object, not an array.'],
  [z.enum(['a', 'b']), 'c', 'Expected one of "a", "b".'],
  [z.literal('a'), 'c', 'Expected "a".'],
  [z.string().min(1), '', 'Must not be empty.'],
  [z.array(z.string()).min(1), [], 'Must not be empty.'],
  [z.string().min(3), 'a', 'Must have at least 3 characters.'],
  [z.string().max(1), 'ab', 'Must have at most 1 character.'],
  [z.array(z.string()).max(2), ['a', 'b', 'c'], 'Must have at most 2 items.'],
  [z.number().min(1), 0, 'Must be at least 1.'],
  [z.number().gt(0), 0, 'Must be more than 0.'],
  [z.number().lt(10), 10, 'Must be less than 10.'],
  [z.number().multipleOf(5), 7, 'Must be a multiple of 5.'],
  [z.uuid(), 'a', 'Expected a UUID.'],
  [z.url(), 'a', 'Expected a URL.'],
  [z.iso.datetime(), 'soon', 'Expected a time in ISO 8601, such as 2026-01-31T12:00:00Z.'],
  [z.string('Write it so.'), 5, 'Write it so.'],
])('what is wrong is said in plain English, unless a schema has words of its own: %#', (schema, value, words) => {
  expect(said(schema, value)).toBe(words);
});
