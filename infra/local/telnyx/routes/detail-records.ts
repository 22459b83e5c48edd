import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Filter } from '../query.ts';
import type { Call, Reply, Route } from '../operation.ts';
import { countryOf } from '../state/countries.ts';
import { iso } from '../state/ids.ts';
import type { Message, MessageStatus } from '../state/message.ts';
import { costOf, statusOf } from '../state/message.ts';
import { decimal } from '../state/money.ts';
import type { Pace } from '../state/world.ts';
import { dateRange } from './date-range.ts';

/** Every type the document names; only messages leave records here so far. */
const RECORD_TYPES = new Set(
  (
    'ai-voice-assistant amd call-control conference conference-participant embedding fax inference inference-speech-to-text media_storage ' +
    'media-streaming messaging noise-suppression recording sip-trunking siprec-client stt tts verify webrtc wireless'
  ).split(' '),
);

/** A record's status has its own words. */
const STATUS: Readonly<Record<MessageStatus, string>> = {
  scheduled: 'dlr_unconfirmed',
  queued: 'dlr_unconfirmed',
  sent: 'dlr_unconfirmed',
  delivered: 'delivered',
  delivery_failed: 'failed',
};

/** One message as a detail record: no text, times in UTC, money as decimal strings. */
function messageRecord(message: Message, pace: Pace, now: number) {
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

type MessageRecord = ReturnType<typeof messageRecord>;

/** What a record may be filtered and sorted by, besides date_range. */
const ATTRIBUTES = [
  ...([
    'uuid',
    'user_id',
    'direction',
    'message_type',
    'status',
    'cli',
    'cld',
    'country_code',
    'source_country_code',
    'parts',
    'cost',
    'rate',
  ] as const),
  ...(['carrier_fee', 'currency', 'carrier', 'profile_id', 'profile_name', 'errors', 'tags', 'mcc', 'mnc', 'fteu', 'on_net'] as const),
  ...(['created_at', 'sent_at', 'updated_at', 'completed_at'] as const),
];

const attribute = (record: MessageRecord, name: keyof MessageRecord) => String(record[name] ?? '');

const collection = (now: number): Collection<MessageRecord> => ({
  filters: {
    ...Object.fromEntries(ATTRIBUTES.map((name) => [name, (record: MessageRecord, filter: Filter) => passes(attribute(record, name), filter)])),
    date_range: (record, filter) => {
      const range = dateRange(filter.value, now);
      if (!range) throw refuse(400, '10032', filter.key, 'The date range is not one of the known ranges or last_N_days.');
      const createdAt = Date.parse(record.created_at);
      return createdAt >= range[0] && createdAt < range[1];
    },
  },
  sorts: Object.fromEntries(ATTRIBUTES.map((name) => [name, (record: MessageRecord) => attribute(record, name)])),
  usualSort: '-created_at',
  maxPageSize: 50,
});

/** Records of the messages that have left; without filter[record_type] the API refuses. */
function searchRecords(call: Call): Reply {
  const { account, world, now, query } = call;
  const type = query.get('filter[record_type]');
  if (type === undefined) throw refuse(400, '10004', 'filter[record_type]', "The 'filter[record_type]' parameter is required.");
  if (!RECORD_TYPES.has(type)) throw refuse(400, '10032', 'filter[record_type]', `The value must be one of: ${[...RECORD_TYPES].join(', ')}.`);
  const left = type === 'messaging' ? Array.from(account.messages.values()).filter((message) => message.dueAt <= now) : [];
  const records = left.map((message) => messageRecord(message, world.pace, now));
  return listReply(call, records, collection(now), (record) => record);
}

export const detailRecordRoutes: readonly Route[] = [{ method: 'GET', path: '/detail_records', handle: searchRecords }];
