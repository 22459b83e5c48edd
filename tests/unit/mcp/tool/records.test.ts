import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { field, ListOf, pageOf, pageQuery, paging } from '../../../../shared/mcp/tool/index.ts';

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
