import { randomBytes, randomUUID } from 'node:crypto';
import type { Writer } from '../webhooks/content.ts';
import { firstVersion, firstVersionName, secondVersion } from '../webhooks/content.ts';
import type { Courier, Parcel, Try } from '../webhooks/courier.ts';
import { isReachable, isSuccess } from '../webhooks/courier.ts';
import type { Mischief } from '../webhooks/mischief.ts';
import { createMischief } from '../webhooks/mischief.ts';
import { isLoopback } from '../webhooks/post.ts';
import { RETRY_RULES } from '../webhooks/retry-rules.ts';
import type { SigningKeys } from '../webhooks/signing-keys.ts';
import { createSigningKeys } from '../webhooks/signing-keys.ts';
import type { Account } from './account.ts';
import { append } from './account.ts';
import { iso } from './row.ts';
import type { Timeline } from './timeline.ts';

/** What an account needs to tell of events. */
export interface Webhooks {
  readonly keys: SigningKeys;
  readonly courier: Courier;
  readonly mischief: Mischief;
  /** Calls `happen` after so many milliseconds of the simulator's clock. */
  readonly later: (ms: number, happen: () => void) => void;
  /** Signs version 1 of events of calls. */
  readonly v1Secret: string;
}

/** One event and what became of it at the URLs it was for, as Telnyx sends it. */
export interface WebhookDelivery {
  readonly webhook: { readonly event_type: string; readonly [name: string]: unknown };
  readonly [name: string]: unknown;
}

/** Where events go, and how; without a URL nobody wants them. */
export interface WebhookTarget {
  /** Whose rules of trying again apply. */
  readonly product: 'messaging' | 'voice';
  /** In the order in which they are tried; empty ones are none. */
  readonly urls: readonly (string | null | undefined)[];
  /** "1" has other names and bodies for events than "2". */
  readonly apiVersion?: unknown;
  /** Seconds that an answer may take, up to 30; by default, and for 0, two. */
  readonly timeoutSecs?: unknown;
  /** Signs version 1. */
  readonly v1Secret?: unknown;
}

/** So that a long load does not fill the memory, an account keeps this many; the oldest go first. */
const MAX_DELIVERIES = 10_000;
const MS_PER_TRY = 100;
const USUAL_TIMEOUT_SECS = 2;

/** "Could not resolve host": the bare numbers of the document's example are not explained there. It stands for all that is no 2xx. */
const NO_SUCCESS = 75499;
/** "2XX but not 200". */
const NOT_200 = 75299;

export function createWebhooks(courier: Courier, timeline: Timeline): Webhooks {
  const later = (ms: number, happen: () => void) => timeline.schedule(courier.now() + ms, happen);
  return { keys: createSigningKeys(), courier, mischief: createMischief(later), later, v1Secret: randomBytes(16).toString('hex') };
}

const errorsOf = (status: number | undefined): number[] => (!isSuccess(status) ? [NO_SUCCESS] : status === 200 ? [] : [NOT_200]);

/** A try as the API shows it. */
const wireTry = ({ url, content, answer, startedAt, finishedAt }: Try) => ({
  status: isSuccess(answer?.status) ? 'delivered' : 'failed',
  started_at: iso(startedAt),
  finished_at: iso(finishedAt),
  http: {
    request: { url, headers: content ? Object.entries(content.headers) : [['content-type', 'application/json']] },
    ...(answer && { response: answer }),
  },
  errors: errorsOf(answer?.status),
});

/** What would happen at hosts elsewhere, which nothing is sent to: up to so many tries at each URL. */
function imagined(urls: readonly string[], tries: number, at: number): Try[] {
  const all = urls.flatMap((url) => Array<string>(isReachable(url) ? 1 : tries).fill(url));
  const delivered = all.findIndex(isReachable);
  return (delivered < 0 ? all : all.slice(0, delivered + 1)).map((url, index) => ({
    url,
    content: undefined,
    answer: isReachable(url) ? { status: 200, headers: [['content-type', 'text/plain']], body: 'ok' } : undefined,
    startedAt: at + index * MS_PER_TRY,
    finishedAt: at + (index + 1) * MS_PER_TRY,
  }));
}

interface Happened {
  /** As version 2 names it. */
  readonly type: string;
  readonly payload: object;
  readonly at: number;
  /** What is sent in place of an event. Nothing says that the API lists it, so it has no record. */
  readonly write?: Writer;
  /** Called when it is delivered, at the latest with the last try. */
  readonly delivered?: () => void;
}

/**
 * An event happens. At URLs of this machine it is told for real, signed, with all tries; for other hosts only the record of it is made. The
 * record is there when the last try is over.
 */
export function deliver(account: Account, target: WebhookTarget, { type, payload, at, write, delivered }: Happened): void {
  const urls = target.urls.filter((url): url is string => typeof url === 'string' && url !== '');
  if (urls.length === 0) return;
  const { deliveries, organizationId, webhooks } = account;
  const { keys, courier, mischief, later, v1Secret } = webhooks;
  const event = { id: randomUUID(), type, occurredAt: iso(at), payload };
  const isFirst = target.apiVersion === '1';
  const rules = RETRY_RULES[target.product];

  const record = (tries: readonly Try[]) => {
    if (write) return;
    const success = isSuccess(tries.at(-1)?.answer?.status);
    const delivery = {
      record_type: 'webhook_delivery',
      id: randomUUID(),
      user_id: organizationId,
      status: success ? 'delivered' : 'failed',
      started_at: iso(tries[0]?.startedAt ?? at),
      finished_at: iso(tries.at(-1)?.finishedAt ?? at),
      webhook: {
        ...{ record_type: 'event', event_type: isFirst ? firstVersionName(type) : type },
        ...{ id: event.id, occurred_at: event.occurredAt, payload },
      },
      attempts: tries.map(wireTry),
    };
    append(deliveries, delivery, MAX_DELIVERIES);
    if (success) delivered?.();
  };

  if (!urls.some(isLoopback)) {
    record(imagined(urls, rules.tries, at));
    return;
  }
  const secret = typeof target.v1Secret === 'string' ? target.v1Secret : v1Secret;
  const seconds = Number(target.timeoutSecs ?? 0) || USUAL_TIMEOUT_SECS;
  const parcel: Parcel = {
    ...{ urls, rules, timeoutMs: seconds * 1000, about: { event_type: type, id: event.id } },
    write: write ?? (isFirst ? firstVersion(event, secret) : secondVersion(event, keys, courier.now)),
  };
  const pause = (ms: number) => new Promise<void>((resolve) => later(ms, resolve));
  const again = async () => {
    await courier.carry(parcel, pause);
  };
  const first = async () => {
    const tries = await courier.carry(parcel, pause);
    if (tries) record(tries);
  };
  mischief.pass(first, again);
}
