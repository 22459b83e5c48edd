/**
 * Stand-in for Azure Key Vault's secrets: challenge, token check, versions, errors, test controls.
 * The SDK's SecretClient needs `allowInsecureConnection` and `disableChallengeResourceVerification` for it.
 */
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { json, methodNotAllowed, notFound } from '../loopback/answers.ts';
import { createLoopbackServer, pause } from '../loopback/server.ts';
import type { LoopbackAnswer, LoopbackRequest, LoopbackServer } from '../loopback/server.ts';
import { ReadCounter, VaultControls } from './controls.ts';
import { badParameter, unauthorized, unavailable } from './errors.ts';
import { createSecretsApi } from './secrets-api.ts';
import { openStore } from './store.ts';
import type { StoreOptions } from './store.ts';

export interface KeyVaultOptions extends StoreOptions {
  readonly tenantId: string;
  /** Public keys of the issuer of callers' tokens. */
  readonly jwksUrl: string;
}

/**
 * Checks signature, audience and expiry of the bearer token.
 * @returns Key Vault's error message, or undefined for a valid token
 */
function createTokenCheck(jwksUrl: string): (authorization: string | undefined) => Promise<string | undefined> {
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

/**
 * Its URL is KEY_VAULT_URL.
 * @throws Error where the state file cannot be read
 */
export function createKeyVault(options: KeyVaultOptions): LoopbackServer {
  const reads = new ReadCounter();
  const secrets = createSecretsApi(openStore(options), reads);
  const tokenErrorOf = createTokenCheck(options.jwksUrl);
  let controls = VaultControls.parse({});
  let origin = '';

  async function control(request: LoopbackRequest): Promise<LoopbackAnswer> {
    const { method } = request;
    if (method !== 'GET' && method !== 'PUT') return methodNotAllowed('GET, PUT');
    if (method === 'PUT') {
      const invalid = await setControls(request);
      if (invalid !== undefined) return invalid;
    }
    return json(200, { reads: reads.all(), ...controls });
  }

  async function setControls(request: LoopbackRequest): Promise<LoopbackAnswer | undefined> {
    const parsed = VaultControls.safeParse(
      await request
        .body()
        .then(JSON.parse)
        .catch(() => undefined),
    );
    if (!parsed.success) return badParameter(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    controls = parsed.data;
    return undefined;
  }

  async function operate(request: LoopbackRequest): Promise<LoopbackAnswer> {
    if (controls.delay_ms > 0) await pause(controls.delay_ms, request.closing);
    if (controls.down) return unavailable();
    const tokenError = await tokenErrorOf(request.headers.authorization);
    return tokenError === undefined ? secrets(request, origin, controls) : unauthorized(options.tenantId, tokenError);
  }

  const server = createLoopbackServer((request) => {
    const root = request.url.pathname.split('/')[1];
    if (root === 'secrets') return operate(request);
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
