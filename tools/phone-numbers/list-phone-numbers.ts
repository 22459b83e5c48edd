import { z } from 'zod';
import { defineTool, field, ListOf, pageOf, pageQuery, paging, PartOfNumber, path } from '../../shared/mcp/tool/index.ts';
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
  output: ListOf(NumberSummary).extend({ found_nothing: z.string().optional() }),
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
    const given = Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${String(value)}`]));
    if (listed.data.length > 0 || page > 1 || given.length === 0) return listed;
    const all = await telnyx.get(path`/phone_numbers`, {
      query: { ...TOLERATE_MESSAGING_ERRORS, ...pageQuery({ page: 1, page_size: 50 }) },
      answer: pageOf(NumberSummary),
    });
    return { ...listed, found_nothing: `No number with ${given.join(', ')}. ${whatThereIs(all)}` };
  },
});

type Listed = z.output<ReturnType<typeof pageOf<typeof NumberSummary>>>;

/** What filters could find, so that the next one does. */
function whatThereIs({ data, total_results }: Listed): string {
  if (data.length === 0) return 'This account has no numbers at all.';
  const valuesOf = (name: string, value: (number: Listed['data'][number]) => string | readonly string[] | undefined) => {
    const values = [...new Set(data.flatMap((number) => value(number) ?? []))].filter((one) => one !== '');
    return values.length === 0 ? [] : [`${name} ${values.slice(0, MOST_VALUES).join(', ')}`];
  };
  const found = [
    ...valuesOf('status', ({ status }) => status),
    ...valuesOf('number_type', ({ phone_number_type }) => phone_number_type),
    ...valuesOf('country_iso_alpha2', ({ country_iso_alpha2 }) => country_iso_alpha2),
    ...valuesOf('tag', ({ tags }) => tags),
    ...valuesOf('connection_id', ({ connection_id }) => connection_id),
  ];
  return `The account has ${total_results ?? data.length} numbers${found.length === 0 ? '' : `, with ${found.join('; ')}`}.`;
}

const MOST_VALUES = 10;
