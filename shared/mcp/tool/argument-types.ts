import { z } from 'zod';
import { isPublicHost, LONGEST_WRITTEN_NUMBER, visibleText, withoutSeparators } from '../../platform/index.ts';
import { isServiceNumber, NO_SERVICE_NUMBER } from './service-number.ts';

/** Too long values are rejected by their form, so they are not searched for service numbers. */
const isNoServiceNumber = (value: string): boolean => value.length > LONGEST_WRITTEN_NUMBER || !isServiceNumber(value);

const EXPECTED = 'Expected +E.164, such as +13125550100.';

/**
 * A full telephone number: E.164 with its plus. Drops written separators, rejects emergency numbers.
 *
 * @see ITU-T E.164: at most 15 digits
 */
export const PhoneNumber = z
  .string()
  .overwrite(withoutSeparators)
  .refine(isNoServiceNumber, {
    error: NO_SERVICE_NUMBER,
    abort: true,
  })
  .regex(/^\+[1-9]\d{6,14}$/, EXPECTED);

/** The recipient of a message: a telephone number, or a short code of 4 to 8 digits. */
export const MessageRecipient = z
  .string()
  .overwrite(withoutSeparators)
  .refine(isNoServiceNumber, {
    error: NO_SERVICE_NUMBER,
    abort: true,
  })
  .regex(/^(\+[1-9]\d{6,14}|[1-9]\d{3,7})$/, `${EXPECTED} Short codes have 4 to 8 digits.`);

/** The sender of a message: a number or short code of the account, or an alphanumeric sender of at most 11 characters. */
export const MessageSender = z
  .string()
  .overwrite((value) => (/[A-Za-z]/.test(value) ? value.trim() : withoutSeparators(value)))
  .regex(
    /^(\+[1-9]\d{6,14}|[1-9]\d{3,7}|[\d ]*[A-Za-z][A-Za-z\d ]*)$/,
    `${EXPECTED} Or a short code, or 1 to 11 letters, digits and spaces.`,
  )
  .refine((value) => value.startsWith('+') || value.length <= 11, 'An alphanumeric sender has at most 11 characters.');

/** Characters that URL parsers drop or read differently: the host that is checked must be the host that is called. */
// eslint-disable-next-line no-control-regex -- control characters are among them
const AMBIGUOUS = /[\s\\\u0000-\u001f\u007f]/;

function isPublicUrl(value: string): boolean {
  if (AMBIGUOUS.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  return protocol === 'https:' && username === '' && password === '' && isPublicHost(hostname);
}

/** An https URL on a public host, without credentials: media that Telnyx fetches, webhooks that it calls. */
export const PublicUrl = z.string().max(2048).refine(isPublicUrl, 'Expected an https URL on a public host, without user name or password.');

/** A text that a person or an assistant reads or hears: only what can be seen of it is sent. Limits of its length apply after this. */
export const SentText = z
  .string()
  .refine(
    (text) => text === '' || visibleText(text).trim() !== '',
    'Nobody can see this text: it holds only spaces and invisible characters.',
  )
  .overwrite(visibleText);

/** The same as {@link SentText} for every text in JSON of any shape, names of members included. */
export function visibleMembers<Value>(value: Value): Value;
export function visibleMembers(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => visibleMembers(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [visibleText(name), visibleMembers(member)]));
}
