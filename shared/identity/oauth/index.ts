import { createSigner, type ConfirmGrant, type Scope, type SigningKeyring, type TokenNames } from '../tokens/index.ts';
import { braked, jsonError, type Logger, type OriginPolicy, type Secrets, type Settings, withCors } from '../../platform/index.ts';
import { tooManyPage, type Destination, type SignIn } from '../login/index.ts';
import type { GrantStore } from '../grants/index.ts';
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
  readonly confirm: ConfirmGrant;
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
  const open = (next: Handler) => withCors(policy, 'POST, OPTIONS', next);
  return {
    authorize: braked(settings, tooManyPage, handler),
    token: open(braked(settings, tooMany, createTokenEndpoint({ ...parts, resolveClient }))),
    register: open(braked(settings, tooMany, createRegistration({ settings, signer, log, clock }))),
    revoke: open(braked(settings, tooMany, createRevocation(parts))),
    destination,
  };
}

const tooMany = (seconds: number): Response =>
  jsonError(429, 'temporarily_unavailable', `Too many requests from this address: wait ${seconds} s.`, { 'retry-after': String(seconds) });
