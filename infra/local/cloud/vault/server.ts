/**
 * Stand-in for Azure Key Vault's secrets: the challenge, the token check, versions, errors, and knobs for tests.
 * The SDK's SecretClient runs against it with `allowInsecureConnection` and `disableChallengeResourceVerification`.
 */
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { json, methodNotAllowed, notFound } from '../loopback/answers.ts';
import { createLoopbackServer, pause } from '../loopback/server.ts';
import type { LoopbackAnswer, LoopbackRequest, LoopbackServer } from '../loopback/server.ts';
import { ReadCounter, VaultKnobs } from './controls.ts';
import { badParameter, unauthorized, unavailable } from './errors.ts';
import { createSecretsApi } from './secrets-api.ts';
import { openStore } from './store.ts';
import type { StoreOptions } from './store.ts';

export interface KeyVaultOptions extends StoreOptions {
  readonly tenantId: string;
  /** Where the public keys are that sign the callers' tokens. */
  readonly jwksUrl: string;
}

/**
 * Checks the caller's bearer token as Key Vault does: signature by the identity's public keys, audience, expiry.
 * Answers why it is refused, or undefined.
 */
function createBearerCheck(jwksUrl: string): (authorization: string | undefined) => Promise<string | undefined> {
  const keys = createRemoteJWKSet(new URL(jwksUrl));

  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return 'AKV10000: Request is missing a Bearer or PoP token.';
    try {
      await jwtVerify(token, keys, { algorithms: ['RS256'], audience: 'https://vault.azure.net', requiredClaims: ['exp', 'oid'] });
      return undefined;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return '[TokenExpired] Error validating token.';
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'AKV10022: Invalid audience.';
      return 'Error validating token.';
    }
  };
}

/** `listen`, then `<url>` is KEY_VAULT_URL. Throws for a state file that cannot be read. */
export function createKeyVault(options: KeyVaultOptions): LoopbackServer {
  const reads = new ReadCounter();
  const secrets = createSecretsApi(openStore(options), reads);
  const refusalOf = createBearerCheck(options.jwksUrl);
  let knobs = VaultKnobs.parse({});
  let origin = '';

  async function control(request: LoopbackRequest): Promise<LoopbackAnswer> {
    const { method } = request;
    if (method !== 'GET' && method !== 'PUT') return methodNotAllowed('GET, PUT');
    if (method === 'PUT') {
      const refused = await turn(request);
      if (refused !== undefined) return refused;
    }
    return json(200, { reads: reads.all(), ...knobs });
  }

  async function turn(request: LoopbackRequest): Promise<LoopbackAnswer | undefined> {
    const parsed = VaultKnobs.safeParse(
      await request
        .body()
        .then(JSON.parse)
        .catch(() => undefined),
    );
    if (!parsed.success) return badParameter(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    knobs = parsed.data;
    return undefined;
  }

  async function operate(request: LoopbackRequest): Promise<LoopbackAnswer> {
    if (knobs.delay_ms > 0) await pause(knobs.delay_ms, request.closing);
    if (knobs.down) return unavailable();
    const refusal = await refusalOf(request.headers.authorization);
    return refusal === undefined ? secrets(request, origin, knobs) : unauthorized(options.tenantId, refusal);
  }

  const server = createLoopbackServer((request) => {
    const room = request.url.pathname.split('/')[1];
    if (room === 'secrets') return operate(request);
    return request.url.pathname === '/_control' ? control(request) : notFound;
  });

  return {
    ...server,
    listen: async (port) => {
      const listening = await server.listen(port);
      origin = listening.url;
      return listening;
    },
  };
}
