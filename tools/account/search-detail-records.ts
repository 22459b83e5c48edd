import { z } from 'zod';
import {
  defineTool,
  DisclosedRecord,
  field,
  insteadOfNothing,
  isServiceNumber,
  isComplete,
  ListOf,
  OpenRecord,
  pageOf,
  pageQuery,
  paging,
  path,
  PhoneNumber,
  withRecords,
} from '../../shared/mcp/tool/index.ts';
import { compact, currencyOf, holdsWords, startOf, statusNamed, typeNamed } from './support/detail-record.ts';
import { asOneWord } from './support/period.ts';

const IsoDate = z.iso.date();
const moment = () =>
  z
    .string()
    .refine(
      (value) => IsoDate.safeParse(value).success || field.Timestamp.safeParse(value).success,
      'Expected a date such as 2026-01-31, or an ISO 8601 time with zone.',
    )
    .optional();

/** Digits of the shortest number that somebody writes with an area code. Shorter ones are short codes and extensions. */
const FEWEST_DIGITS = 9;

/** Who called or texted whom, as records have it: a number in +E.164. What is none, such as a SIP URI or a short code, stays as it is written. */
const Party = z
  .string()
  .min(1)
  .transform((written, { issues }) => {
    const number = PhoneNumber.safeParse(written);
    if (number.success) return number.data;
    const isOther = /@|^\s*sips?:/i.test(written) || (written.match(/\d/g) ?? []).length < FEWEST_DIGITS || isServiceNumber(written);
    if (isOther) return written.trim();
    issues.push({ code: 'custom', input: written, message: number.error.issues[0]?.message ?? '' });
    return z.NEVER;
  });

const Filter = z.strictObject({
  field: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'Expected the name of a record field.'),
  op: z.enum(['eq', 'gte', 'lt', 'contains', 'starts_with', 'ends_with']).default('eq'),
  value: z.string().min(1),
});

const filterKey = (name: string, op = 'eq') => (op === 'eq' ? `filter[${name}]` : `filter[${name}][${op}]`);

interface Asked {
  readonly record_type: string;
  readonly date_range?: string | undefined;
  readonly created_after?: string | undefined;
  readonly created_before?: string | undefined;
  readonly direction?: string | undefined;
  readonly status?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly filters?: readonly z.output<typeof Filter>[] | undefined;
}

/** Which records there are at all: their type and time. */
const scope = ({ record_type, date_range, created_after, created_before }: Asked) => ({
  'filter[record_type]': record_type,
  'filter[date_range]': date_range,
  [filterKey(startOf(record_type), 'gte')]: created_after,
  [filterKey(startOf(record_type), 'lt')]: created_before,
});

/** Which of them are wanted: field, operator, value. */
const conditions = ({ record_type, direction, status, from, to, filters = [] }: Asked) => [
  ...Object.entries({ direction, status: status && statusNamed(status, record_type), cli: from, cld: to }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ field: name, op: 'eq', value }],
  ),
  ...filters.map((filter) => ({
    ...filter,
    value: NUMBERS.has(filter.field) && filter.op === 'eq' ? asNumber(filter.value) : filter.value,
  })),
];

/** Fields with telephone numbers. */
const NUMBERS = new Set(['cli', 'cld']);

/** A number in +E.164, or the text as it is. */
const asNumber = (written: string): string => PhoneNumber.safeParse(written).data ?? written;

const keysOf = (asked: Asked) => [
  ...Object.entries(scope(asked)).flatMap(([key, value]) => (value === undefined ? [] : [key])),
  ...conditions(asked).map(({ field: name, op }) => filterKey(name, op)),
];

const Answer = pageOf(DisclosedRecord);

export const searchDetailRecords = defineTool({
  name: 'search_detail_records',
  title: 'Search usage and history',
  risk: 'read',
  description: 'Search records of messages (text: get_message), calls and other usage, with status and cost. Sums: get_spend.',
  input: z
    .object({
      record_type: z
        .string()
        .overwrite(typeNamed)
        .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'Expected a type such as messaging or call-control.')
        .describe('messaging, call-control, sip-trunking, recording, verify, ai-voice-assistant, …'),
      date_range: z
        .string()
        .overwrite(asOneWord)
        .regex(
          /^(today|yesterday|(this|last)_(week|month)|last_[1-9]\d{0,2}_days)$/,
          'Expected today, yesterday, this_week, last_week, this_month, last_month or last_N_days.',
        )
        .optional()
        .describe('today, yesterday, this_week, this_month, last_month, last_N_days'),
      created_after: moment().describe('ISO 8601'),
      created_before: moment(),
      direction: z.enum(['inbound', 'outbound']).optional(),
      status: z
        .string()
        .min(1)
        .optional()
        .describe('Messages: delivered, failed, dlr_unconfirmed, dlr_timeout, gw_reject, gw_timeout, received'),
      from: Party.optional().describe('Number (cli)'),
      to: Party.optional().describe('Number (cld)'),
      filters: z.array(Filter).max(10).optional(),
      // Newest first in any case.
      sort: z.enum(['created_at', '-created_at']).optional(),
      details: z.boolean().optional().describe('All fields'),
      ...paging(50),
    })
    .refine(
      ({ date_range, created_after, created_before }) =>
        date_range === undefined || (created_after === undefined && created_before === undefined),
      'Give date_range, or created_after and created_before, not both.',
    )
    .refine((input) => {
      const keys = keysOf(input);
      return new Set(keys).size === keys.length;
    }, 'The same field is filtered twice.'),
  rare: ['sort'],
  output: ListOf(OpenRecord).extend({
    currency: field.text().describe('Of every cost'),
    found_nothing: field.text().describe('What there is without the filters'),
  }),
  strangersWrote: ({ data }) => data.some(holdsWords),
  run: async (input, { telnyx }) => {
    const narrowed = conditions(input);
    const ask = (wanted: typeof narrowed, pages: { page: number; page_size: number }) =>
      telnyx.get(path`/detail_records`, {
        query: {
          ...scope(input),
          ...Object.fromEntries(wanted.map(({ field: name, op, value }) => [filterKey(name, op), value])),
          sort: input.sort,
          ...pageQuery(pages),
        },
        answer: Answer,
      });
    const found = await ask(narrowed, input);
    if (found.data.length === 0 && isComplete(found) && narrowed.length > 0 && input.page === 1) {
      const words = narrowed.map(({ field: name, op, value }) => (op === 'eq' ? `${name} ${value}` : `${name} ${op} ${value}`));
      // Numbers have as many values as there are people.
      const members = [...new Set(narrowed.map(({ field: name }) => name))].filter((name) => name !== 'cli' && name !== 'cld');
      const everything = ask([], { page: 1, page_size: 50 });
      const { text } = await insteadOfNothing(`${input.record_type} record`, words, members, everything);
      return { ...found, found_nothing: text };
    }
    if (input.details) return found;
    const currency = currencyOf(found.data);
    return { ...withRecords(found, (record) => compact(record, currency)), ...(currency !== undefined && { currency }) };
  },
});
