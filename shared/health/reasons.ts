import {
  SecretUnavailableError,
  StoreUnavailableError,
  type AzureProblem,
  type SecretFailure,
  type SecretName,
} from '../platform/index.ts';
import { UpstreamClientError, UpstreamKeyError, UpstreamRateLimitError, UpstreamUnavailableError } from '../telnyx/index.ts';

/** Why a check fails. It holds nothing secret: everybody may ask whether the app is ready. */
export interface Reason {
  /** Stable. */
  readonly code: string;
  /** One sentence without its full stop. */
  readonly text: string;
}

/** A reason, and what an administrator does about it: a sentence with names between backticks. */
export interface Explained extends Reason {
  readonly next: string;
}

/** Of one secret in the vault. */
const SECRET: Readonly<Record<SecretFailure, readonly [text: (name: SecretName) => string, next: (name: SecretName) => string]>> = {
  unreachable: [() => 'The key vault cannot be reached', () => 'Check the network rules of the vault and of the app, then check again.'],
  no_identity: [
    () => 'The managed identity gives no token',
    () => 'Check that the identity of `AZURE_CLIENT_ID` exists and is assigned to the app.',
  ],
  denied: [
    () => 'The key vault denies access',
    () => 'Give the identity of the app the role “Key Vault Secrets User” on the vault. A new role takes some minutes.',
  ],
  missing: [(name) => `The secret ${name} is missing`, (name) => `Store \`${name}\` in the key vault. No restart is needed.`],
  unusable: [
    (name) => `The secret ${name} cannot be used`,
    (name) => `Store a whole and valid \`${name}\` in the key vault. No restart is needed.`,
  ],
  error: [() => 'The key vault answers with an error', () => 'Check the health of the vault in the Azure portal, then check again.'],
};

export function secretReason(name: SecretName, failure: SecretFailure = 'unreachable'): Explained {
  const [text, next] = SECRET[failure];
  return { code: failure, text: text(name), next: next(name) };
}

const TABLES: Readonly<Record<AzureProblem, readonly [text: string, next: string]>> = {
  unreachable: ['The table storage cannot be reached', 'Check the network rules of the storage account, then check again.'],
  no_identity: ['The managed identity gives no token', 'Check that the identity of `AZURE_CLIENT_ID` exists and is assigned to the app.'],
  denied: [
    'The table storage denies access',
    'Give the identity of the app the role “Storage Table Data Contributor” on the storage account. A new role takes some minutes.',
  ],
  missing: ['The table storage has no such table', 'Check `TABLES_URL`: it names the table service of the storage account.'],
  error: ['The table storage answers with an error', 'Check the health of the storage account in the Azure portal, then check again.'],
};

export function tablesReason(error: unknown): Explained {
  const code = error instanceof StoreUnavailableError ? error.problem : 'error';
  const [text, next] = TABLES[code];
  return { code, text, next };
}

const FORBIDDEN = 403;

export function telnyxReason(error: unknown): Explained {
  if (error instanceof SecretUnavailableError) {
    return { code: 'no_key', text: 'There is no key for Telnyx', next: 'Store `telnyx-api-key` in the key vault. No restart is needed.' };
  }
  if (error instanceof UpstreamKeyError || (error instanceof UpstreamClientError && error.status === FORBIDDEN)) {
    return {
      code: 'key_refused',
      text: 'Telnyx refuses the key',
      next: 'Create a new API key in the Telnyx portal and store it as `telnyx-api-key` in the key vault. No restart is needed.',
    };
  }
  if (error instanceof UpstreamRateLimitError) {
    return { code: 'rate_limited', text: 'Telnyx asks to slow down', next: 'Wait a minute, then check again.' };
  }
  if (error instanceof UpstreamUnavailableError && (error.reason === 'network' || error.reason === 'timeout')) {
    return {
      code: 'unreachable',
      text: 'Telnyx cannot be reached',
      next: 'Check that the network lets the app reach api.telnyx.com, and look at status.telnyx.com.',
    };
  }
  return { code: 'error', text: 'Telnyx answers with an error', next: 'Look at status.telnyx.com, then check again.' };
}
