import { z } from 'zod';
import { defineTool, field, ListOf, pageOf, pageQuery, paging, path } from '../../shared/mcp/tool/index.ts';
import { NumberSummary, TOLERATE_MESSAGING_ERRORS } from './support/phone-number.ts';

export const listPhoneNumbers = defineTool({
  name: 'list_phone_numbers',
  title: "List the account's phone numbers",
  risk: 'read',
  description: 'List the numbers this account owns or has ordered, newest first. For sale: list_available_phone_numbers.',
  input: z.object({
    phone_number: z
      .string()
      .max(100, { error: 'Expected 3 to 15 digits.', abort: true })
      .overwrite((value) => value.replace(/[\s+().-]/g, ''))
      .regex(/^\d{3,15}$/, 'Expected 3 to 15 digits.')
      .optional()
      .describe('Or 3 or more digits of it'),
    status: z
      .enum([
        'purchase-pending',
        'purchase-failed',
        'port-pending',
        'active',
        'deleted',
        'port-failed',
        'emergency-only',
        'ported-out',
        'port-out-pending',
      ])
      .optional(),
    number_type: z.enum(['local', 'national', 'toll_free', 'mobile', 'shared_cost']).optional(),
    country_iso_alpha2: z.array(field.CountryCode).min(1).max(250).optional(),
    tag: z.string().min(1).optional(),
    connection_id: field.NumericId.optional(),
    customer_reference: z.string().min(1).optional(),
    sort: z.enum(['purchased_at', 'phone_number', 'connection_name', 'usage_payment_method']).optional(),
    ...paging(),
  }),
  output: ListOf(NumberSummary),
  run: (input, { telnyx }) =>
    telnyx.get(path`/phone_numbers`, {
      query: {
        'filter[phone_number]': input.phone_number,
        'filter[status]': input.status,
        'filter[number_type][eq]': input.number_type,
        'filter[country_iso_alpha2]': input.country_iso_alpha2,
        'filter[tag]': input.tag,
        'filter[connection_id]': input.connection_id,
        'filter[customer_reference]': input.customer_reference,
        sort: input.sort,
        ...TOLERATE_MESSAGING_ERRORS,
        ...pageQuery(input),
      },
      answer: pageOf(NumberSummary),
    }),
});
