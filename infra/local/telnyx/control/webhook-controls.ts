import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import type { Account } from '../state/account.ts';
import type { Writer } from '../webhooks/content.ts';
import { FORM_TYPE, JSON_TYPE, signedHeaders } from '../webhooks/content.ts';
import { isLoopback } from '../webhooks/post.ts';
import { RETRY_RULES } from '../webhooks/retry-rules.ts';
import { foreignSignature } from '../webhooks/signing-keys.ts';
import { accountOf } from './account-controls.ts';

const Send = z
  .strictObject({
    key: z.string().optional(),
    url: z.string().refine(isLoopback, 'not a URL of this machine'),
    /** JSON. */
    body: z.json().optional(),
    form: z.record(z.string(), z.string()).optional(),
    /** The bytes, as UTF-8, or as base64 where they are none. */
    raw: z.string().optional(),
    raw_base64: z.base64().optional(),
    content_type: z.string().optional(),
    /** Added to the headers; a name with the value null leaves that header out. */
    headers: z.record(z.string(), z.string().nullable()).default({}),
    sign: z.enum(['good', 'wrong key', 'altered', 'old', 'none']).default('good'),
    /** Seconds that are added to the timestamp before it is signed; for `old` 301 less by default. */
    offset_secs: z.int().optional(),
    /** How often it is sent, and how many of these at the same time. */
    times: z.int().min(1).max(100_000).default(1),
    parallel: z.int().min(1).max(1000).default(1),
    retries: z.enum(['messaging', 'voice', 'none']).default('none'),
    timeout_ms: z.int().min(1).max(60_000).default(2_000),
  })
  .refine(
    ({ body, form, raw, raw_base64: base64 }) => [body, form, raw, base64].filter((one) => one !== undefined).length === 1,
    'give one of body, form, raw and raw_base64',
  );

const Mischief = z.strictObject({
  key: z.string().optional(),
  duplicate: z.int().min(0).max(20).optional(),
  disorder: z.boolean().optional(),
  hold: z.boolean().optional(),
});

const Rotation = z.strictObject({ key: z.string().optional(), rotate: z.literal(true).optional() });

const OLD_SECS = -301;

/** Bytes as asked for, signed or not. */
function writerOf(simulator: Simulator, account: Account, asked: z.output<typeof Send>): Writer {
  const { body, form, raw, raw_base64: base64, sign, headers } = asked;
  const text = form === undefined ? (raw ?? JSON.stringify(body)) : new URLSearchParams(form).toString();
  const bytes = base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64');
  const type = asked.content_type ?? (form === undefined ? JSON_TYPE : FORM_TYPE);
  const offset = asked.offset_secs ?? (sign === 'old' ? OLD_SECS : 0);
  return (_attempt, _url, sentAt) => {
    const timestamp = String(Number(sentAt) + offset);
    const signature =
      sign === 'wrong key' ? foreignSignature(timestamp, bytes) : account.webhooks.keys.sign(timestamp, bytes, simulator.now());
    const all: Record<string, string | null> =
      sign === 'none'
        ? { 'user-agent': 'telnyx-webhooks', 'content-type': type, ...headers }
        : { ...signedHeaders(type, timestamp, signature), ...headers };
    const given = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
    // One more byte at the end than was signed.
    return { headers: Object.fromEntries(given), body: sign === 'altered' ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes };
  };
}

/** Sends anything to a URL of this machine, and tells what it was answered: a list of statuses for each time, null for no answer. */
export async function sendWebhook(simulator: Simulator, body: unknown) {
  const asked = Send.parse(body);
  const account = accountOf(simulator, asked.key);
  const { courier, later } = account.webhooks;
  const parcel = {
    ...{ urls: [asked.url], rules: RETRY_RULES[asked.retries], timeoutMs: asked.timeout_ms },
    ...{ write: writerOf(simulator, account, asked), about: { event_type: 'control', id: randomUUID() } },
  };
  const answers: (number | null)[][] = [];
  let begun = 0;
  const lane = async () => {
    while (begun < asked.times) {
      begun += 1;
      const tries = await courier.carry(parcel, (ms) => new Promise((resolve) => later(ms, resolve)));
      answers.push((tries ?? []).map(({ answer }) => answer?.status ?? null));
    }
  };
  await Promise.all(Array.from({ length: Math.min(asked.parallel, asked.times) }, lane));
  return { answers, statuses: answers.map((statuses) => statuses.at(-1) ?? null) };
}

/** Changes how the events that follow are sent; what is not named stays. */
export function makeMischief(simulator: Simulator, body: unknown) {
  const { key, duplicate, disorder, hold } = Mischief.parse(body);
  const { mischief } = accountOf(simulator, key).webhooks;
  return mischief.set({
    ...(duplicate !== undefined && { duplicate }),
    ...(disorder !== undefined && { disorder }),
    ...(hold !== undefined && { hold }),
  });
}

/** The account's public key, after a rotation where one is asked for. */
export function useWebhookKeys(simulator: Simulator, body: unknown) {
  const { key, rotate } = Rotation.parse(body);
  const { keys } = accountOf(simulator, key).webhooks;
  return { public: (rotate ? keys.rotate(simulator.now()) : keys.active()).public };
}
