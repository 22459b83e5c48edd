import { createSigner, type Scope, type SigningKeyring, type TokenNames } from '../auth/index.ts';
import { createBrake, withCors, type OriginPolicy } from '../http/index.ts';
import type { Logger } from '../log/index.ts';
import type { Destination, SignIn } from '../login/index.ts';
import type { Secrets } from '../secrets/index.ts';
import type { Settings } from '../settings/index.ts';
import type { GrantStore } from '../store/index.ts';
import { createAuthorize } from './authorize/index.ts';
import { createClientResolver } from './clients/index.ts';
import { createRegistration } from './register.ts';
import { createRevocation, createTokenEndpoint } from './token/index.ts';

export { authorizationServerMetadata } from './metadata.ts';

interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly keyring: SigningKeyring;
  readonly names: TokenNames;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly grants: GrantStore;
  /** What the tools of this server need: nobody is asked for more. */
  readonly scopes: readonly Scope[];
  readonly log: Logger;
  readonly clock: () => number;
}

type Handler = (request: Request) => Promise<Response>;

interface AuthorizationServer {
  readonly authorize: Handler;
  readonly token: Handler;
  readonly register: Handler;
  readonly revoke: Handler;
  /** Where a login goes on that began with a consent. */
  readonly destination: Destination;
}

/** Our OAuth 2.1 authorization server, on the app's own origin: Entra only says who the person is. */
export function createAuthorizationServer(parts: Parts): AuthorizationServer {
  const { settings, secrets, policy, log, clock } = parts;
  const signer = createSigner(secrets, 'client', settings.publicBaseUrl);
  const resolveClient = createClientResolver({ settings, signer, clock });
  const { handler, destination } = createAuthorize({ ...parts, resolveClient });
  const braked = (next: Handler): Handler => {
    const brake = createBrake({ perMinute: settings.oauthRatePerMinute });
    return async (request) => brake(request) ?? (await next(request));
  };
  const open = (next: Handler) => withCors(policy, 'POST, OPTIONS', next);
  return {
    authorize: braked(handler),
    token: open(braked(createTokenEndpoint({ ...parts, resolveClient }))),
    register: open(braked(createRegistration({ signer, log, clock }))),
    revoke: open(createRevocation(parts)),
    destination,
  };
}
