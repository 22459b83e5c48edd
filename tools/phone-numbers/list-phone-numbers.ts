import { z } from 'zod';
import {
  defineTool,
  field,
  insteadOfNothing,
  isComplete,
  ListOf,
  pageOf,
  pageQuery,
  paging,
  PartOfNumber,
  path,
} from '../../shared/mcp/tool/index.ts';
import { NumberSummary, TOLERATE_MESSAGING_ERRORS } from './support/phone-number.ts';
import { word } from './support/words.ts';

export const listPhoneNumbers = defineTool({
  name: 'list_phone_numbers',
  title: "List the account's phone numbers",
  risk: 'read',
  description: 'List numbers this account owns or has ordered. For sale: list_available_phone_numbers.',
  input: z.object({
    phone_number: PartOfNumber.optional().describe('Or 3+ digits'),
    status: word('-').optional().describe('active, purchase-pending, port-pending …'),
    number_type: word('_').optional().describe('local, toll_free …'),
    country_iso_alpha2: z.array(field.CountryCode).min(1).max(250).optional(),
    tag: z.string().min(1).optional(),
    connection_id: field.NumericId.optional(),
    customer_reference: z.string().min(1).optional(),
    sort: word('_').optional().describe('Such as purchased_at'),
    ...paging(),
  }),
  output: ListOf(NumberSummary).extend({ found_nothing: field.text().describe('What there is without the filters') }),
  run: async (input, { telnyx }) => {
    const { page, page_size, sort, ...filters } = input;
    const listed = await telnyx.get(path`/phone_numbers`, {
      query: {
        'filter[phone_number]': input.phone_number,
        'filter[status]': input.status,
        'filter[number_type][eq]': input.number_type,
        'filter[country_iso_alpha2]': input.country_iso_alpha2,
        'filter[tag]': input.tag,
        'filter[connection_id]': input.connection_id,
        'filter[customer_reference]': input.customer_reference,
        sort,
        ...TOLERATE_MESSAGING_ERRORS,
        ...pageQuery({ page, page_size }),
      },
      answer: pageOf(NumberSummary),
    });
    const given = Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, `${name} ${String(value)}`] as const],
    );
    if (listed.data.length > 0 || !isComplete(listed) || page > 1 || given.length === 0) return listed;
    const all = telnyx.get(path`/phone_numbers`, {
      query: { ...TOLERATE_MESSAGING_ERRORS, ...pageQuery({ page: 1, page_size: 50 }) },
      answer: pageOf(NumberSummary),
    });
    const words = given.map(([, asked]) => asked);
    const members = given.map(([name]) => MEMBERS[name] ?? name);
    const { text } = await insteadOfNothing('number', words, members, all);
    return { ...listed, found_nothing: text };
  },
});

/** Members of a number that have another name than their filter. */
const MEMBERS: Readonly<Record<string, string>> = { number_type: 'phone_number_type', tag: 'tags' };
