import { randomUUID } from 'node:crypto';
import { errorEntry } from '../errors.ts';
import type { Account } from './account.ts';
import { remember } from './account.ts';
import type { MessagingProfile } from './messaging-profile.ts';
import type { Money, Tariff } from './money.ts';
import { decimal, money } from './money.ts';
import type { Row } from './row.ts';
import { iso } from './row.ts';
import type { EncodedText } from './text-encoding.ts';
import type { WebhookTarget } from './webhook-delivery.ts';
import { deliver } from './webhook-delivery.ts';
import { PACE } from './world.ts';

interface Amount {
  readonly amount: string;
}

/** A message, sent or received, as Telnyx sends it now. */
export interface Message extends Row {
  readonly direction: string;
  readonly type: string;
  readonly text: string;
  readonly media: readonly { readonly url: string }[];
  readonly messaging_profile_id: string;
  readonly from: { readonly phone_number: string; readonly status?: string };
  readonly to: [{ readonly phone_number: string; status: string }];
  readonly webhook_url: string | null;
  readonly webhook_failover_url: string | null;
  readonly parts: number;
  cost: Amount;
  cost_breakdown: { readonly rate: Amount; readonly carrier_fee: Amount } | null;
  readonly received_at: string;
  readonly send_at?: string;
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
  /** Whether the profile's URLs are tried after the message's own. */
  readonly usesProfileWebhooks?: boolean;
  readonly price: Tariff;
  /** The carrier's reason not to deliver it. */
  readonly rejection?: string | undefined;
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

/** The URLs of the message, and then those of its profile, each once. */
function targetOf({ profile, webhookUrl, webhookFailoverUrl, usesProfileWebhooks = true }: NewMessage): WebhookTarget {
  const ofProfile = usesProfileWebhooks ? [profile.webhook_url, profile.webhook_failover_url] : [];
  const own = [webhookUrl, webhookFailoverUrl].filter((url) => !ofProfile.includes(url));
  return {
    ...{ product: 'messaging', urls: [...own, ...ofProfile] },
    ...{ apiVersion: profile['webhook_api_version'], v1Secret: profile['v1_secret'] },
  };
}

/**
 * A message leaves at `dueAt`, which is later than now only for a scheduled one: scheduled → queued → sent → delivered, or delivery_failed for
 * numbers that end in 0199 and where the carrier rejects it. Its webhook gets an event when it is sent and when its final status is known.
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
    ...(dueAt > now && { send_at: iso(dueAt) }),
  };
  const { timeline } = account;
  const target = targetOf(plan);
  const isCancelled = () => recipient.status === 'cancelled';
  timeline.schedule(dueAt, () => {
    if (!isCancelled()) recipient.status = 'queued';
  });
  timeline.schedule(dueAt + PACE.sentMs, (at) => {
    if (isCancelled()) return;
    recipient.status = 'sent';
    message.sent_at = iso(at);
    deliver(account, target, { type: 'message.sent', payload: structuredClone(message), at });
  });
  timeline.schedule(dueAt + PACE.deliveredMs, (at) => {
    if (isCancelled()) return;
    const rejection = plan.rejection ?? (plan.to.endsWith('0199') ? '40001' : undefined);
    recipient.status = rejection === undefined ? 'delivered' : 'delivery_failed';
    message.completed_at = iso(at);
    if (rejection !== undefined) message.errors = [errorEntry(rejection)];
    deliver(account, target, { type: 'message.finalized', payload: structuredClone(message), at });
  });
  remember(account.messages, message, MAX_MESSAGES);
  return message;
}

/** How long before it leaves a message can be cancelled. */
const CANCEL_MS = 60_000;

/**
 * Cancels a message that waits for its time, and gives back what it cost.
 *
 * @returns false where it is not scheduled, or leaves within a minute
 */
export function cancelMessage(account: Account, message: Message, now: number): boolean {
  const { send_at: sendAt, to } = message;
  if (to[0].status !== 'scheduled' || sendAt === undefined || Date.parse(sendAt) - now <= CANCEL_MS) return false;
  account.balance += money(message.cost.amount);
  to[0].status = 'cancelled';
  Object.assign(message, { cost: { amount: '0.0', currency: 'USD' }, cost_breakdown: null, valid_until: null });
  return true;
}

/** Words that a person may send alone, whatever their case, and what they do (Telnyx, "Advanced opt-in/out management"). */
const KEYWORDS: Readonly<Record<string, 'STOP' | 'START' | 'HELP'>> = {
  ...{ STOP: 'STOP', STOPALL: 'STOP', 'STOP ALL': 'STOP', UNSUBSCRIBE: 'STOP', CANCEL: 'STOP', END: 'STOP', QUIT: 'STOP' },
  ...{ START: 'START', UNSTOP: 'START', HELP: 'HELP' },
};

/** Who said STOP to which number. */
export interface OptOut {
  /** The account's number. */
  readonly from: string;
  readonly to: string;
  readonly keyword: string;
  readonly messaging_profile_id: string;
  readonly created_at: string;
}

const optOutOf = (profile: MessagingProfile, person: string) => `${profile.id} ${person}`;

/** Whether this person sent STOP to any number of the profile, and no START since. */
export const isBlocked = ({ optOuts }: Account, profile: MessagingProfile, person: string): boolean =>
  optOuts.has(optOutOf(profile, person));

/** A message from outside arrives. STOP blocks its sender for the whole profile, START lifts that. */
export function receiveMessage(account: Account, plan: NewMessage, now: number): Message {
  const written = plan.text.trim().toUpperCase();
  const keyword = KEYWORDS[written];
  const { from: to, to: from, profile } = plan;
  const stop = { from, to, keyword: written, messaging_profile_id: profile.id, created_at: iso(now) };
  if (keyword === 'STOP') account.optOuts.set(optOutOf(profile, to), stop);
  if (keyword === 'START') account.optOuts.delete(optOutOf(profile, to));
  const message: Message = {
    ...createMessage(account, plan, now),
    direction: 'inbound',
    from: { phone_number: plan.from, ...WIRELESS, status: 'received' },
    to: [{ phone_number: plan.to, status: 'delivered', ...TELNYX }],
    sent_at: iso(now),
    completed_at: iso(now),
    ...(keyword && { autoresponse_type: keyword }),
  };
  remember(account.messages, message, MAX_MESSAGES);
  // The event says already that it arrived, and has no times but that of receipt.
  const payload = { ...structuredClone(message), sent_at: null, completed_at: null };
  payload.to[0].status = 'webhook_delivered';
  const delivered = () => {
    message.to[0].status = 'webhook_delivered';
  };
  deliver(account, targetOf(plan), { type: 'message.received', payload, at: now, delivered });
  return message;
}
