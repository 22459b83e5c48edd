import { holdsSentence, isEmpty, withoutFraction } from '../../../shared/mcp/tool/index.ts';

/** Members of a detail record that say more of Telnyx's bookkeeping than of what happened. All of them: argument `details`. */
const BOOKKEEPING = new Set([
  ...['record_type', 'user_id', 'org_id', 'organization_id', 'billing_group_id', 'profile_id', 'messaging_profile_id', 'connection_id'],
  ...['call_leg_id', 'call_session_id', 'telnyx_leg_id', 'telnyx_session_id', 'verify_profile_id', 'sim_group_id', 'link_channel_id'],
  ...['mcc', 'mnc', 'fteu', 'on_net', 'carrier', 'source_country_code', 'country_code', 'profile_name', 'billing_group_name'],
  ...['delivery_status_webhook_url', 'delivery_status_failover_url', 'webhook_id', 'asset_id', 'link_channel_type', 'is_telnyx_billable'],
  ...['rate_measured_in', 'carrier_fee', 'updated_at', 'sent_at', 'completed_at', 'expires_at', 'hangup_source'],
]);

/** What most records say: only another value is worth telling. */
const USUAL: Readonly<Record<string, unknown>> = { message_type: 'SMS', parts: 1, delivery_status: 'success: webhook succeeded' };

type DetailRecord = Readonly<Record<string, unknown>>;

/**
 * A record with what a person asks of it: who, when, how it went, what it cost.
 *
 * @param currency that of all records, which need not say it then
 */
export function compact(record: DetailRecord, currency: string | undefined): DetailRecord {
  // A call says when it started; that its record was made then is the same again.
  const repeated = record['started_at'] !== undefined && record['created_at'] === record['started_at'] ? 'created_at' : undefined;
  return Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => {
      if (BOOKKEEPING.has(name) || name === repeated || isEmpty(value) || USUAL[name] === value) return [];
      if ((name === 'currency' && value === currency) || (name === 'rate' && record['cost'] !== undefined)) return [];
      return [[name, typeof value === 'string' ? withoutFraction(value) : value]];
    }),
  );
}

/** The currency that all these records have. */
export function currencyOf(records: readonly DetailRecord[]): string | undefined {
  const [first, ...others] = [...new Set(records.map(({ currency }) => currency))];
  return typeof first === 'string' && others.length === 0 ? first : undefined;
}

/** Texts in which only the account itself and Telnyx write. */
const OWN = new Set([
  ...['carrier', 'profile_name', 'connection_name', 'billing_group_name', 'sim_group_name', 'name', 'tags', 'sim_card_tags', 'region'],
  ...['delivery_status', 'verification_status', 'hangup_cause', 'status', 'model', 'feature'],
]);

/** Members that hold words of the other side, in whatever direction the call or message went. */
const SPOKEN = /(?:^|_)(?:transcript|transcription|speech|callee_name|summary|insights?|conversation|message_history|results)$/;
/** Members with words that are the account's own where it called or sent. */
const WRITTEN = new Set(['text', 'subject', 'body', 'caller_name', 'caller_id_name', 'from_display_name', 'cnam']);

const holdsLetters = (value: unknown): boolean =>
  typeof value === 'string' ? /\p{L}/u.test(value) : typeof value === 'object' && value !== null && Object.values(value).some(holdsLetters);

/** Whether somebody else may have written words that are in the record: a sender without a number, a caller's name, a transcript. */
export function holdsWords(record: DetailRecord): boolean {
  const { direction, cli } = record;
  if (Object.entries(record).some(([name, value]) => SPOKEN.test(name) && holdsLetters(value))) return true;
  if (direction === 'outbound') return false;
  if (typeof cli === 'string' && holdsLetters(cli) && !cli.startsWith('sip:')) return true;
  return Object.entries(record).some(
    ([name, value]) => !OWN.has(name) && ((WRITTEN.has(name) && holdsLetters(value)) || holdsSentence(value)),
  );
}

/** Words for record types and statuses that people and other tools use, and Telnyx's for them here. */
const TYPES: Readonly<Record<string, string>> = {
  sms: 'messaging',
  mms: 'messaging',
  message: 'messaging',
  messages: 'messaging',
  call: 'call-control',
  calls: 'call-control',
  voice: 'call-control',
};
export function typeNamed(word: string): string {
  const written = word
    .trim()
    .toLowerCase()
    .replaceAll(/[ _-]+/g, '-');
  if (written === 'media-storage') return 'media_storage';
  return Object.hasOwn(TYPES, written) ? (TYPES[written] ?? written) : written;
}

/** get_message has other words for a status than the record of the message. */
const STATUSES: Readonly<Record<string, string>> = {
  delivery_failed: 'failed',
  undelivered: 'failed',
  sending_failed: 'gw_reject',
  rejected: 'gw_reject',
  delivery_unconfirmed: 'dlr_unconfirmed',
  unconfirmed: 'dlr_unconfirmed',
  sent: 'dlr_unconfirmed',
  expired: 'dlr_timeout',
};

/** Telnyx's word for the status of a record of this type. */
export function statusNamed(word: string, type: string): string {
  if (type !== 'messaging') return word;
  const written = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return STATUSES[written] ?? written;
}

/** Records have no common name for when something began, and a filter on a name that they lack finds nothing. */
const STARTS: Readonly<Record<string, string>> = {
  'call-control': 'started_at',
  'sip-trunking': 'started_at',
  recording: 'started_at',
  conference: 'started_at',
  'conference-participant': 'joined_at',
  amd: 'invoked_at',
  stt: 'start_time',
  'speech-to-text': 'start_time',
};
export const startOf = (type: string): string => STARTS[type] ?? 'created_at';
