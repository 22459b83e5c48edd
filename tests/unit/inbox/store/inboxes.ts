import { beforeAll } from '@jest/globals';
import { createInbox, type InboxParts } from '../../../../shared/inbox/index.ts';
import { cacheSecrets, connectTable, createLogger } from '../../../../shared/platform/index.ts';
import type { TelnyxClient } from '../../../../shared/telnyx/index.ts';
import { startAzurite } from '../../../support/azurite.ts';
import { makeSealKey, makeSecrets } from '../../../support/keys.ts';
import { startServiceGate } from '../../../support/service-gate.ts';
import { makeWebhookKey, signedHeaders } from '../../../support/telnyx-signature.ts';
import { use } from '../../../support/use.ts';

interface Sending {
  /** Milliseconds since the epoch. Default: now. */
  readonly at?: number;
  readonly contentType?: string;
  readonly to?: InboxParts;
}

/** Instances of the inbox on one table service, and Telnyx that sends to them. */
export function useInboxes({ days = 30 } = {}) {
  const azurite = use(startAzurite);
  const gate = use(() => startServiceGate(azurite.url));
  const vault = use(() => makeSecrets());
  // The first use loads the SDK, which can take longer than a request may on a busy machine.
  beforeAll(async () => {
    await connectTable('inboxkeys', { url: azurite.url }, undefined).then((table) => table.createTable());
  }, 60_000);
  const clock = { ahead: 0 };
  const logged: string[] = [];
  const key = makeWebhookKey();
  const telnyx = { named: key.named as string | undefined };

  /** Starts an instance, which reads the vault anew. */
  function start(): InboxParts {
    const client = {
      get: () => (telnyx.named === undefined ? Promise.reject(new Error('down')) : Promise.resolve({ data: { public: telnyx.named } })),
    } as unknown as TelnyxClient;
    return createInbox({
      settings: {
        publicBaseUrl: 'https://mcp.example.org',
        telnyxBaseUrl: 'https://api.telnyx.com/v2',
        tables: { url: gate.url },
        identityClientId: undefined,
        inboxDays: days,
      },
      secrets: cacheSecrets((name) => Promise.resolve(vault.content[name])),
      telnyx: () => client,
      log: createLogger((_level, line) => void logged.push(line)),
      clock: () => Date.now() + clock.ahead,
    });
  }

  let first: InboxParts | undefined;
  const inbox = () => (first ??= start());

  /** Sends it as Telnyx does. Rejects as the route does. */
  function send(body: unknown, { at = Date.now() + clock.ahead, contentType = 'application/json', to = inbox() }: Sending = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { ...signedHeaders(key, text, Math.floor(at / 1000)), 'content-type': contentType };
    return to.receive(new Request('https://mcp.example.org/webhooks/telnyx', { method: 'POST', headers, body: text }));
  }

  /** Makes a new seal key the active one, as `npm run` of the keys does. */
  function rotateSealKey(): void {
    const set = JSON.parse(vault.content['mcp-seal-keys']) as { keys: { kid: string }[] };
    const made = makeSealKey();
    vault.content['mcp-seal-keys'] = JSON.stringify({ active: made.kid, keys: [...set.keys, made] });
  }

  return { start, inbox, send, rotateSealKey, clock, logged, key, telnyx, gate, azurite, vault };
}

/** A text as Telnyx tells of it. */
export function received({
  id,
  from,
  to,
  text,
  at,
  ...rest
}: {
  id: string;
  from: string;
  to: string;
  text: string;
  at: number;
  keyword?: string;
}) {
  const time = new Date(at).toISOString();
  return {
    data: {
      event_type: 'message.received',
      id,
      occurred_at: time,
      payload: {
        id: `m-${id}`,
        direction: 'inbound',
        from: { phone_number: from },
        to: [{ phone_number: to, status: 'webhook_delivered' }],
        text,
        received_at: time,
        messaging_profile_id: 'profile-1',
        ...(rest.keyword !== undefined && { autoresponse_type: rest.keyword }),
      },
      record_type: 'event',
    },
    meta: { attempt: 1, delivered_to: 'https://mcp.example.org/webhooks/telnyx' },
  };
}

/** A state of a message that we sent. */
export function stated({
  id,
  message,
  from,
  to,
  text,
  at,
  sentAt = at,
  status = 'delivered',
  type = 'message.finalized',
}: {
  id: string;
  message: string;
  from: string;
  to: string;
  text: string;
  at: number;
  sentAt?: number;
  status?: string;
  type?: string;
}) {
  return {
    data: {
      event_type: type,
      id,
      occurred_at: new Date(at).toISOString(),
      payload: {
        id: message,
        direction: 'outbound',
        from: { phone_number: from },
        to: [{ phone_number: to, status }],
        text,
        received_at: new Date(sentAt).toISOString(),
        sent_at: new Date(sentAt).toISOString(),
        messaging_profile_id: 'profile-1',
      },
      record_type: 'event',
    },
  };
}
