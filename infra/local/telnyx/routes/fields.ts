import { z } from 'zod';
import { E164 } from '../state/countries.ts';

/** Fields that several operations share. A custom check names Telnyx's error code in its params. */
const httpUrl = (value: string) => value === '' || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol));

/** An http(s) URL; the empty string means none. */
export const WebhookUrl = z.string().refine(httpUrl, { params: { code: '10015' }, message: 'The URL provided was invalid, malformed, or too long.' });

/** A number in +E.164. */
export const PhoneNumber = z
  .string()
  .refine((value) => E164.test(value), { params: { code: '10016' }, message: 'The specified phone number parameter must be in +E.164 format.' });
