import { z } from 'zod';
import { count, object, text } from './fields.ts';
import { isSecret } from './secrets.ts';

/**
 * The arguments of every paged list.
 *
 * @param largest Telnyx's limit of the page size
 */
export const paging = (largest = 250) => ({
  page: z.int().min(1).max(1_000_000).default(1),
  page_size: z.int().min(1).max(largest).default(20),
});

/** @returns Telnyx's query parameters for the paging arguments. */
export const pageQuery = (input: { page: number; page_size: number }) => ({
  'page[number]': input.page,
  'page[size]': input.page_size,
});

/** The output of a list tool: the records, which page this is, and the next one. */
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

/** Turns Telnyx's paged answer `{data: […], meta}` into what {@link ListOf} describes. */
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

/** An object that Telnyx documents in part or not at all (detail records, event payloads). */
export const OpenRecord = z.record(z.string(), z.unknown());

/** Deeper than any record that Telnyx documents. */
const DEEPEST = 4;

/** A record to read: without empty members, and without anything that could be a secret. It cannot be sent back to Telnyx. */
export const DisclosedRecord = OpenRecord.transform((record) => disclosedMembers(record, 0));

function disclosedMembers(record: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]: [string, unknown]) => {
      if (value === null || value === undefined || isSecret(name, value)) return [];
      return [[name, disclosed(value, depth + 1)]];
    }),
  );
}

function disclosed(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  return Array.isArray(value) ? value.map((item) => disclosed(item, depth + 1)) : disclosedMembers(value, depth);
}
