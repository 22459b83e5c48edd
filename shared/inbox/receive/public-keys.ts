import type { KeyObject } from 'node:crypto';
import { AppError, createSingleFlight, type Logger } from '../../platform/index.ts';
import type { KeyRows } from './key-rows.ts';
import { importPublicKey } from './signature.ts';

/** The keys by which Telnyx signs its webhooks. */
export interface PublicKeys {
  /**
   * Tries the keys that are known, then asks Telnyx for a newer one, then gives up.
   *
   * @param isSigned whether one of these keys made the signature
   * @throws KeysUnavailableError if it cannot be known; StoreUnavailableError, SecretUnavailableError
   */
  check(isSigned: (keys: readonly KeyObject[]) => boolean): Promise<boolean>;
  /**
   * Asks Telnyx which key it uses now. To be called every hour.
   *
   * @throws KeysUnavailableError, StoreUnavailableError, SecretUnavailableError
   */
  refresh(): Promise<number>;
}

/** Telnyx cannot be asked for its key, so nobody knows whether it sent something. Telnyx sends it again. */
export class KeysUnavailableError extends AppError {
  override readonly name = 'KeysUnavailableError';
  readonly code = 'keys_unavailable';
  constructor() {
    super("Telnyx's public key cannot be read.");
  }
}

interface Parts {
  /** The key that Telnyx names: base64. Rejects where it cannot be read. */
  readonly read: () => Promise<string>;
  readonly rows: KeyRows;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<unknown>;
}

/**
 * Whoever sends forged events makes this server ask Telnyx no more often than this. All of them wait for the same question: an event by a newer
 * key must not be refused in between, because Telnyx sends no voice event again after a refusal.
 */
const PAUSE_MS = 1_000;
/** Another instance may have learned of a newer key, or forgotten an old one. */
const KNOWN_MS = 3_600_000;

/**
 * So many may wait for it at once. Whoever sends forged events could otherwise hold all requests that an instance takes, true events among them.
 * The others get 503, after which Telnyx sends again.
 */
const MOST_WAITING = 20;

export function createPublicKeys({ read, rows, log, clock, wait }: Parts): PublicKeys {
  const flight = createSingleFlight<'rows' | 'telnyx', unknown>();
  let keys: readonly KeyObject[] = [];
  let knownAt = -Infinity;
  let askedAt = -Infinity;
  let waiting = 0;

  const load = () =>
    flight.run('rows', async () => {
      keys = (await rows.read()).flatMap((text) => importPublicKey(text) ?? []);
      knownAt = clock();
    });

  /** A key that could not be kept is used all the same: other instances ask for themselves. */
  const keep = async (text: string) => {
    try {
      await rows.named(text, clock());
    } catch (error) {
      log.error('webhook_key_not_kept', error);
    }
  };

  const ask = () =>
    flight.run('telnyx', async () => {
      await wait(Math.max(0, askedAt + PAUSE_MS - clock()));
      const text = await read().catch(() => undefined);
      const key = text === undefined ? undefined : importPublicKey(text);
      askedAt = clock();
      if (text === undefined || key === undefined) throw new KeysUnavailableError();
      if (keys.some((known) => known.equals(key))) return;
      keys = [...keys, key];
      await keep(text.trim());
    });

  return {
    async check(isSigned) {
      if (clock() - knownAt > KNOWN_MS) await load();
      if (isSigned(keys)) return true;
      if (waiting >= MOST_WAITING) throw new KeysUnavailableError();
      waiting++;
      try {
        // A question that is under way may have been asked before the key changed.
        const isUnderWay = flight.has('telnyx');
        await ask();
        if (isUnderWay && !isSigned(keys)) await ask();
        return isSigned(keys);
      } finally {
        waiting--;
      }
    },
    async refresh() {
      const text = await read().catch(() => undefined);
      if (text === undefined || importPublicKey(text) === undefined) throw new KeysUnavailableError();
      await rows.named(text.trim(), clock());
      await load();
      return keys.length;
    },
  };
}
