import { z } from 'zod';
import { defineTool, field, path, PhoneNumber } from '../../shared/mcp/tool/index.ts';

const Requirements = field.list(z.object({ requirement_id: field.text(), field_type: field.text(), field_value: field.text() }));

const OrderedNumber = z.object({
  phone_number: field.text(),
  status: field.text(),
  phone_number_type: field.text(),
  country_code: field.text(),
  requirements_met: field.flag(),
  requirements_status: field.text(),
  deadline: field.text(),
  regulatory_requirements: Requirements,
});

const NumberOrder = z.object({
  id: field.text(),
  status: field.text().describe('pending, success or failure'),
  phone_numbers: field.list(OrderedNumber),
  phone_numbers_count: field.count(),
  requirements_met: field.flag(),
  sub_number_orders_ids: field.texts(),
  connection_id: field.text(),
  messaging_profile_id: field.text(),
  billing_group_id: field.text(),
  customer_reference: field.text(),
});

/** Most orders have none of these, and an empty list says nothing. */
const unlessEmpty = <List extends readonly unknown[]>(list: List | undefined) => (list?.length === 0 ? undefined : list);

const ShownOrder = NumberOrder.extend({
  phone_numbers: field.list(OrderedNumber.extend({ regulatory_requirements: Requirements.overwrite(unlessEmpty) })),
  sub_number_orders_ids: field.texts().overwrite(unlessEmpty),
});

/** Also takes a number alone, and numbers instead of objects. */
const asList = (given: unknown) => (typeof given === 'string' ? [given] : given);
const asObject = (given: unknown) => (typeof given === 'string' ? { phone_number: given } : given);

/** Not idempotent at Telnyx, so never retried: a call orders at most once. */
export const createNumberOrder = defineTool({
  name: 'create_number_order',
  title: 'Buy phone numbers',
  risk: 'purchase',
  parties: { bought: 'phone_numbers' },
  guard: { counts: 'numbers', windowMs: 24 * 3_600_000, aside: ['customer_reference'], keyed: true },
  description:
    'Buy numbers just found with list_available_phone_numbers: upfront price now, monthly price from then on. ' +
    'Confirm numbers and prices first. To text, a number needs messaging_profile_id; for calls, connection_id. ' +
    '"pending" is not owned yet: see list_phone_numbers.',
  input: z.object({
    phone_numbers: z.preprocess(
      asList,
      z
        .array(z.preprocess(asObject, z.strictObject({ phone_number: PhoneNumber, requirement_group_id: field.Uuid.optional() })))
        .min(1)
        .max(50)
        .refine((items) => new Set(items.map((item) => item.phone_number)).size === items.length, 'This order has the same number twice.'),
    ),
    connection_id: field.NumericId.optional(),
    messaging_profile_id: field.Uuid.optional(),
    billing_group_id: z.string().min(1).max(64).optional(),
    customer_reference: z.string().min(1).max(255).optional(),
  }),
  output: ShownOrder,
  run: (input, { telnyx }) =>
    telnyx.post(path`/number_orders`, {
      body: input,
      answer: field.data(NumberOrder, 'id'),
    }),
});
