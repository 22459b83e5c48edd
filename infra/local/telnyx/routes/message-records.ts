import { countryOf } from '../state/countries.ts';
import { iso } from '../state/ids.ts';
import type { Message, MessageStatus } from '../state/message.ts';
import { costOf, statusOf } from '../state/message.ts';
import { decimal } from '../state/money.ts';
import type { Pace } from '../state/world.ts';

/** A record's status has its own words. */
const STATUS: Readonly<Record<MessageStatus, string>> = {
  scheduled: 'dlr_unconfirmed',
  queued: 'dlr_unconfirmed',
  sent: 'dlr_unconfirmed',
  delivered: 'delivered',
  delivery_failed: 'failed',
};

/** One message as a detail record: no text, times in UTC, money as decimal strings. */
export function messageRecord(message: Message, pace: Pace, now: number) {
  const status = statusOf(message, pace, now);
  const inbound = message.direction === 'inbound';
  const sentAt = inbound ? message.receivedAt : message.dueAt + pace.sentAfterMs;
  const completedAt = inbound ? message.receivedAt : message.dueAt + pace.deliveredAfterMs;
  return {
    record_type: 'message_detail_record',
    uuid: message.id,
    user_id: message.organizationId,
    direction: message.direction,
    message_type: message.type,
    status: inbound ? 'received' : STATUS[status],
    cli: message.from,
    cld: message.to,
    country_code: message.country,
    source_country_code: countryOf(message.from) ?? '',
    parts: message.encoded.parts,
    cost: decimal(costOf(message), 4),
    rate: decimal(message.rate, 4),
    carrier_fee: decimal(message.carrierFee, 4),
    currency: 'USD',
    carrier: 'Simulated Wireless',
    profile_id: message.profileId,
    profile_name: message.profileName,
    errors: status === 'delivery_failed' ? ['40001'] : [],
    tags: '',
    fteu: true,
    on_net: false,
    mcc: '310',
    mnc: '012',
    created_at: iso(message.receivedAt),
    updated_at: iso(Math.min(now, completedAt)),
    ...(now >= sentAt && { sent_at: iso(sentAt) }),
    ...(now >= completedAt && { completed_at: iso(completedAt) }),
  };
}
