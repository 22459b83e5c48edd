/** Texts as Telnyx tells of them, signed by a key of the bench. */
import { randomUUID } from 'node:crypto';
import { signedHeaders, type WebhookKey } from '../../../support/telnyx-signature.ts';

export const OWN = '+13125550100';

/** @param at milliseconds since the epoch */
export function textOf(peer: string, at: number) {
  const time = new Date(at).toISOString();
  const messageId = randomUUID();
  return {
    data: {
      event_type: 'message.received',
      id: randomUUID(),
      occurred_at: time,
      payload: {
        cc: [],
        completed_at: null,
        cost: { amount: '0.0040', currency: 'USD' },
        direction: 'inbound',
        encoding: 'GSM-7',
        errors: [],
        from: { carrier: 'T-Mobile', line_type: 'long_code', phone_number: peer },
        id: messageId,
        media: [],
        messaging_profile_id: '740572b6-099c-44a1-89b9-6c92163bc68d',
        organization_id: '47a530f8-4362-4526-829b-bcee17fd9f7a',
        parts: 1,
        received_at: time,
        record_type: 'message',
        sent_at: null,
        tags: [],
        text: `Could you move it to three o'clock? It is number ${messageId.slice(0, 8)}.`,
        to: [{ carrier: 'Telnyx', line_type: 'Wireless', phone_number: OWN, status: 'webhook_delivered' }],
        type: 'SMS',
        valid_until: null,
        webhook_failover_url: null,
        webhook_url: 'https://mcp.example.org/webhooks/telnyx',
      },
      record_type: 'event',
    },
    meta: { attempt: 1, delivered_to: 'https://mcp.example.org/webhooks/telnyx' },
  };
}

/** A POST that is ready to be sent. */
export interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @returns so many different texts of somebody, signed now: they are taken for five minutes */
export function signedTexts(key: WebhookKey, peer: string, count: number): Post[] {
  const now = Date.now();
  return Array.from({ length: count }, () => {
    const body = JSON.stringify(textOf(peer, now));
    const headers = { ...signedHeaders(key, body, Math.floor(now / 1000)), 'content-length': String(Buffer.byteLength(body)) };
    return { body, headers };
  });
}
