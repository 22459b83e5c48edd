import { z } from 'zod';
import {
  defineTool,
  field,
  InputError,
  isUsaOrCanada,
  MessageRecipient,
  MessageSender,
  path,
  PublicUrl,
  SentText,
} from '../../shared/mcp/tool/index.ts';
import { isOurs } from '../inbox/support/receivers.ts';
import { Message, ShownMessage } from './support/message.ts';
import { onlySender } from './support/sender.ts';

const isAlphanumeric = (from: string | undefined): boolean => from !== undefined && /[A-Za-z]/.test(from);

/** Telnyx's answers and its documentation also write "GSM-7" and "UCS-2". */
const withoutHyphen = (given: unknown) => (typeof given === 'string' ? given.toLowerCase().replace('-', '') : given);

/** A picture without words: some models write "" for them. */
const unlessEmpty = (value: typeof SentText) => value.optional().overwrite((text) => (text === '' ? undefined : text));

const SOONEST_MS = 5 * 60_000;
const LATEST_MS = 5 * 24 * 3_600_000;

/**
 * @param written ISO 8601 with a zone
 * @param now ms since the epoch
 * @returns the same time in UTC
 * @throws InputError for a time that Telnyx would reject
 */
function sendTime(written: string, now: number): string {
  const time = new Date(written);
  const ahead = time.getTime() - now;
  if (ahead >= SOONEST_MS && ahead <= LATEST_MS) return time.toISOString();
  throw new InputError(`send_at: Expected a time 5 minutes to 5 days ahead of now, which is ${new Date(now).toISOString()}.`);
}

const STATES_ELSEWHERE = 'Its delivery is told to webhook_url and not to the inbox: wait_for will not see it, get_message does.';

/** Not idempotent at Telnyx, so never retried: a call sends at most once. */
export const sendMessage = defineTool({
  name: 'send_message',
  title: 'Send a text message',
  risk: 'outbound',
  parties: { to: 'to', from: 'from' },
  guard: {
    counts: 'messages',
    windowMs: 10 * 60_000,
    aside: ['encoding', 'auto_detect', 'webhook_url', 'webhook_failover_url', 'use_profile_webhooks'],
    words: ['text', 'subject'],
    keyed: true,
  },
  description:
    'Send one SMS or MMS: reaches a person, costs per part. Only a scheduled one can be recalled (cancel_message). ' +
    '"queued" is not "delivered": wait_for with message_id tells; with own and peer it tells the reply.',
  input: z
    .object({
      to: MessageRecipient.describe('+E.164 or short code'),
      from: MessageSender.optional().describe("The account's number, or letters (then messaging_profile_id too). Default: its only one"),
      messaging_profile_id: field.Uuid.optional().describe('Without from: its number pool sends'),
      text: unlessEmpty(SentText.max(10_000)),
      media_urls: z.array(PublicUrl).min(1).max(10).optional().describe('MMS; under 1 MB in total'),
      subject: unlessEmpty(SentText.max(255)).describe('MMS only'),
      type: z.enum(['SMS', 'MMS']).optional(),
      encoding: z.preprocess(withoutHyphen, z.enum(['auto', 'gsm7', 'ucs2'])).optional(),
      auto_detect: z.boolean().optional(),
      send_at: field.Timestamp.optional().describe('ISO 8601 with zone, 5 minutes to 5 days ahead'),
      webhook_url: PublicUrl.optional(),
      webhook_failover_url: PublicUrl.optional(),
      use_profile_webhooks: z.boolean().optional(),
    })
    .refine(({ text, media_urls }) => text !== undefined || media_urls !== undefined, 'Give text or media_urls.')
    .refine(
      ({ type, media_urls, subject }) => type !== 'MMS' || media_urls !== undefined || subject !== undefined,
      'An MMS has media_urls or a subject: give one, or leave out type.',
    )
    .refine(
      ({ type, media_urls, subject }) => type !== 'SMS' || (media_urls === undefined && subject === undefined),
      'An SMS has text alone: leave out type to send media_urls or a subject as MMS.',
    )
    .refine(
      ({ from, messaging_profile_id }) => !isAlphanumeric(from) || messaging_profile_id !== undefined,
      'A sender of letters needs messaging_profile_id: list_messaging_profiles has the ids.',
    )
    .refine(
      ({ from, to }) => !isAlphanumeric(from) || !isUsaOrCanada(to),
      'No sender of letters reaches the USA, Canada or Puerto Rico: give as from a number of this account (list_phone_numbers).',
    )
    .refine(
      ({ from, type, media_urls, subject }) =>
        !isAlphanumeric(from) || (type !== 'MMS' && media_urls === undefined && subject === undefined),
      'A sender of letters sends SMS only: leave out media_urls, subject and type MMS, or give as from a number of this account (list_phone_numbers).',
    ),
  rare: ['auto_detect', 'webhook_failover_url', 'use_profile_webhooks'],
  output: ShownMessage,
  links: ['media.url'],
  run: async ({ send_at, ...input }, context) => {
    const at = send_at === undefined ? undefined : sendTime(send_at, context.clock());
    const only = input.from === undefined && input.messaging_profile_id === undefined ? await onlySender(context) : undefined;
    const body = { ...input, from: input.from ?? only, send_at: at };
    const message = await context.telnyx.post(path`/messages`, { body, answer: field.data(Message, 'id') });
    const { text = input.text, subject = input.subject, send_at: scheduled = at } = message;
    const notes = [
      ...(only === undefined ? [] : [`Sent from ${only}, the only number of this account that can text.`]),
      ...(input.webhook_url === undefined || isOurs(input.webhook_url, context.inbox) ? [] : [STATES_ELSEWHERE]),
    ];
    return { ...message, note: notes.length === 0 ? undefined : notes.join(' '), text, subject, send_at: scheduled };
  },
});
