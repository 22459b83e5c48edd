import type { Handler, Logger, OriginPolicy, Secrets, Settings } from '../../platform/index.ts';
import type { GrantStore } from '../grants/index.ts';
import type { Destination, SignIn } from '../login/index.ts';
import { createSigner, type ConfirmGrant, type Scope, type SigningKeyring, type TokenNames } from '../tokens/index.ts';
import { createAuthorize } from './authorize/index.ts';
import { createClientResolver } from './clients/index.ts';
import { createRegistration } from './register.ts';
import { createRevocation, createTokenEndpoint } from './token/index.ts';

interface AuthorizationServerOptions {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly keyring: SigningKeyring;
  readonly names: TokenNames;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly grants: GrantStore;
  readonly confirm: ConfirmGrant;
  /** What the tools of this server need: nobody is asked for more. */
  readonly scopes: readonly Scope[];
  readonly log: Logger;
  readonly clock: () => number;
}

interface AuthorizationServer {
  readonly authorize: Handler;
  readonly token: Handler;
  readonly register: Handler;
  readonly revoke: Handler;
  /** Where a login continues that began with a consent. */
  readonly destination: Destination;
}

/** Our OAuth 2.1 authorization server, on the app's own origin: Entra only says who the person is. */
export function createAuthorizationServer(options: AuthorizationServerOptions): AuthorizationServer {
  const { settings, secrets, log, clock } = options;
  const signer = createSigner(secrets, 'client', settings.publicBaseUrl);
  const resolveClient = createClientResolver({ settings, signer, clock });
  const { handler: authorize, destination } = createAuthorize({ ...options, resolveClient });
  return {
    authorize,
    token: createTokenEndpoint({ ...options, resolveClient }),
    register: createRegistration({ settings, signer, log, clock }),
    revoke: createRevocation(options),
    destination,
  };
}
