import { AppError } from '../errors/index.ts';
import type { SecretName, SecretSource } from './cached-secrets.ts';

/** Rejects, or throws, for a value that the app could not work with. Whatever it throws stays inside. */
export type SecretCheck = (value: string) => unknown;

/** The source gave a value that cannot be used. Names the secret, and nothing of its value. */
export class UnusableSecretError extends AppError {
  override readonly name = 'UnusableSecretError';
  readonly code = 'unusable_secret';
  readonly secret: SecretName;
  constructor(secret: SecretName) {
    super(`The secret ${secret} cannot be used.`);
    this.secret = secret;
  }
}

export interface CheckedSource {
  /** Rejects with {@link UnusableSecretError} for a value that fails its check, and as the source itself does. */
  readonly source: SecretSource;
  /** Names of secrets of which the newest value cannot be used, whether or not an older one still serves. */
  readonly unusable: () => readonly SecretName[];
}

/** HTTP header values take nothing else (RFC 9110 section 5.5); keys hold no spaces. */
const API_KEY = /^[\x21-\x7e]+$/;

/** @throws Error for what no API key of Telnyx can be */
export function checkApiKey(value: string): void {
  if (!API_KEY.test(value)) throw new Error('not printable');
}

/**
 * Looks at each secret when it is read, so that a slip in the vault is met there and not in the middle of a request. Blanks, line ends and a
 * byte order mark around a value are no part of it: editors and `az keyvault secret set --file` leave them.
 *
 * @param checks - what each secret has to stand; it must only be true of the value, not of the moment
 * @param tell - hears of a secret once when it can no longer be used
 */
export function checkedSource(
  source: SecretSource,
  checks: Readonly<Record<SecretName, SecretCheck>>,
  tell: (error: UnusableSecretError) => void,
): CheckedSource {
  const unusable = new Set<SecretName>();

  const refuse = (name: SecretName): never => {
    const error = new UnusableSecretError(name);
    if (!unusable.has(name)) tell(error);
    unusable.add(name);
    throw error;
  };

  return {
    async source(name) {
      // Removes U+FEFF as well (ECMA-262, String.prototype.trim).
      const value = (await source(name)).trim();
      const usable = value !== '' && (await passes(checks[name], value));
      if (!usable) return refuse(name);
      unusable.delete(name);
      return value;
    },
    unusable: () => [...unusable],
  };
}

async function passes(check: SecretCheck, value: string): Promise<boolean> {
  try {
    await check(value);
    return true;
  } catch {
    return false;
  }
}
