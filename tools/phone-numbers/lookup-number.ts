import { z } from 'zod';
import { defineTool, field, path, PhoneNumber } from '../../shared/mcp/tool/index.ts';

const NumberLookup = z.object({
  phone_number: field.text(),
  country_code: field.text(),
  national_format: field.text(),
  carrier: field.object({
    name: field.text(),
    normalized_carrier: field.text(),
    type: field.text().describe('mobile, voip, fixed line, toll free, …'),
    mobile_country_code: field.text(),
    mobile_network_code: field.text(),
    error_code: field.text(),
  }),
  caller_name: field.object({
    caller_name: field.text(),
    error_code: field.text(),
  }),
  portability: field.object({
    line_type: field.text(),
    ported_status: field.text(),
    ported_date: field.text(),
    spid_carrier_name: field.text(),
    city: field.text(),
    state: field.text(),
    lrn: field.text(),
    ocn: field.text(),
  }),
});

export const lookupNumber = defineTool({
  name: 'lookup_number',
  title: 'Look up a phone number',
  risk: 'read',
  paid: true,
  description: 'Look up any phone number: carrier and line type, or registered caller name. Each costs a little.',
  input: z.object({
    phone_number: PhoneNumber,
    type: z.enum(['carrier', 'caller-name']).optional().describe('Without: country and format'),
  }),
  output: NumberLookup,
  strangersWrote: () => true,
  run: ({ phone_number, type }, { telnyx }) =>
    telnyx.get(path`/number_lookup/${phone_number}`, {
      query: { type },
      answer: field.data(NumberLookup, 'phone_number'),
    }),
});
