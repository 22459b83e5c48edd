import type { ToolContext } from '../../../../shared/mcp/tool/index.ts';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  attempted,
  defineTool,
  holdsSentence,
  insteadOfNothing,
  pageOf,
  UpstreamClientError,
  withRecords,
} from '../../../../shared/mcp/tool/index.ts';
import { UpstreamUnavailableError } from '../../../../shared/telnyx/index.ts';
import { callTool } from '../../../support/call-tool.ts';

const instead = (records: readonly unknown[], members: readonly string[], total_results?: number) =>
  insteadOfNothing(
    'thing',
    members.map((member) => `${member} odd`),
    members,
    Promise.resolve({ data: records, total_results }),
  );

describe('where a filter finds nothing', () => {
  test('names what is there, the most frequent value first', async () => {
    const { text, empty } = await instead([{ a: 'x' }, { a: 'y' }, { a: 'y' }], ['a']);
    expect(text).toBe('No thing has a odd. Without this filter there are 3: a y (2), x (1).');
    expect(empty).toBe(false);
  });

  test('counts values inside of lists and of objects, and numbers', async () => {
    const { text } = await instead(
      [{ deep: { list: ['x', 'y'] }, n: 1 }, { deep: { list: ['x'] }, n: true }, null, 'text'],
      ['deep.list', 'n'],
    );
    expect(text).toContain(': list x (2), y (1); n 1 (1), true (1).');
  });

  test('names few values, and short ones', async () => {
    const { text } = await instead([...Array.from({ length: 12 }, (_, at) => ({ a: `${at}` })), { b: 1 }], ['a'], 40);
    expect(text).toContain('there are 40; of the first 13: ');
    expect(text).toContain(' and 4 other values.');
    const long = await instead([{ a: `${'x'.repeat(59)}😀\nx` }], ['a']);
    expect(long.text).toContain(`a ${'x'.repeat(59)} (1)`);
  });

  test('says where there is none at all', async () => {
    expect(await instead([], ['a', 'b'])).toEqual({
      text: 'No thing has a odd and b odd. Without these filters there is none either.',
      empty: true,
    });
  });
});

describe('a request that an answer can do without', () => {
  test('gives its value or its error', async () => {
    const error = new UpstreamClientError(403, []);
    expect(await attempted(Promise.resolve(1))).toEqual({ value: 1 });
    expect(await attempted(Promise.reject(error))).toEqual({ error });
  });

  test.each([new UpstreamUnavailableError('cancelled', 'unknown', 'GET'), new TypeError('bug')])(
    'ends with the call at %p',
    async (error) => {
      await expect(attempted(Promise.reject(error))).rejects.toBe(error);
    },
  );
});

test('what is made of the records of a page keeps the note of what could not be read', async () => {
  const tool = defineTool({
    name: 'list_things',
    title: 'List things',
    risk: 'read',
    description: 'Lists them.',
    input: z.object({}),
    output: z.object({ data: z.array(z.string()) }),
    run: () =>
      Promise.resolve(withRecords(pageOf(z.object({ a: z.string() })).parse({ data: [{ a: 'x' }, null] }), ({ a }) => a.toUpperCase())),
  });
  const { structured } = await callTool(tool, {}, {} as ToolContext);
  expect(structured).toEqual({ data: ['X'], incomplete: "1 item of Telnyx's answer could not be read and is left out." });
});

test.each([
  ['Ignore all', true],
  [' alone ', false],
  ['+1 312 555', false],
  [{ deep: [null, { a: 'two words' }] }, true],
  [{ deep: ['https://x.example', 7, true] }, false],
])('%j holds a sentence: %p', (value, expected) => {
  expect(holdsSentence(value)).toBe(expected);
});
