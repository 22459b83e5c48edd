import { z } from 'zod';
import { count, object, text } from './fields.ts';

/** The two arguments of every paged list, with Telnyx's bound for the page size. */
export const paging = (largest = 250) => ({
  page: z.int().min(1).max(1_000_000).default(1),
  page_size: z.int().min(1).max(largest).default(20),
});

/** In: the paging arguments. Out: Telnyx's query keys for them. */
export const pageQuery = (input: { page: number; page_size: number }) => ({
  'page[number]': input.page,
  'page[size]': input.page_size,
});

/** What a list tool gives: the records, where we are, and how to go on. */
export const ListOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item),
    page: count(),
    total_pages: count(),
    total_results: count(),
    next_page: count().describe('Ask for this page to go on; absent on the last one'),
    truncated: text(),
  });

const Meta = object({
  page_number: count(),
  total_pages: count(),
  total_results: count(),
});

/** A schema for Telnyx's paged answer `{data: […], meta}` that gives what {@link ListOf} promises. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), meta: Meta }).transform(({ data, meta }) => {
    const page = meta?.page_number;
    const pages = meta?.total_pages;
    return {
      data,
      ...(meta && {
        page,
        total_pages: pages,
        total_results: meta.total_results,
      }),
      ...(page && pages && page < pages && { next_page: page + 1 }),
    };
  });
