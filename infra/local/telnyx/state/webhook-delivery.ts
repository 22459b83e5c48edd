import { randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { iso } from './ids.ts';

/** One event and what became of it at the URLs it was for. */
export interface WebhookDelivery {
  readonly id: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly status: 'delivered' | 'failed';
  readonly event: { readonly id: string; readonly type: string; readonly occurredAt: number; readonly payload: unknown };
  readonly attempts: readonly { readonly url: string; readonly startedAt: number; readonly delivered: boolean }[];
}

/** Where events go; an empty or absent first URL means that nobody wants them. */
export interface WebhookTarget {
  readonly url: string | null | undefined;
  readonly failoverUrl?: string | null | undefined;
}

/** So that a long load does not fill the memory, an account keeps this many; the oldest go first. */
const MAX_DELIVERIES = 10_000;
const TRIES_PER_URL = 3;
const MS_PER_TRY = 100;

/** "Could not resolve host": the bare numbers of the document's example are not explained there. */
const UNREACHABLE = 75499;

/** Hosts below .invalid never exist (RFC 6761 section 6.4): the way to see a failed delivery. All others take what they get. */
const answers = (url: string) => URL.canParse(url) && !/(^|\.)invalid\.?$/.test(new URL(url).hostname);

function attemptsAt({ url, failoverUrl }: WebhookTarget, at: number): WebhookDelivery['attempts'] {
  const attempts: { url: string; startedAt: number; delivered: boolean }[] = [];
  for (const target of [url, failoverUrl]) {
    if (!target) continue;
    for (let tries = 0; tries < TRIES_PER_URL; tries += 1) {
      const delivered = answers(target);
      attempts.push({ url: target, startedAt: at + attempts.length * MS_PER_TRY, delivered });
      if (delivered) return attempts;
    }
  }
  return attempts;
}

/** An event happens: up to three tries at the URL, then at the failover URL. Nothing leaves the machine: only the record of it is made. */
export function deliver({ deliveries }: Account, target: WebhookTarget, type: string, payload: unknown, at: number): void {
  if (!target.url) return;
  const attempts = attemptsAt(target, at);
  deliveries.push({
    id: randomUUID(),
    startedAt: at,
    finishedAt: at + attempts.length * MS_PER_TRY,
    status: attempts.at(-1)?.delivered ? 'delivered' : 'failed',
    event: { id: randomUUID(), type, occurredAt: at, payload },
    attempts,
  });
  // In blocks: shifting one by one would cost more than the event.
  if (deliveries.length >= 2 * MAX_DELIVERIES) deliveries.splice(0, deliveries.length - MAX_DELIVERIES);
}

const wireAttempts = ({ attempts }: WebhookDelivery) =>
  attempts.map(({ url, startedAt, delivered }) => ({
    status: delivered ? 'delivered' : 'failed',
    started_at: iso(startedAt),
    finished_at: iso(startedAt + MS_PER_TRY),
    http: {
      request: { url, headers: [['content-type', 'application/json']] },
      ...(delivered && { response: { status: 200, headers: [['content-type', 'text/plain']], body: 'ok' } }),
    },
    errors: delivered ? [] : [UNREACHABLE],
  }));

const wireEvent = ({ event }: WebhookDelivery) => ({
  record_type: 'event',
  event_type: event.type,
  id: event.id,
  occurred_at: iso(event.occurredAt),
  payload: event.payload,
});

/** The delivery as Telnyx sends it. */
export const wireDelivery = (delivery: WebhookDelivery, organizationId: string) => ({
  record_type: 'webhook_delivery',
  id: delivery.id,
  user_id: organizationId,
  status: delivery.status,
  started_at: iso(delivery.startedAt),
  finished_at: iso(delivery.finishedAt),
  webhook: wireEvent(delivery),
  attempts: wireAttempts(delivery),
});

/** The event and the attempts as text: what the contains filters look into. */
export const eventText = (delivery: WebhookDelivery): string => JSON.stringify(wireEvent(delivery));
export const attemptsText = (delivery: WebhookDelivery): string => JSON.stringify(wireAttempts(delivery));
