import { randomUUID } from 'node:crypto';
import { errorEntry } from '../errors.ts';
import type { Account } from './account.ts';
import { remember } from './account.ts';
import type { MessagingProfile } from './messaging-profile.ts';
import type { Money, Tariff } from './money.ts';
import { decimal } from './money.ts';
import type { Row } from './row.ts';
import { iso } from './row.ts';
import type { EncodedText } from './text-encoding.ts';
import { deliver } from './webhook-delivery.ts';
import { PACE } from './world.ts';

interface Amount {
  readonly amount: string;
}

/** A message, sent or received, as Telnyx sends it now. */
export interface Message extends Row {
  readonly direction: string;
  readonly type: string;
  readonly messaging_profile_id: string;
  readonly from: { readonly phone_number: string; readonly status?: string };
  readonly to: [{ readonly phone_number: string; status: string }];
  readonly webhook_url: string | null;
  readonly webhook_failover_url: string | null;
  readonly parts: number;
  readonly cost: Amount;
  readonly cost_breakdown: { readonly rate: Amount; readonly carrier_fee: Amount };
  readonly received_at: string;
  sent_at: string | null;
  completed_at: string | null;
  errors: readonly { readonly code: string }[];
}

/** What a message is made from. */
export interface NewMessage {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly subject?: string | undefined;
  readonly mediaUrls?: readonly string[];
  readonly encoded: EncodedText;
  readonly profile: MessagingProfile;
  readonly webhookUrl: string | null;
  readonly webhookFailoverUrl: string | null;
  readonly price: Tariff;
}

/** Messages can be read by id for ten days. */
export const RETENTION_MS = 10 * 24 * 3600 * 1000;

/** The validity period of a message that names none. */
const VALIDITY_MS = 3600 * 1000;

/** An account keeps this many. */
const MAX_MESSAGES = 50_000;

const NO_CAMPAIGN = { tcr_campaign_id: null, tcr_campaign_billable: false, tcr_campaign_registered: null };
const WIRELESS = { carrier: 'Simulated Wireless', line_type: 'Wireless' };
const TELNYX = { carrier: 'Telnyx', line_type: 'VoIP' };

export const costOf = ({ rate, carrierFee }: Tariff, { parts }: EncodedText): Money => (rate + carrierFee) * parts;

const usd = (amount: Money) => ({ amount: decimal(amount, 4), currency: 'USD' });

function createMessage({ organizationId }: Account, message: NewMessage, now: number) {
  const { encoded, price, text } = message;
  return {
    record_type: 'message',
    id: randomUUID(),
    type: message.type,
    organization_id: organizationId,
    messaging_profile_id: message.profile.id,
    cc: [],
    text,
    subject: message.subject ?? null,
    media: (message.mediaUrls ?? []).map((url) => ({ url, content_type: null, sha256: null, size: null })),
    webhook_url: message.webhookUrl,
    webhook_failover_url: message.webhookFailoverUrl,
    encoding: encoded.encoding,
    parts: encoded.parts,
    num_chars: Array.from(text).length,
    tags: [],
    cost: usd(costOf(price, encoded)),
    cost_breakdown: { rate: usd(price.rate), carrier_fee: usd(price.carrierFee) },
    ...NO_CAMPAIGN,
    received_at: iso(now),
    sent_at: null,
    completed_at: null,
    valid_until: null,
    errors: [],
  };
}

/** Sends an event with the message as it is now. */
function tell(account: Account, message: Message, event: string, at: number): void {
  if (!message.webhook_url) return;
  const target = { url: message.webhook_url, failoverUrl: message.webhook_failover_url };
  deliver(account, target, event, structuredClone(message), at);
}

/**
 * A message leaves at `dueAt`, which is later than now only for a scheduled one: scheduled → queued → sent → delivered, or delivery_failed for
 * numbers that end in 0199. Its webhook gets an event when it is sent and when its final status is known.
 */
export function sendMessage(account: Account, plan: NewMessage, now: number, dueAt: number): Message {
  const recipient = { phone_number: plan.to, status: dueAt > now ? 'scheduled' : 'queued', ...WIRELESS };
  const message: Message = {
    ...createMessage(account, plan, now),
    direction: 'outbound',
    from: { phone_number: plan.from, ...TELNYX },
    to: [recipient],
    valid_until: iso(dueAt + VALIDITY_MS),
    smart_encoding_applied: false,
    wait_seconds: PACE.sentMs / 1000,
  };
  const { timeline } = account;
  timeline.schedule(dueAt, () => {
    recipient.status = 'queued';
  });
  timeline.schedule(dueAt + PACE.sentMs, (at) => {
    recipient.status = 'sent';
    message.sent_at = iso(at);
    tell(account, message, 'message.sent', at);
  });
  timeline.schedule(dueAt + PACE.deliveredMs, (at) => {
    const fails = plan.to.endsWith('0199');
    recipient.status = fails ? 'delivery_failed' : 'delivered';
    message.completed_at = iso(at);
    if (fails) message.errors = [errorEntry('40001')];
    tell(account, message, 'message.finalized', at);
  });
  remember(account.messages, message, MAX_MESSAGES);
  return message;
}

/** A message from outside arrives. */
export function receiveMessage(account: Account, plan: NewMessage, now: number): Message {
  const message: Message = {
    ...createMessage(account, plan, now),
    direction: 'inbound',
    from: { phone_number: plan.from, ...WIRELESS, status: 'received' },
    to: [{ phone_number: plan.to, status: 'delivered', ...TELNYX }],
    sent_at: iso(now),
    completed_at: iso(now),
  };
  remember(account.messages, message, MAX_MESSAGES);
  tell(account, message, 'message.received', now);
  return message;
}
