import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { connectTable, createTable, isLoopback, type Handler, type Logger, type Secrets, type Settings } from '../platform/index.ts';
import { path, type TelnyxCall, type TelnyxClient } from '../telnyx/index.ts';
import { FAILOVER_PATH, WEBHOOK_PATH } from './paths.ts';
import type { Inbox, WebhookAddresses } from './inbox.ts';
import { answersOf, createSeats, readCall, readList, readThread, waitFor, type Answers } from './reader/index.ts';
import { createKeyRows, createPublicKeys, createReceiver, KEYS_TABLE } from './receive/index.ts';
import { createSealedRows, createStore } from './store/index.ts';

export interface InboxOptions {
  readonly settings: Pick<Settings, 'publicBaseUrl' | 'telnyxBaseUrl' | 'tables' | 'identityClientId' | 'inboxDays'>;
  readonly secrets: Secrets;
  readonly telnyx: (call: TelnyxCall) => TelnyxClient;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** The whole inbox: what fills it, what reads it, and what looks after it. */
export interface InboxParts {
  /** Answers Telnyx: `POST /webhooks/telnyx`. */
  readonly receive: Handler;
  readonly reader: Inbox;
  /** What a person has answered, for the guard. Throws StoreUnavailableError, SecretUnavailableError. */
  readonly answers: { of(number: string): Promise<Answers> };
  /**
   * Deletes what is too old to be read. To be called every hour.
   *
   * @returns how many months
   * @throws StoreUnavailableError
   */
  purge(now: number): Promise<number>;
  /**
   * Learns the key by which Telnyx signs now. To be called every hour.
   *
   * @returns how many keys are known
   * @throws KeysUnavailableError, StoreUnavailableError, SecretUnavailableError
   */
  refreshKeys(): Promise<number>;
}

const KEY_MS = 5_000;
/** Waits of all in this process, and of one grant. */
const MOST_WAITS = 10;
const MOST_WAITS_OF_ONE = 2;

const PublicKey = z.object({ data: z.object({ public: z.string() }) });

export function createInbox({ settings, secrets, telnyx, log, clock }: InboxOptions): InboxParts {
  const { publicBaseUrl: origin, tables, identityClientId, inboxDays: days } = settings;
  const store = createStore({ settings, secrets, clock });
  const keyTable = createTable(() => connectTable(KEYS_TABLE, tables, identityClientId));
  const keys = createPublicKeys({
    read: async () => {
      const client = telnyx({ retry: 'transient', signal: new AbortController().signal, timeoutMs: KEY_MS });
      const { data } = await client.get(path`/public_key`, { answer: PublicKey });
      return data.public;
    },
    rows: createKeyRows(keyTable, createSealedRows(secrets)),
    log,
    clock,
    wait,
  });
  const seats = createSeats(MOST_WAITS, MOST_WAITS_OF_ONE);
  const addresses: WebhookAddresses = {
    url: `${origin}${WEBHOOK_PATH}`,
    failoverUrl: `${origin}${FAILOVER_PATH}`,
    reachable: !isLoopback(origin) || isLoopback(settings.telnyxBaseUrl),
  };
  return {
    receive: createReceiver({ keys, store, log, clock }),
    reader: {
      addresses,
      days,
      list: (query) => readList(store, query),
      thread: (query) => readThread(store, query),
      call: (query) => readCall(store, query),
      wait: (query, presence) => waitFor({ store, seats, clock }, query, presence),
    },
    answers: { of: (number) => answersOf(store, number) },
    purge: (now) => store.purge(now),
    refreshKeys: () => keys.refresh(),
  };
}
