import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refuse } from '../errors.ts';
import type { Call, Route } from '../operation.ts';
import { data, found, parseBody } from '../operation.ts';
import { charge } from '../state/account.ts';
import { countryOf, E164 } from '../state/countries.ts';
import type { Message } from '../state/message.ts';
import { costOf, RETENTION_MS, wireMessage } from '../state/message.ts';
import { remember } from '../state/message-store.ts';
import { scheduleEvents } from '../state/message-events.ts';
import { tariff } from '../state/tariff.ts';
import { encodeText, fitsGsm7 } from '../state/text-encoding.ts';
import { WebhookUrl } from './fields.ts';
import { resolveSender, SHORT_CODE } from './message-sender.ts';

const MINUTE_MS = 60_000;
const MAX_PARTS = 10;
const MAX_MEDIA = 10;

/** `to` is one string: a list is for POST /messages/group_mms. */
const Destination = z.custom<string>((value) => typeof value === 'string' && (E164.test(value) || SHORT_CODE.test(value)), {
  params: { code: '10016' },
  message: "The 'to' parameter must be in E164 format.",
});

const NewMessage = z.object({
  to: Destination,
  from: z.string().optional(),
  text: z.string().optional(),
  media_urls: z.array(WebhookUrl).optional(),
  messaging_profile_id: z.string().optional(),
  subject: z.string().optional(),
  type: z.enum(['SMS', 'MMS']).optional(),
  send_at: z.iso.datetime({ offset: true }).nullish(),
  webhook_url: WebhookUrl.optional(),
  webhook_failover_url: WebhookUrl.optional(),
  use_profile_webhooks: z.boolean().default(true),
  auto_detect: z.boolean().default(false),
  encoding: z.enum(['auto', 'gsm7', 'ucs2']).default('auto'),
});

/** When the message leaves: now, or at `send_at`, which must lie 5 minutes to 5 days ahead. */
function dueTime(sendAt: string | null | undefined, now: number): number {
  if (sendAt === undefined || sendAt === null) return now;
  const due = Date.parse(sendAt);
  if (due < now + 5 * MINUTE_MS || due > now + 5 * 24 * 60 * MINUTE_MS)
    throw refuse(422, '10015', '/send_at', 'The message can be scheduled 5 minutes to 5 days ahead.');
  return due;
}

function sendMessage(call: Call) {
  const { account, world, now } = call;
  const body = parseBody(call, NewMessage);
  const media = body.media_urls ?? [];
  const text = body.text ?? '';
  if (text === '' && media.length === 0) throw refuse(400, '40316');
  if (media.length > MAX_MEDIA) throw refuse(400, '40317', '/media_urls');
  const dueAt = dueTime(body.send_at, now);
  const { from, profile } = resolveSender(call, body.from, body.messaging_profile_id);
  const country = countryOf(SHORT_CODE.test(body.to) ? from : body.to);
  if (country === undefined) throw refuse(400, '40310', '/to');
  const allowed = profile.settings.whitelisted_destinations;
  if (!allowed.includes('*') && !allowed.includes(country))
    throw refuse(400, '40309', '/to', `The destination region '${country}' is not whitelisted on the messaging profile.`);
  if (body.encoding === 'gsm7' && !fitsGsm7(text))
    throw refuse(422, '10015', '/encoding', 'The text has characters that the GSM-7 alphabet lacks.');
  const type = media.length > 0 || body.type === 'MMS' ? 'MMS' : 'SMS';
  const measured = encodeText(text, body.encoding);
  const encoded = type === 'MMS' ? { ...measured, parts: 1 } : measured;
  if (encoded.parts > MAX_PARTS) throw refuse(400, '40302', '/text');
  const message: Message = {
    id: randomUUID(),
    direction: 'outbound',
    type,
    from,
    to: body.to,
    text,
    subject: body.subject ?? null,
    mediaUrls: media,
    encoded,
    profileId: profile.id,
    profileName: profile.settings.name,
    organizationId: account.organizationId,
    country,
    webhookUrl: body.webhook_url ?? (body.use_profile_webhooks ? profile.settings.webhook_url : null),
    webhookFailoverUrl: body.webhook_failover_url ?? (body.use_profile_webhooks ? profile.settings.webhook_failover_url : null),
    ...tariff(type, country),
    receivedAt: now,
    dueAt,
  };
  charge(account, costOf(message));
  remember(account, message);
  scheduleEvents(account, message, world.pace);
  return data(wireMessage(message, world.pace, now));
}

function getMessage({ account, world, now, param }: Call) {
  const message = found(account.messages.get(param('id')));
  if (now - message.receivedAt > RETENTION_MS) throw refuse(404, '10005', '/');
  return data(wireMessage(message, world.pace, now));
}

export const messageRoutes: readonly Route[] = [
  { method: 'POST', path: '/messages', handle: sendMessage },
  { method: 'GET', path: '/messages/{id}', handle: getMessage },
];
