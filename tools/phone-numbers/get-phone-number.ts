import { z } from 'zod';
import { defineTool, field, pageOf, path, UpstreamClientError } from '../../shared/mcp/tool/index.ts';
import { NumberRecord, TOLERATE_MESSAGING_ERRORS } from './support/phone-number.ts';

/** Telnyx finds a number by its id only. For a telephone number, the list has the same record. */
export const getPhoneNumber = defineTool({
  name: 'get_phone_number',
  title: 'Get a phone number',
  risk: 'read',
  description: 'Read all settings of one number this account owns.',
  input: z.object({
    id: z
      .string()
      .regex(/^(\d{1,20}|\+[1-9]\d{6,14})$/, 'Expected an id of digits, or the number in +E.164.')
      .describe('Id, or the number in +E.164'),
  }),
  output: NumberRecord,
  run: async ({ id }, { telnyx }) => {
    if (!id.startsWith('+')) {
      return telnyx.get(path`/phone_numbers/${id}`, {
        answer: field.data(NumberRecord, 'id'),
      });
    }
    const { data } = await telnyx.get(path`/phone_numbers`, {
      query: {
        'filter[phone_number]': id.slice(1),
        ...TOLERATE_MESSAGING_ERRORS,
      },
      answer: pageOf(NumberRecord),
    });
    const match = data.find(({ phone_number }) => phone_number === id);
    if (match === undefined) {
      throw new UpstreamClientError(404, [{ title: `This account has no number ${id}` }]);
    }
    return match;
  },
});
