import { z } from 'zod';
import { LONGEST_WRITTEN_NUMBER, withoutSeparators } from '../../platform/index.ts';
import { isServiceNumber, NO_SERVICE_NUMBER } from './service-number.ts';

/** What is too long is refused for its form. */
const isNoServiceNumber = (value: string): boolean => value.length > LONGEST_WRITTEN_NUMBER || !isServiceNumber(value);

const HOW = 'Expected +E.164, such as +13125550100.';

/** A full telephone number, E.164 with plus (ITU-T E.164: at most 15 digits). Written separators are dropped; emergency numbers refused. */
export const PhoneNumber = z
  .string()
  .overwrite(withoutSeparators)
  .refine(isNoServiceNumber, {
    error: NO_SERVICE_NUMBER,
    abort: true,
  })
  .regex(/^\+[1-9]\d{6,14}$/, HOW);

/** Who a message may go to: a telephone number, or a short code of 4 to 8 digits. */
export const MessageRecipient = z
  .string()
  .overwrite(withoutSeparators)
  .refine(isNoServiceNumber, {
    error: NO_SERVICE_NUMBER,
    abort: true,
  })
  .regex(/^(\+[1-9]\d{6,14}|[1-9]\d{3,7})$/, `${HOW} Short codes have 4 to 8 digits.`);

/** What a message may come from: a number or short code of the account, or an alphanumeric sender of at most 11 characters. */
export const MessageSender = z
  .string()
  .overwrite((value) => (/[A-Za-z]/.test(value) ? value.trim() : withoutSeparators(value)))
  .regex(/^(\+[1-9]\d{6,14}|[1-9]\d{3,7}|[\d ]*[A-Za-z][A-Za-z\d ]*)$/, `${HOW} Or a short code, or 1 to 11 letters, digits and spaces.`)
  .refine((value) => value.startsWith('+') || value.length <= 11, 'An alphanumeric sender has at most 11 characters.');
