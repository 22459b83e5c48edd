import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineTool, field, ListOf, pageOf, pageQuery, paging } from '../../../../shared/mcp/tool/index.ts';
import { contextFor } from '../../../app/contract/support/run-tool.ts';
import { callTool } from '../../../support/call-tool.ts';

const Item = z.object({ id: field.text() });

describe('paging', () => {
  test('has defaults and bounds', () => {
    const input = z.object(paging(50));
    expect(pageQuery(input.parse({}))).toEqual({ 'page[number]': 1, 'page[size]': 20 });
    expect(pageQuery(input.parse({ page: 3, page_size: 50 }))).toEqual({ 'page[number]': 3, 'page[size]': 50 });
    for (const bad of [{ page: 0 }, { page: 1.5 }, { page: '1' }, { page_size: 51 }, { page_size: 0 }])
      expect(input.safeParse(bad).success).toBe(false);
  });
});

describe('pageOf', () => {
  const page = (page_number: number, total_pages: number) => ({
    data: [{ id: '1', secret: 'hush' }],
    meta: { page_number, page_size: 1, total_pages, total_results: total_pages },
  });

  test('names the next page until the last', () => {
    expect(pageOf(Item).parse(page(1, 2))).toEqual({ data: [{ id: '1' }], page: 1, total_pages: 2, total_results: 2, next_page: 2 });
    expect(pageOf(Item).parse(page(2, 2))).toEqual({ data: [{ id: '1' }], page: 2, total_pages: 2, total_results: 2 });
    expect(pageOf(Item).parse(page(1, 0))).not.toHaveProperty('next_page');
  });

  test('gives what ListOf promises, also without meta', () => {
    for (const answer of [page(1, 2), { data: [] }, { data: [], meta: null }, { data: [{}], errors: [{ code: '1' }] }])
      expect(ListOf(Item).safeParse(pageOf(Item).parse(answer)).success).toBe(true);
  });
});

describe('an answer that is not quite as documented', () => {
  const asTool = (read: z.ZodType<object>, answer: unknown) =>
    callTool(
      defineTool({
        name: 'x',
        title: 'X',
        risk: 'read',
        description: 'X.',
        input: z.object({}),
        output: z.looseObject({}),
        run: () => Promise.resolve({ ...read.parse(answer) }),
      }),
      {},
      contextFor({ risk: 'read' }, 'http://127.0.0.1:9'),
    );
  const listed = async (answer: unknown) => (await asTool(pageOf(Item), answer)).structured;

  test.each([
    ['a null list', { data: null, meta: { total_results: 0 } }, { data: [], total_results: 0 }],
    [
      'totals as texts',
      { data: [], meta: { page_number: '1', total_pages: '3', total_results: '55' } },
      { next_page: 2, total_results: 55 },
    ],
    ['totals in metadata', { data: [], metadata: { total_results: 3, total_pages: 1 } }, { total_results: 3, total_pages: 1 }],
  ])('%s', async (_what, answer, expected) => {
    expect(await listed(answer)).toMatchObject(expected);
  });

  test.each([
    [-5, 1e300],
    [0, 3],
    [1, 1e300],
    [1.5, 3],
    ['x', 3],
  ])('page %j of %j has no next page that makes no sense', async (page_number, total_pages) => {
    expect(await listed({ data: [], meta: { page_number, total_pages } })).not.toHaveProperty('next_page');
  });

  test('an odd record is left out by itself, and counted', async () => {
    expect(await listed({ data: [{ id: '1' }, null, 'x', { id: 2 }] })).toEqual({
      data: [{ id: '1' }, { id: '2' }],
      incomplete: "2 items of Telnyx's answer could not be read and are left out.",
    });
  });

  test('an odd item deep inside is counted, too', async () => {
    const Deep = z.object({ id: field.text(), to: field.list(z.object({ status: field.text(), media: field.texts() })) });
    const { structured } = await asTool(field.data(Deep, 'id'), {
      data: { id: '1', to: [null, { status: 'sent', media: ['a', { b: 1 }] }] },
    });
    expect(structured).toEqual({
      id: '1',
      to: [{ status: 'sent', media: ['a'] }],
      incomplete: "2 items of Telnyx's answer could not be read and are left out.",
    });
  });

  test('errors beside the data are told', async () => {
    const errors = [{ code: 10007, title: 'Unexpected error', detail: 'No profiles.' }, null];
    expect((await listed({ data: [{ id: '1' }], errors }))['incomplete']).toMatch(/said: \[10007\] Unexpected error No profiles\./);
    const one = await asTool(field.data(Item, 'id'), { data: { id: '1' }, errors });
    expect(one.structured['incomplete']).toMatch(/\[10007\]/);
  });

  test.each<[unknown, string]>([
    ['Half the shards are down', 'Half the shards are down'],
    [['Half the shards are down'], 'Half the shards are down'],
    [{ detail: 'Half the shards are down' }, 'Half the shards are down'],
    [{ shards: ['are half down'] }, 'are half down'],
    [[{ code: 20015, title: 'Feature not enabled' }], '[20015] Feature not enabled. The feature'],
  ])('errors beside the data are told in whatever shape: %j', async (errors, expected) => {
    expect((await listed({ data: [{ id: '1' }], errors }))['incomplete']).toContain(`said: ${expected}`);
  });

  test.each([null, [], {}, '', [{}], 7])('%j beside the data says nothing', async (errors) => {
    expect(await listed({ data: [{ id: '1' }], errors })).toEqual({ data: [{ id: '1' }] });
  });

  test('errors beside the data are told in one line, with what they mean', async () => {
    const errors = [{ code: 10010, detail: 'Can not make calls to\n\nnon-verified numbers at this account level D60.' }];
    const { structured } = await asTool(field.data(Item, 'id'), { data: { id: '1' }, errors });
    expect(structured['incomplete']).toMatch(
      /said: \[10010\] Can not make calls to non-verified .* D60\. .* may only call numbers that it has verified/,
    );
  });

  test.each([[{ data: { id: 7 } }], [{ id: '7' }], [{ id: 7, meta: {} }]])(
    'one thing is read in an envelope and without: %j',
    async (answer) => {
      expect((await asTool(field.data(Item, 'id'), answer)).structured).toEqual({ id: '7' });
    },
  );

  test.each([
    [{ data: {} }],
    [{}],
    [{ data: null }],
    [{ data: { id: null } }],
    [{ data: { id: '' } }],
    [[]],
    [null],
    ['x'],
    [{ data: [{ id: '1' }] }],
  ])('%j is no answer about one thing', (answer) => {
    expect(field.data(Item, 'id').safeParse(answer).success).toBe(false);
  });

  test('a list without its data is no answer', () => {
    for (const answer of [{}, { data: 3 }, { data: {} }, [], null]) expect(pageOf(Item).safeParse(answer).success).toBe(false);
  });
});
