import { createHmac } from 'node:crypto';
import type { SigningKeys } from './signing-keys.ts';

/** Something that happened, before it has the form of a version. */
export interface WebhookEvent {
  readonly id: string;
  /** As version 2 has it: `call.answered`. */
  readonly type: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly payload: object;
}

/** What one try sends: a body, and the headers that prove it. */
export interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Writes one try of an event. `timestamp` is in unix seconds, `attempt` counts from 1. */
export type Writer = (attempt: number, url: string, timestamp: string) => Content;

const AGENT = { 'user-agent': 'telnyx-webhooks' };
export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** The headers of a webhook with a signature that somebody else made. */
export const signedHeaders = (type: string, timestamp: string, signature: string): Record<string, string> => ({
  ...AGENT,
  'content-type': type,
  'telnyx-signature-ed25519': signature,
  'telnyx-timestamp': timestamp,
});

/** Bytes signed by the organization's key. `now` is the simulator's clock, which decides which key it is. */
const signed = (keys: SigningKeys, type: string, body: Buffer, timestamp: string, now: number): Content => ({
  body,
  headers: signedHeaders(type, timestamp, keys.sign(timestamp, body, now)),
});

/** Version 2. */
export const secondVersion =
  (event: WebhookEvent, keys: SigningKeys, now: () => number): Writer =>
  (attempt, url, timestamp) => {
    const { id, type, occurredAt, payload } = event;
    const data = { record_type: 'event', event_type: type, id, occurred_at: occurredAt, payload };
    const body = Buffer.from(JSON.stringify({ data, meta: { attempt, delivered_to: url } }));
    return signed(keys, JSON_TYPE, body, timestamp, now());
  };

/** Callbacks of TeXML: a signed form. */
export const form =
  (fields: Readonly<Record<string, string>>, keys: SigningKeys, now: () => number): Writer =>
  (_attempt, _url, timestamp) =>
    signed(keys, FORM_TYPE, Buffer.from(new URLSearchParams(fields).toString()), timestamp, now());

/** `call_answered` and `speak_ended` for `call.answered` and `call.speak.ended`; messages have no names there. */
export function firstVersionName(type: string): string {
  const name = type.replace(/^call\./, '');
  return name === type ? type : name.includes('.') ? name.replaceAll('.', '_') : `call_${name}`;
}

function firstVersionBody({ id, type, occurredAt, payload }: WebhookEvent): object {
  if (!type.startsWith('message.')) {
    const name = firstVersionName(type);
    return { record_type: 'event', event_type: name, id, created_at: occurredAt, payload: { ...payload, occurred_at: occurredAt } };
  }
  const message = payload as {
    id?: string;
    direction?: string;
    from?: { phone_number?: string };
    to?: { phone_number?: string }[];
    text?: string;
  };
  return {
    sms_id: message.id,
    direction: message.direction,
    from: message.from?.phone_number,
    to: message.to?.[0]?.phone_number,
    body: message.text,
  };
}

/** Version 1: flat, with an HMAC by a shared secret. */
export const firstVersion =
  (event: WebhookEvent, secret: string): Writer =>
  (_attempt, _url, timestamp) => {
    const body = Buffer.from(JSON.stringify(firstVersionBody(event)));
    const hash = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('base64');
    return { body, headers: { ...AGENT, 'content-type': JSON_TYPE, 'x-telnyx-signature': `t=${timestamp},h=${hash}` } };
  };
