import { z } from 'zod';
import {
  cutText,
  DisclosedRecord,
  field,
  holdsSentence,
  isEmpty,
  isRecord,
  lackingFrom,
  withoutFraction,
} from '../../../shared/mcp/tool/index.ts';

/** Characters of a server's answer that say why it did not take an event. */
const LONGEST_BODY = 200;

/** A number, a text, or an object with code and title: all three occur. */
const Complaint = z.union([
  z.string().min(1),
  z.number().transform(String),
  z
    .object({ code: field.text(), title: field.text(), detail: field.text() })
    .transform(({ code, title, detail }) => [code, title, detail].filter((part) => part !== undefined).join(' ')),
]);

const Attempt = z.object({
  status: field.text(),
  http: field.object({
    request: field.object({ url: field.text() }),
    response: field.object({ status: field.count(), body: field.text() }),
  }),
  errors: field.list(Complaint),
});

type Members = Readonly<Record<string, unknown>>;

/** Some deliveries have the whole body of the webhook as their payload. */
function inside(payload: unknown): unknown {
  if (!isRecord(payload)) return payload;
  if (isRecord(payload['data'])) return inside(payload['data']);
  return isRecord(payload['payload']) ? inside(payload['payload']) : payload;
}

/** Unwrapped first, because only so many levels of it are shown. */
const Payload = z.preprocess(inside, DisclosedRecord).optional().catch(undefined);

/** What Telnyx gives for one event. */
export const Delivery = z.object({
  status: field.text(),
  started_at: field.text(),
  webhook: field.object({
    event_type: field.text(),
    occurred_at: field.text(),
    payload: Payload,
  }),
  attempts: field.list(Attempt),
});
type Delivery = z.output<typeof Delivery>;

/** Members of payloads that say nothing of what happened, or what another member says too. */
const BOOKKEEPING = new Set([
  ...['record_type', 'organization_id', 'user_id', 'messaging_profile_id', 'connection_id', 'call_leg_id', 'call_session_id'],
  ...['client_state', 'command_id', 'webhook_url', 'webhook_failover_url', 'use_profile_webhooks', 'encoding', 'cost_breakdown'],
  ...['valid_until', 'received_at', 'sent_at', 'completed_at', 'created_at', 'updated_at', 'start_time', 'end_time', 'is_spam', 'tags'],
  ...[
    'tcr_campaign_id',
    'tcr_campaign_billable',
    'tcr_campaign_registered',
    'custom_headers',
    'sip_headers',
    'call_quality_stats',
    'cost',
    'state',
  ],
]);

/** What most events say: only another value is worth telling. */
const USUAL: Readonly<Record<string, unknown>> = { type: 'SMS', parts: 1, sip_hangup_cause: '200', state_reason: 'normal' };

/** A party of a message as its number alone, a recipient with how it fared, an amount of money as one text. */
function flat(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(flat);
    return items.length === 1 && typeof items[0] === 'string' ? items[0] : items;
  }
  if (!isRecord(value)) return value;
  const { phone_number: number, status, amount, currency } = value;
  if (typeof amount === 'string' || typeof amount === 'number') return typeof currency === 'string' ? `${amount} ${currency}` : `${amount}`;
  if (typeof number !== 'string') return value;
  return typeof status === 'string' && !status.startsWith('webhook_') ? `${number} ${status}` : number;
}

/** How long an ended call took, in place of its two times. */
function secondsOf({ start_time, end_time }: Members): { seconds?: number } {
  const ms = typeof start_time === 'string' && typeof end_time === 'string' ? Date.parse(end_time) - Date.parse(start_time) : NaN;
  return ms >= 0 ? { seconds: Math.round(ms / 1000) } : {};
}

/** The direction that the name of an event says. */
const directionOf = (event_type = '') =>
  /^message[._]received$/.test(event_type) ? 'inbound' : /^message[._](sent|finalized)$/.test(event_type) ? 'outbound' : undefined;

function compactPayload(payload: Members, event_type: string | undefined): Members {
  const usual: Members = { ...USUAL, direction: directionOf(event_type) };
  const members = Object.entries(payload).flatMap(([name, value]): [string, unknown][] => {
    if (BOOKKEEPING.has(name) || isEmpty(value) || usual[name] === value) return [];
    // Links of media are lists of objects, which stay: they are known by their path.
    return [[name, name === 'media' ? value : flat(value)]];
  });
  return { ...Object.fromEntries(members), ...secondsOf(payload) };
}

const failedAttempts = (attempts: Delivery['attempts']) =>
  attempts?.flatMap(({ status, http, errors }) => {
    if (status === 'delivered') return [];
    const { status: response_status, body } = http?.response ?? {};
    const cut = body === undefined || body.length <= LONGEST_BODY ? body : `${cutText(body, LONGEST_BODY)}…`;
    return [{ url: http?.request?.url, response_status, response_body: cut === '' ? undefined : cut, errors }];
  });

/** Telnyx tries each URL up to three times: the same again says nothing new. */
const different = <Item>(items: readonly Item[]): Item[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];

/** One event: what happened and when, and why it could not be delivered if so. */
export function compact({ status, started_at, webhook, attempts }: Delivery) {
  const time = webhook?.occurred_at ?? started_at;
  const failed = different(failedAttempts(attempts) ?? []);
  const event = {
    event_type: webhook?.event_type,
    occurred_at: time === undefined ? undefined : withoutFraction(time),
    ...(status !== 'delivered' && { delivery: status }),
    ...(webhook?.payload && { payload: compactPayload(webhook.payload, webhook.event_type) }),
    ...(failed.length > 0 && { attempts: failed.map((attempt) => ({ ...attempt, errors: attempt.errors && [...attempt.errors] })) }),
  };
  return lackingFrom(event, attempts);
}

/** What a tool shows of it. `payload` is open because each kind of event has its own. */
export const Event = z.object({
  event_type: field.text(),
  occurred_at: field.text(),
  delivery: field.text().describe('failed; absent where it arrived'),
  payload: z.record(z.string(), z.unknown()).optional(),
  attempts: field
    .list(z.object({ url: field.text(), response_status: field.count(), response_body: field.text(), errors: field.texts() }))
    .describe('Those that failed'),
});

/** Members that hold words of people, in whatever direction the call or message went. */
const SPOKEN =
  /(?:^|_)(?:transcript|transcription|speech|callee_name|summary|insights?|conversation|message_history|partial_results|results)(?:_|$)/;
/** Members with words that are the account's own where it called or sent. */
const WRITTEN = new Set(['text', 'subject', 'body', 'media', 'message', 'content', 'caller_id_name', 'caller_name', 'from_display_name']);
/** Members in which only Telnyx writes sentences. */
const OF_TELNYX = new Set(['errors', 'status_detail', 'failure_reason', 'carrier', 'line_type']);

/** Letters in the place of a number: the sender chose them. */
const isName = (from: unknown) => typeof from === 'string' && /\p{L}/u.test(from) && !/^sips?:/i.test(from);

/** Whether strangers wrote parts of an event. */
export function strangersWrote({ event_type, payload = {}, attempts }: z.output<typeof Event>): boolean {
  if (attempts?.some(({ response_body }) => response_body !== undefined)) return true;
  const direction = payload['direction'] ?? directionOf(event_type);
  const sent = direction === 'outbound' || direction === 'outgoing';
  if (!sent && isName(payload['from'])) return true;
  return Object.entries(payload).some(
    ([name, value]) =>
      SPOKEN.test(name) ||
      // What an assistant gathered from a person.
      (name === 'result' && typeof value === 'object') ||
      (!sent && (WRITTEN.has(name) || (!OF_TELNYX.has(name) && holdsSentence(value)))),
  );
}
