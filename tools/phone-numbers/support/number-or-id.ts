import { z } from 'zod';
import { InputError, lackingAs, pageOf, path, PhoneNumber, type ToolContext } from '../../../shared/mcp/tool/index.ts';
import { NumberRecord, TOLERATE_MESSAGING_ERRORS } from './phone-number.ts';

/** As many digits as a telephone number has. Ids have more, or few. */
const LIKE_NUMBER = /^\d{10,15}$/;

/** A number of the account, by its id or in +E.164 however it is written. */
export const NumberOrId = z.string().transform((written, context) => {
  if (/^\d{1,20}$/.test(written) && !LIKE_NUMBER.test(written)) return written;
  const number = PhoneNumber.safeParse(written);
  if (number.success) return number.data;
  context.addIssue(`${number.error.issues[0]?.message ?? ''} Or the id of the number.`);
  return z.NEVER;
});

/**
 * Telnyx finds a number by its id only. For a telephone number, the list has the same record.
 *
 * @param number in +E.164
 * @throws InputError if this account does not have it
 */
export async function ownNumber(number: string, { telnyx }: Pick<ToolContext, 'telnyx'>) {
  const found = await telnyx.get(path`/phone_numbers`, {
    query: { 'filter[phone_number]': number.slice(1), ...TOLERATE_MESSAGING_ERRORS },
    answer: pageOf(NumberRecord),
  });
  const match = found.data.find(({ phone_number }) => phone_number === number);
  if (match === undefined) throw new InputError(`This account has no number ${number}: list_phone_numbers shows those it has.`);
  // What the list lacks, such as messaging fields, may be missing here.
  return lackingAs({ ...match }, found);
}
