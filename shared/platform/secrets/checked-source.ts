import { AppError, type AzureProblem } from '../errors/index.ts';
import type { SecretName, SecretSource } from './cached-secrets.ts';
import { SecretSourceError } from './sources.ts';

/** Rejects or throws for a value that the app cannot use. Nobody sees what it throws. */
export type SecretCheck = (value: string) => unknown;

/** The value cannot be used. The message names the secret, never its value. */
export class UnusableSecretError extends AppError {
  override readonly name = 'UnusableSecretError';
  readonly code = 'unusable_secret';
  readonly secret: SecretName;
  constructor(secret: SecretName) {
    super(`The secret ${secret} cannot be used.`);
    this.secret = secret;
  }
}

/** Why there is no newest value of a secret. */
export type SecretFailure = AzureProblem | 'unusable';

export interface CheckedSource {
  /** Rejects with {@link UnusableSecretError} for a value that fails its check, and whenever the source itself does. */
  readonly source: SecretSource;
  /** Names of secrets whose newest value cannot be used, even if an older value is still in use. */
  readonly unusable: () => readonly SecretName[];
  /** Why the last read of a secret failed; undefined if it did not. */
  readonly failure: (name: SecretName) => SecretFailure | undefined;
}

/** What an HTTP header may hold (RFC 9110 section 5.5), without spaces. */
const API_KEY = /^[\x21-\x7e]+$/;

/** @throws Error for a value that cannot be a Telnyx API key. */
export function checkApiKey(value: string): void {
  if (!API_KEY.test(value)) throw new Error('not printable');
}

/**
 * Checks each secret when it is read, so that a mistake in the vault shows there and not in the middle of a request. Blanks, line ends and a
 * byte order mark around a value are dropped: editors and `az keyvault secret set --file` leave them.
 *
 * @param checks The check of each secret. Its result must depend on the value alone.
 * @param tell Called once when a secret can no longer be used.
 */
export function checkedSource(
  source: SecretSource,
  checks: Readonly<Record<SecretName, SecretCheck>>,
  tell: (error: UnusableSecretError) => void,
): CheckedSource {
  const unusable = new Set<SecretName>();
  const failures = new Map<SecretName, SecretFailure>();

  const refuse = (name: SecretName): never => {
    const error = new UnusableSecretError(name);
    if (!unusable.has(name)) tell(error);
    unusable.add(name);
    throw error;
  };

  const read = async (name: SecretName): Promise<string> => {
    // Removes U+FEFF as well (ECMA-262, String.prototype.trim).
    const value = (await source(name)).trim();
    const usable = value !== '' && (await passes(checks[name], value));
    if (!usable) return refuse(name);
    unusable.delete(name);
    return value;
  };

  return {
    async source(name) {
      try {
        const value = await read(name);
        failures.delete(name);
        return value;
      } catch (error) {
        failures.set(name, failureOf(error));
        throw error;
      }
    },
    unusable: () => [...unusable],
    failure: (name) => failures.get(name),
  };
}

function failureOf(error: unknown): SecretFailure {
  if (error instanceof UnusableSecretError) return 'unusable';
  return error instanceof SecretSourceError ? error.problem : 'error';
}

async function passes(check: SecretCheck, value: string): Promise<boolean> {
  try {
    await check(value);
    return true;
  } catch {
    return false;
  }
}
