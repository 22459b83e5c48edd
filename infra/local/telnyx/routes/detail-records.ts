import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Filter } from '../query.ts';
import type { Call, Reply, Route } from '../operation.ts';
import { callRecord } from './call-records.ts';
import { dateRange } from './date-range.ts';
import { messageRecord } from './message-records.ts';

/** Every type the document names. */
const RECORD_TYPES = new Set(
  (
    'ai-voice-assistant amd call-control conference conference-participant embedding fax inference inference-speech-to-text media_storage ' +
    'media-streaming messaging noise-suppression recording sip-trunking siprec-client stt tts verify webrtc wireless'
  ).split(' '),
);

/** A row of any type; what it may be filtered and sorted by besides date_range are its own members. */
type DetailRecord = Readonly<Record<string, string | number | boolean | readonly string[]>> & { readonly created_at: string };

/** Where the rows of a type come from. The other types have none. */
const SOURCES: Readonly<Record<string, (call: Call) => DetailRecord[]>> = {
  messaging: ({ account, world, now }) =>
    Array.from(account.messages.values())
      .filter((message) => message.dueAt <= now)
      .map((message) => messageRecord(message, world.pace, now)),
  'call-control': ({ account }) =>
    Array.from(account.calls.values())
      .filter((leg) => leg.phase === 'ended')
      .map(callRecord),
};

const ATTRIBUTES = (
  'uuid id user_id direction message_type status cli cld country_code source_country_code parts cost rate carrier_fee currency carrier profile_id ' +
  'profile_name errors tags mcc mnc fteu on_net created_at sent_at updated_at completed_at call_control_id call_leg_id call_session_id ' +
  'connection_id connection_name call_sec billed_sec hangup_cause hangup_source started_at answered_at finished_at'
).split(' ');

const attribute = (record: DetailRecord, name: string) => String(record[name] ?? '');

const collection = (now: number): Collection<DetailRecord> => ({
  filters: {
    ...Object.fromEntries(
      ATTRIBUTES.map((name) => [name, (record: DetailRecord, filter: Filter) => passes(attribute(record, name), filter)]),
    ),
    date_range: (record, filter) => {
      const range = dateRange(filter.value, now);
      if (!range) throw refuse(400, '10032', filter.key, 'The date range is not one of the known ranges or last_N_days.');
      const createdAt = Date.parse(record.created_at);
      return createdAt >= range[0] && createdAt < range[1];
    },
  },
  sorts: Object.fromEntries(ATTRIBUTES.map((name) => [name, (record: DetailRecord) => attribute(record, name)])),
  usualSort: '-created_at',
  maxPageSize: 50,
});

/** Records of one type; without filter[record_type] the API refuses. */
function searchRecords(call: Call): Reply {
  const { now, query } = call;
  const type = query.get('filter[record_type]');
  if (type === undefined) throw refuse(400, '10004', 'filter[record_type]', "The 'filter[record_type]' parameter is required.");
  if (!RECORD_TYPES.has(type))
    throw refuse(400, '10032', 'filter[record_type]', `The value must be one of: ${[...RECORD_TYPES].join(', ')}.`);
  const records = SOURCES[type]?.(call) ?? [];
  return listReply(call, records, collection(now), (record) => record);
}

export const detailRecordRoutes: readonly Route[] = [{ method: 'GET', path: '/detail_records', handle: searchRecords }];
