import { z } from 'zod';
import { defineTool, field, InputError, MessageRecipient, MessageSender, path, PublicUrl, SentText } from '../../shared/mcp/tool/index.ts';
import { Message, ShownMessage } from './support/message.ts';

const ALPHANUMERIC = /[A-Za-z]/;

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

/** Not idempotent at Telnyx, so never retried: a call sends at most once. */
export const sendMessage = defineTool({
  name: 'send_message',
  title: 'Send a text message',
  risk: 'outbound',
  parties: { to: 'to', from: 'from' },
  description:
    'Send one SMS or MMS: reaches a person, costs per part. Only a scheduled one can be recalled (cancel_message). ' +
    '"queued" is not "delivered": ask get_message a few seconds later.',
  input: z
    .object({
      to: MessageRecipient.describe('+E.164 or short code'),
      from: MessageSender.optional().describe('A number you own, or letters (then messaging_profile_id too)'),
      messaging_profile_id: field.Uuid.optional().describe('Without from: its number pool sends'),
      text: SentText.min(1).max(10_000).optional(),
      media_urls: z.array(PublicUrl).min(1).max(10).optional().describe('MMS; under 1 MB in total'),
      subject: SentText.max(255).optional().describe('MMS only'),
      type: z.enum(['SMS', 'MMS']).optional(),
      encoding: z.enum(['auto', 'gsm7', 'ucs2']).optional(),
      auto_detect: z.boolean().optional(),
      send_at: field.Timestamp.optional().describe('5 minutes to 5 days ahead'),
      webhook_url: PublicUrl.optional(),
      webhook_failover_url: PublicUrl.optional(),
      use_profile_webhooks: z.boolean().optional(),
    })
    .refine((input) => input.text !== undefined || input.media_urls !== undefined, 'Give text or media_urls.')
    .refine(
      (input) => input.messaging_profile_id !== undefined || (input.from !== undefined && !ALPHANUMERIC.test(input.from)),
      'Give from (a number of this account), or messaging_profile_id for an alphanumeric sender or the number pool.',
    ),
  output: ShownMessage,
  links: ['media.url'],
  run: async (input, { telnyx, clock }) => {
    const at = input.send_at === undefined ? undefined : sendTime(input.send_at, clock());
    const message = await telnyx.post(path`/messages`, { body: { ...input, send_at: at }, answer: field.data(Message, 'id') });
    const { text = input.text, subject = input.subject, send_at = at } = message;
    return { ...message, text, subject, send_at };
  },
});
