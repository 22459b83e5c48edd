import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { NumberOrId, ownNumber } from './support/number-or-id.ts';
import { NumberRecord } from './support/phone-number.ts';

export const getPhoneNumber = defineTool({
  name: 'get_phone_number',
  title: 'Get a phone number',
  risk: 'read',
  description: 'Read all settings of a number this account owns.',
  input: z.object({ phone_number: NumberOrId.describe('Or its id') }),
  formerArguments: { id: 'phone_number' },
  output: NumberRecord,
  run: ({ phone_number }, { telnyx }) =>
    phone_number.startsWith('+')
      ? ownNumber(phone_number, { telnyx })
      : telnyx.get(path`/phone_numbers/${phone_number}`, { answer: field.data(NumberRecord, 'id') }),
});
