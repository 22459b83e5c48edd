import { querySchema } from '../document.ts';
import { refuse } from '../errors.ts';
import { listReply } from '../list.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { data } from '../operation.ts';
import type { CallLeg } from '../state/call.ts';
import { idsOf } from '../state/call.ts';
import { countryOf } from '../state/countries.ts';
import type { Message } from '../state/message.ts';
import { decimal } from '../state/money.ts';
import type { OtherRecord } from '../state/past-records.ts';
import { iso } from '../state/row.ts';
import { dateRange } from './date-range.ts';

/** A record's status has its own words. */
const STATUS: Readonly<Record<string, string>> = { delivered: 'delivered', delivery_failed: 'failed' };

/** The same network for every message. */
const NETWORK = { carrier: 'Simulated Wireless', mcc: '310', mnc: '012', on_net: false, fteu: true };

/** One message as a detail record: no text, times in UTC, money as decimal strings. */
function messageRecord(message: Message, { account, now }: Call) {
  const { direction, type, parts, cost, cost_breakdown: prices, from, received_at: receivedAt } = message;
  const [to] = message.to;
  return {
    record_type: 'message_detail_record',
    uuid: message.id,
    user_id: account.organizationId,
    direction,
    message_type: type,
    status: direction === 'inbound' ? 'received' : (STATUS[to.status] ?? 'dlr_unconfirmed'),
    cli: from.phone_number,
    cld: to.phone_number,
    // A short code is one of the sender's country.
    country_code: countryOf(to.phone_number.startsWith('+') ? to.phone_number : from.phone_number) ?? 'US',
    source_country_code: countryOf(from.phone_number) ?? '',
    parts,
    cost: cost.amount,
    rate: prices?.rate.amount ?? cost.amount,
    carrier_fee: prices?.carrier_fee.amount ?? cost.amount,
    currency: 'USD',
    ...NETWORK,
    profile_id: message.messaging_profile_id,
    profile_name: account.profiles.get(message.messaging_profile_id)?.name ?? '',
    errors: message.errors.map(({ code }) => code),
    tags: '',
    created_at: receivedAt,
    updated_at: message.completed_at ?? iso(now),
    ...(message.sent_at !== null && { sent_at: message.sent_at }),
    ...(message.completed_at !== null && { completed_at: message.completed_at }),
  };
}

/** One ended leg as a detail record. The document has no such type; the fields are those of Telnyx's records of WebRTC calls. */
function callRecord(leg: CallLeg) {
  const { account, application, direction, from, to, minutePrice, startedAt } = leg.plan;
  const { answeredAt, endedAt = startedAt, hangupCause, hangupSource } = leg;
  const outgoing = direction === 'outgoing';
  return {
    record_type: 'call-control',
    id: leg.legId,
    user_id: account.organizationId,
    ...idsOf(leg),
    connection_id: application.connectionId,
    connection_name: application.connectionName,
    direction: outgoing ? 'outbound' : 'inbound',
    status: answeredAt === undefined ? 'failed' : 'completed',
    cli: from,
    cld: to,
    country_code: countryOf(outgoing ? to : from) ?? '',
    call_sec: answeredAt === undefined ? 0 : Math.ceil((endedAt - answeredAt) / 1000),
    billed_sec: leg.minutes * 60,
    rate: decimal(minutePrice, 4),
    rate_measured_in: 'minutes',
    cost: decimal(minutePrice * leg.minutes, 4),
    currency: 'USD',
    hangup_cause: hangupCause ?? '',
    hangup_source: hangupSource ?? '',
    created_at: iso(startedAt),
    started_at: iso(startedAt),
    ...(answeredAt !== undefined && { answered_at: iso(answeredAt) }),
    finished_at: iso(endedAt),
  };
}

type DetailRecord = ReturnType<typeof messageRecord> | ReturnType<typeof callRecord>;

/** The rows of a type; the types that are not here have none. */
export function recordsOf(call: Call, type: string): DetailRecord[] {
  const { messages, calls } = call.account;
  if (type === 'messaging')
    return Array.from(messages.values()).flatMap((message) =>
      ['scheduled', 'cancelled'].includes(message.to[0].status) ? [] : [messageRecord(message, call)],
    );
  if (type === 'call-control') return Array.from(calls.values()).flatMap((leg) => (leg.phase === 'ended' ? [callRecord(leg)] : []));
  return [];
}

/** The same with the types that have their rows from elsewhere. */
function allOf(call: Call, type: string): OtherRecord[] {
  const { inferences, pastRecords } = call.account;
  return [...recordsOf(call, type), ...(type === 'inference' ? inferences : []), ...(pastRecords.get(type) ?? [])];
}

/** Records of one type; without filter[record_type] the API refuses. */
function searchRecords(call: Call): Reply {
  const { now, query, operation } = call;
  const name = 'filter[record_type]';
  const type = query.get(name);
  if (type === undefined) throw refuse(400, '10004', name, `The '${name}' parameter is required.`);
  const known = querySchema(operation, 'filter', 'record_type')?.enum ?? [];
  if (!known.includes(type)) throw refuse(400, '10032', name, `The value must be one of: ${known.join(', ')}.`);
  return listReply<OtherRecord>(call, allOf(call, type), '-created_at', {
    record_type: () => true,
    date_range: (record, { key, value }) => {
      const range = dateRange(value, now);
      if (!range) throw refuse(400, '10032', key, 'The date range is not one of the known ranges or last_N_days.');
      const createdAt = Date.parse(record.created_at);
      return createdAt >= range[0] && createdAt < range[1];
    },
  });
}

export const recordRoutes: Routes = {
  'GET /detail_records': searchRecords,
  'GET /balance': ({ account: { balance, creditLimit } }) =>
    data({
      record_type: 'balance',
      balance: decimal(balance),
      credit_limit: decimal(creditLimit),
      available_credit: decimal(balance + creditLimit),
      pending: '0.00',
      currency: 'USD',
    }),
  'GET /webhook_deliveries': (call) =>
    // Newest first, also among those of the same moment.
    listReply(call, call.account.deliveries.toReversed(), '-started_at', {
      event_type: ({ webhook }, { value }) => value.split(',').includes(webhook.event_type),
    }),
};
