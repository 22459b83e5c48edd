import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';

const AvailableNumber = z.object({
  phone_number: field.text(),
  cost_information: field.object({
    monthly_cost: field.text(),
    upfront_cost: field.text(),
    currency: field.text(),
  }),
  features: field.list(z.object({ name: field.text() })),
  region_information: field.list(z.object({ region_type: field.text(), region_name: field.text() })),
  best_effort: field.flag(),
  quickship: field.flag(),
  reservable: field.flag(),
});

const Totals = {
  total_results: field.count(),
  best_effort_results: field.count(),
};

const digits = () =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'Expected digits.')
    .optional();

/** This search has no pages, only `limit`. */
export const listAvailablePhoneNumbers = defineTool({
  name: 'list_available_phone_numbers',
  title: 'Search phone numbers for sale',
  risk: 'read',
  description: 'Search numbers for sale, with prices. Buy with create_number_order.',
  input: z.object({
    country_code: field.CountryCode.optional(),
    national_destination_code: digits().describe('Area code'),
    locality: z.string().min(1).optional(),
    administrative_area: z.string().min(1).optional().describe('State or province code; US, CA'),
    rate_center: z.string().min(1).optional().describe('US, CA'),
    phone_number_type: z.enum(['local', 'toll_free', 'mobile', 'national', 'shared_cost']).optional(),
    features: z
      .array(z.enum(['sms', 'mms', 'voice', 'fax', 'emergency', 'hd_voice', 'international_sms', 'local_calling']))
      .min(1)
      .max(8)
      .optional(),
    starts_with: digits().describe('After a given area code'),
    ends_with: digits(),
    contains: digits(),
    best_effort: z.boolean().optional().describe('Also near misses; US, CA'),
    quickship: z.boolean().optional(),
    reservable: z.boolean().optional(),
    exclude_held_numbers: z.boolean().optional(),
    limit: z.int().min(1).max(100).default(10),
  }),
  output: z.object({
    data: z.array(AvailableNumber),
    ...Totals,
    truncated: field.text(),
  }),
  run: (input, { telnyx }) =>
    telnyx.get(path`/available_phone_numbers`, {
      query: {
        'filter[country_code]': input.country_code,
        'filter[national_destination_code]': input.national_destination_code,
        'filter[locality]': input.locality,
        'filter[administrative_area]': input.administrative_area,
        'filter[rate_center]': input.rate_center,
        'filter[phone_number_type]': input.phone_number_type,
        'filter[features]': input.features,
        'filter[phone_number][starts_with]': input.starts_with,
        'filter[phone_number][ends_with]': input.ends_with,
        'filter[phone_number][contains]': input.contains,
        'filter[best_effort]': input.best_effort,
        'filter[quickship]': input.quickship,
        'filter[reservable]': input.reservable,
        'filter[exclude_held_numbers]': input.exclude_held_numbers,
        'filter[limit]': input.limit,
      },
      answer: z.object({ data: z.array(AvailableNumber), meta: field.object(Totals) }).transform(({ data, meta }) => ({ data, ...meta })),
    }),
});
