import { z } from 'zod';
import { defineTool, DisclosedRecord, field, ListOf, OpenRecord, pageOf, pageQuery, paging, path } from '../../shared/mcp/tool/index.ts';

const IsoDate = z.iso.date();
const moment = () =>
  z
    .string()
    .refine(
      (value) => IsoDate.safeParse(value).success || field.Timestamp.safeParse(value).success,
      'Expected a date such as 2026-01-31, or an ISO 8601 time with zone.',
    )
    .optional();

const Filter = z.strictObject({
  field: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'Expected the name of a record field.'),
  op: z.enum(['eq', 'gte', 'lt', 'contains', 'starts_with', 'ends_with']).default('eq'),
  value: z.string().min(1),
});

/** Arguments that have a filter of their own, under Telnyx's keys. */
const namedFilters = (input: {
  record_type: string;
  date_range?: string | undefined;
  created_after?: string | undefined;
  created_before?: string | undefined;
  direction?: string | undefined;
  status?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}) => ({
  'filter[record_type]': input.record_type,
  'filter[date_range]': input.date_range,
  'filter[created_at][gte]': input.created_after,
  'filter[created_at][lt]': input.created_before,
  'filter[direction]': input.direction,
  'filter[status]': input.status,
  'filter[cli]': input.from,
  'filter[cld]': input.to,
});

const filterKey = ({ field: name, op }: z.output<typeof Filter>) => (op === 'eq' ? `filter[${name}]` : `filter[${name}][${op}]`);

export const searchDetailRecords = defineTool({
  name: 'search_detail_records',
  title: 'Search usage and history',
  risk: 'read',
  description:
    'Search what the account sent, received and used, with status and cost: messages (without text), calls, and more. ' +
    'Text of one message: get_message.',
  input: z
    .object({
      record_type: z.enum([
        'ai-voice-assistant',
        'amd',
        'call-control',
        'conference',
        'conference-participant',
        'embedding',
        'fax',
        'inference',
        'inference-speech-to-text',
        'media_storage',
        'media-streaming',
        'messaging',
        'noise-suppression',
        'recording',
        'sip-trunking',
        'siprec-client',
        'stt',
        'tts',
        'verify',
        'webrtc',
        'wireless',
      ]),
      date_range: z
        .string()
        .regex(
          /^(today|yesterday|(this|last)_(week|month)|last_[1-9]\d{0,2}_days)$/,
          'Expected today, yesterday, this_week, last_week, this_month, last_month or last_N_days.',
        )
        .optional()
        .describe('today, yesterday, this_week, last_month, last_N_days, …'),
      created_after: moment().describe('ISO 8601, from then on'),
      created_before: moment(),
      direction: z.enum(['inbound', 'outbound']).optional(),
      status: z.string().min(1).optional(),
      from: z.string().min(1).optional().describe('Field cli'),
      to: z.string().min(1).optional().describe('Field cld'),
      filters: z.array(Filter).max(10).optional().describe('On any other record field'),
      sort: z.enum(['created_at', '-created_at']).optional(),
      ...paging(50),
    })
    .refine(
      ({ date_range, created_after, created_before }) =>
        date_range === undefined || (created_after === undefined && created_before === undefined),
      'Give date_range, or created_after and created_before, not both.',
    )
    .refine((input) => {
      const named = Object.entries(namedFilters(input)).flatMap(([key, value]) => (value === undefined ? [] : [key]));
      const keys = [...named, ...(input.filters ?? []).map(filterKey)];
      return new Set(keys).size === keys.length;
    }, 'The same field is filtered twice.'),
  output: ListOf(OpenRecord),
  strangersWrote: () => true,
  run: (input, { telnyx }) =>
    telnyx.get(path`/detail_records`, {
      query: {
        ...namedFilters(input),
        ...Object.fromEntries((input.filters ?? []).map((filter) => [filterKey(filter), filter.value])),
        sort: input.sort,
        ...pageQuery(input),
      },
      answer: pageOf(DisclosedRecord),
    }),
});
