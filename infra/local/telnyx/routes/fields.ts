import { z } from 'zod';
import { E164 } from '../state/countries.ts';

/** Fields that several operations share. A custom check names Telnyx's error code in its params. */
const httpUrl = (value: string) => value === '' || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol));

/** An http(s) URL; the empty string means none. */
export const WebhookUrl = z
  .string()
  .refine(httpUrl, { params: { code: '10015' }, message: 'The URL provided was invalid, malformed, or too long.' });

/** A number in +E.164. */
export const PhoneNumber = z.string().refine((value) => E164.test(value), {
  params: { code: '10016' },
  message: 'The specified phone number parameter must be in +E.164 format.',
});

const isDestination = (value: unknown): value is string =>
  typeof value === 'string' && (/^\+[1-9]\d{1,14}(,[0-9A-D*#wW]{1,64})?$/.test(value) || /^sips?:[^\s@]+@[^\s@]+$/.test(value));

const NO_DESTINATION = { params: { code: '10016' }, message: "The 'to' parameter must be in E164 format." };

/** Where a call may go: a number in +E.164, perhaps with digits to dial after a comma, or a SIP URI. */
export const Destination = z.custom<string>(isDestination, NO_DESTINATION);

/** One of them or a list. */
export const Destinations = z.custom<string | string[]>(
  (value) => isDestination(value) || (Array.isArray(value) && value.length > 0 && value.every(isDestination)),
  NO_DESTINATION,
);

/** Base64 text that comes back with every event. */
export const ClientState = z
  .string()
  .refine((value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0, {
    params: { code: '10015' },
    message: 'The client_state must be a valid base64 encoded string.',
  })
  .optional();

export const Recording = z.object({
  record: z.enum(['record-from-answer']).optional(),
  record_channels: z.enum(['single', 'dual']).optional(),
  record_format: z.enum(['wav', 'mp3']).optional(),
});

/** How a leg is dialled, by a new call or a transfer. */
export const DialOptions = Recording.extend({
  from_display_name: z.string().max(128).optional(),
  timeout_secs: z.int().min(5).max(600).default(30),
  time_limit_secs: z.int().min(30).max(14_400).default(14_400),
  answering_machine_detection: z.enum(['premium', 'detect', 'detect_beep', 'detect_words', 'greeting_end', 'disabled']).default('disabled'),
  audio_url: z.string().optional(),
  media_name: z.string().optional(),
  send_digits_on_answer: z
    .string()
    .regex(/^[0-9A-DwW*#]{1,64}$/)
    .optional(),
});
