import { z } from 'zod';
import { isSecret } from '../../platform/index.ts';
import { complaintsOf } from '../../telnyx/index.ts';
import { count, items, object, text } from './fields.ts';
import { lacking, lackingAs } from './incomplete.ts';

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

/** A number of a page, unless it makes no sense. */
const PageNumber = z.int().min(1).max(1_000_000).optional().catch(undefined);

/**
 * Turns Telnyx's paged answer `{data: […], meta}` into what {@link ListOf} describes. Records that do not fit are left out and counted, and
 * `errors` beside the data are told (`incomplete` in the result). Some endpoints write `metadata`, or null for an empty list.
 */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z
    .object({ data: items(item).nullable(), meta: Meta, metadata: Meta, errors: z.unknown().optional() })
    .transform(({ data, meta, metadata = {}, errors }) => {
      const total_results = meta?.total_results ?? metadata.total_results;
      const total_pages = meta?.total_pages ?? metadata.total_pages;
      const page = PageNumber.parse(meta?.page_number ?? metadata.page_number);
      const pages = PageNumber.parse(total_pages);
      const answer = {
        data: data ?? [],
        ...(page !== undefined && { page }),
        ...(total_pages !== undefined && { total_pages }),
        ...(total_results !== undefined && { total_results }),
        ...(page && pages && page < pages && { next_page: page + 1 }),
      };
      return lacking(answer, { said: complaintsOf(errors) });
    });

/** A page with something made of each of its records. What could not be read of it is still told. */
export const withRecords = <Page extends { readonly data: readonly unknown[] }, Made>(
  page: Page,
  make: (record: Page['data'][number]) => Made,
): Omit<Page, 'data'> & { data: Made[] } => ({ ...page, data: lackingAs(page.data.map(make), page.data) });

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

/** @returns whether a member of a record holds nothing: null, "" or []. */
export const isEmpty = (value: unknown): boolean => value === '' || value === null || (Array.isArray(value) && value.length === 0);

const FRACTION_OF_SECOND = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+(Z|[+-]\d\d:\d\d)$/;

/** An ISO 8601 time without the fraction of its second, and any other text as it is. */
export const withoutFraction = (text: string): string => text.replace(FRACTION_OF_SECOND, '$1$2');
