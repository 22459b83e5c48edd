/** Chooses the vault and the identity to use it with. */
import { z } from 'zod';

/** The variables of a managed identity. */
const Identity = z.object({
  IDENTITY_ENDPOINT: z.string().min(1),
  IDENTITY_HEADER: z.string().min(1),
  AZURE_CLIENT_ID: z.string().min(1).optional(),
});
export type Identity = z.output<typeof Identity>;

export interface VaultPlace {
  readonly url: string;
  /** For a vault on this machine, the stand-in's identity. Undefined for a real vault: the user's own login. */
  readonly identity: Identity | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** No vault is named, or not an accepted one. The message says what to do. */
export class VaultChoiceError extends Error {
  override readonly name = 'VaultChoiceError';
  readonly code = 'vault_choice';
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Azure, Azure in China, Azure Government. */
const REAL = /^[a-z0-9-]{3,24}\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)$/;

/**
 * Takes the vault from the first argument that names one.
 * @param given URL from the command line
 * @param running settings of the app that `npm start` runs
 * @throws VaultChoiceError
 */
export function chooseVault(given: string | undefined, environment: Variables, running: Variables | undefined): VaultPlace {
  const named = given ?? (environment['KEY_VAULT_URL'] || running?.['KEY_VAULT_URL']);
  if (!named) {
    throw new VaultChoiceError(
      'No vault is named and no local app runs: give --vault https://NAME.vault.azure.net, or start one with npm start.',
    );
  }
  const url = URL.canParse(named) ? new URL(named) : undefined;
  if (url?.origin !== named.replace(/\/$/, '')) {
    throw new VaultChoiceError('The vault must be a URL without a path, such as https://NAME.vault.azure.net.');
  }
  if (LOOPBACK.has(url.hostname)) return { url: url.origin, identity: identityIn(environment, running) };
  if (url.protocol === 'https:' && url.port === '' && REAL.test(url.hostname)) return { url: url.origin, identity: undefined };
  throw new VaultChoiceError('The vault must be https://NAME.vault.azure.net, or one on this machine.');
}

function identityIn(environment: Variables, running: Variables | undefined): Identity {
  for (const variables of [environment, running ?? {}]) {
    const identity = Identity.safeParse(variables);
    if (identity.success) return identity.data;
  }
  throw new VaultChoiceError('A vault on this machine needs IDENTITY_ENDPOINT and IDENTITY_HEADER, as npm run stand-ins prints them.');
}
