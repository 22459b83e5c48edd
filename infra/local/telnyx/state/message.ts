import { errorEntry } from '../errors.ts';
import { iso } from './ids.ts';
import type { Money } from './money.ts';
import { decimal } from './money.ts';
import type { EncodedText } from './text-encoding.ts';
import type { Pace } from './world.ts';

/** A message, sent or received. What it has become by now follows from its timestamps. */
export interface Message {
  readonly id: string;
  readonly direction: 'outbound' | 'inbound';
  readonly type: 'SMS' | 'MMS';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly subject: string | null;
  readonly mediaUrls: readonly string[];
  readonly encoded: EncodedText;
  readonly profileId: string;
  readonly profileName: string;
  readonly organizationId: string;
  readonly country: string;
  readonly webhookUrl: string | null;
  readonly webhookFailoverUrl: string | null;
  readonly rate: Money;
  readonly carrierFee: Money;
  readonly receivedAt: number;
  /** When it leaves: later than receivedAt only for a scheduled message. */
  readonly dueAt: number;
}

export type MessageStatus = 'scheduled' | 'queued' | 'sent' | 'delivered' | 'delivery_failed';

/** Messages can be read by id for ten days. */
export const RETENTION_MS = 10 * 24 * 3600 * 1000;

/** The validity period of a message that names none. */
const VALIDITY_MS = 3600 * 1000;

/** A number that never receives a message: the way to see a failed delivery. */
const isUnroutable = (phoneNumber: string) => phoneNumber.endsWith('0199');

/** scheduled → queued → sent → delivered or delivery_failed. */
export function statusOf(message: Message, pace: Pace, now: number): MessageStatus {
  const age = now - message.dueAt;
  if (message.direction === 'inbound') return 'delivered';
  if (age < 0) return 'scheduled';
  if (age < pace.sentAfterMs) return 'queued';
  if (age < pace.deliveredAfterMs) return 'sent';
  return isUnroutable(message.to) ? 'delivery_failed' : 'delivered';
}

export const costOf = (message: Message): Money => (message.rate + message.carrierFee) * message.encoded.parts;

const usd = (amount: Money) => ({ amount: decimal(amount, 4), currency: 'USD' });

/** The message as Telnyx sends it. */
export function wireMessage(message: Message, pace: Pace, now: number) {
  const status = statusOf(message, pace, now);
  const inbound = message.direction === 'inbound';
  const left = inbound || ['sent', 'delivered', 'delivery_failed'].includes(status);
  const final = inbound || ['delivered', 'delivery_failed'].includes(status);
  return {
    record_type: 'message',
    id: message.id,
    direction: message.direction,
    type: message.type,
    organization_id: message.organizationId,
    messaging_profile_id: message.profileId,
    from: {
      phone_number: message.from,
      carrier: inbound ? 'Simulated Wireless' : 'Telnyx',
      line_type: inbound ? 'Wireless' : 'VoIP',
      ...(inbound && { status: 'received' }),
    },
    to: [
      { phone_number: message.to, status, carrier: inbound ? 'Telnyx' : 'Simulated Wireless', line_type: inbound ? 'VoIP' : 'Wireless' },
    ],
    cc: [],
    text: message.text,
    subject: message.subject,
    media: message.mediaUrls.map((url) => ({ url, content_type: null, sha256: null, size: null })),
    webhook_url: message.webhookUrl,
    webhook_failover_url: message.webhookFailoverUrl,
    encoding: message.encoded.encoding,
    parts: message.encoded.parts,
    num_chars: Array.from(message.text).length,
    tags: [],
    cost: usd(costOf(message)),
    cost_breakdown: { rate: usd(message.rate), carrier_fee: usd(message.carrierFee) },
    tcr_campaign_id: null,
    tcr_campaign_billable: false,
    tcr_campaign_registered: null,
    received_at: iso(message.receivedAt),
    sent_at: left ? iso(inbound ? message.receivedAt : message.dueAt + pace.sentAfterMs) : null,
    completed_at: final ? iso(inbound ? message.receivedAt : message.dueAt + pace.deliveredAfterMs) : null,
    valid_until: inbound ? null : iso(message.dueAt + VALIDITY_MS),
    ...(!inbound && { smart_encoding_applied: false, wait_seconds: pace.sentAfterMs / 1000 }),
    errors: status === 'delivery_failed' ? [errorEntry('40001')] : [],
  };
}
