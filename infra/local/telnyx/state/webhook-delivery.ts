import { randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { append } from './account.ts';
import { iso } from './row.ts';

/** One event and what became of it at the URLs it was for, as Telnyx sends it. */
export interface WebhookDelivery {
  readonly webhook: { readonly event_type: string; readonly [name: string]: unknown };
  readonly [name: string]: unknown;
}

/** Where events go; an empty or absent first URL means that nobody wants them. */
export interface WebhookTarget {
  readonly url: string | null | undefined;
  readonly failoverUrl?: string | null | undefined;
  /** "1" has other names for events than "2". */
  readonly apiVersion?: unknown;
}

/** So that a long load does not fill the memory, an account keeps this many; the oldest go first. */
const MAX_DELIVERIES = 10_000;
const TRIES_PER_URL = 3;
const MS_PER_TRY = 100;

/** "Could not resolve host": the bare numbers of the document's example are not explained there. */
const UNREACHABLE = 75499;

/** Hosts below .invalid never exist (RFC 6761 section 6.4): the way to see a failed delivery. All others take what they get. */
const answers = (url: string) => URL.canParse(url) && !/(^|\.)invalid\.?$/.test(new URL(url).hostname);

/** Up to three tries at the URL, then at the failover URL. */
function attemptsAt({ url, failoverUrl }: WebhookTarget, at: number) {
  const tries = [url, failoverUrl].flatMap((one) => (one ? Array<string>(answers(one) ? 1 : TRIES_PER_URL).fill(one) : []));
  const delivered = tries.findIndex(answers);
  return (delivered < 0 ? tries : tries.slice(0, delivered + 1)).map((one, index) => ({
    status: answers(one) ? 'delivered' : 'failed',
    started_at: iso(at + index * MS_PER_TRY),
    finished_at: iso(at + (index + 1) * MS_PER_TRY),
    http: {
      request: { url: one, headers: [['content-type', 'application/json']] },
      ...(answers(one) && { response: { status: 200, headers: [['content-type', 'text/plain']], body: 'ok' } }),
    },
    errors: answers(one) ? [] : [UNREACHABLE],
  }));
}

/** An event happens. Nothing leaves the machine: only the record of it is made. */
export function deliver({ deliveries, organizationId }: Account, target: WebhookTarget, type: string, payload: unknown, at: number): void {
  if (!target.url) return;
  const attempts = attemptsAt(target, at);
  const delivery = {
    record_type: 'webhook_delivery',
    id: randomUUID(),
    user_id: organizationId,
    status: attempts.at(-1)?.status ?? 'failed',
    started_at: iso(at),
    finished_at: iso(at + attempts.length * MS_PER_TRY),
    webhook: { record_type: 'event', event_type: type, id: randomUUID(), occurred_at: iso(at), payload },
    attempts,
  };
  append(deliveries, delivery, MAX_DELIVERIES);
}
