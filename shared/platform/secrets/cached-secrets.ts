import { AppError } from '../errors/index.ts';
import { createSingleFlight } from '../async/index.ts';

/** Reads a secret from the vault or, without one, the environment. Rejects if there is none. */
export type SecretSource = (name: SecretName) => Promise<string>;

export type SecretName = 'telnyx-api-key' | 'mcp-signing-keys' | 'mcp-seal-keys';

/** The secret is unavailable and not in the cache. */
export class SecretUnavailableError extends AppError {
  override readonly name = 'SecretUnavailableError';
  readonly code = 'secret_unavailable';
  constructor() {
    super('A secret that this request needs is not available.');
  }
}

export interface Secrets {
  /**
   * @returns The value: from the cache, else from the source.
   * @throws {@link SecretUnavailableError}
   */
  get(name: SecretName): Promise<string>;
  /**
   * Gets a value other than one that no longer works: reads the source again, unless the cache already has another value or the last
   * such read was less than 30 s ago.
   */
  renew(name: SecretName, stale: string): Promise<string>;
  /** Milliseconds since the source last gave this secret; undefined if it never did. More than 10 minutes: the source is failing. */
  age(name: SecretName): number | undefined;
}

interface Entry {
  readonly value: string;
  /** When the next read is due; ms since the epoch. */
  readonly dueAt: number;
  /** When the source gave it; ms since the epoch. */
  readonly readAt: number;
}

const FRESH_MS = 10 * 60_000;
const RETRY_AFTER_ERROR_MS = 30_000;
const RENEW_AT_MOST_EVERY_MS = 30_000;

/**
 * Caches secrets for 10 minutes; parallel readers share one fetch. If the source fails, the last good value stays in use and the next
 * attempt is half a minute later.
 */
export function cacheSecrets(source: SecretSource, clock: () => number = Date.now): Secrets {
  const entries = new Map<SecretName, Entry>();
  const flights = createSingleFlight<SecretName, string>();
  const renewals = new Map<SecretName, number>();

  const fetchOnce = (name: SecretName): Promise<string> => flights.run(name, () => fetchNow(name));

  const fetchNow = async (name: SecretName): Promise<string> => {
    try {
      const value = await source(name);
      entries.set(name, { value, dueAt: clock() + FRESH_MS, readAt: clock() });
      return value;
    } catch {
      const last = entries.get(name);
      if (!last) throw new SecretUnavailableError();
      entries.set(name, { ...last, dueAt: clock() + RETRY_AFTER_ERROR_MS });
      return last.value;
    }
  };

  return {
    async get(name) {
      const entry = entries.get(name);
      return entry && clock() < entry.dueAt ? entry.value : await fetchOnce(name);
    },
    async renew(name, stale) {
      const entry = entries.get(name);
      const renewedAt = renewals.get(name) ?? -Infinity;
      if (entry && (entry.value !== stale || clock() - renewedAt < RENEW_AT_MOST_EVERY_MS)) return entry.value;
      renewals.set(name, clock());
      return await fetchOnce(name);
    },
    age(name) {
      const entry = entries.get(name);
      return entry && Math.max(0, clock() - entry.readAt);
    },
  };
}
