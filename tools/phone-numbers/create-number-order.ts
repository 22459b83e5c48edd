import { z } from 'zod';
import { defineTool, field, path, PhoneNumber } from '../../shared/mcp/tool/index.ts';

const NumberOrder = z.object({
  id: field.text(),
  status: field.text().describe('pending, success or failure'),
  phone_numbers: field.list(
    z.object({
      id: field.text(),
      phone_number: field.text(),
      status: field.text(),
      requirements_met: field.flag(),
      requirements_status: field.text(),
      regulatory_requirements: field.list(z.object({ requirement_id: field.text(), field_type: field.text() })),
    }),
  ),
  phone_numbers_count: field.count(),
  requirements_met: field.flag(),
  sub_number_orders_ids: field.texts(),
  connection_id: field.text(),
  messaging_profile_id: field.text(),
  billing_group_id: field.text(),
  customer_reference: field.text(),
  created_at: field.text(),
});

/** Not idempotent at Telnyx, so never retried: a call orders at most once. */
export const createNumberOrder = defineTool({
  name: 'create_number_order',
  title: 'Buy phone numbers',
  risk: 'purchase',
  parties: { bought: 'phone_numbers' },
  description:
    'Buy numbers found with list_available_phone_numbers: upfront price now, monthly price from then on. Confirm numbers and prices first. ' +
    '"pending" is not owned yet: see list_phone_numbers later.',
  input: z.object({
    phone_numbers: z
      .array(
        z.strictObject({
          phone_number: PhoneNumber,
          requirement_group_id: field.Uuid.optional(),
        }),
      )
      .min(1)
      .max(50)
      .refine(
        (items) => new Set(items.map((item) => item.phone_number)).size === items.length,
        'The same number stands twice in this order.',
      ),
    connection_id: field.NumericId.optional(),
    messaging_profile_id: field.Uuid.optional(),
    billing_group_id: z.string().min(1).max(64).optional(),
    customer_reference: z.string().min(1).max(255).optional(),
  }),
  output: NumberOrder,
  run: (input, { telnyx }) =>
    telnyx.post(path`/number_orders`, {
      body: input,
      answer: field.data(NumberOrder, 'id'),
    }),
});
