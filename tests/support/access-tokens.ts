import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { z } from 'zod';
import { makeGrant } from './grants.ts';
import type { RunningApp } from './running-app.ts';
import { vaultControls } from './vault-controls.ts';

const TENANT = 'b0000000-0000-4000-8000-000000000001';
const OID = 'a0000000-0000-4000-8000-000000000003';
const CLIENT_ID = 'test-auth';

const KeySet = z.object({
  active: z.string(),
  keys: z.array(
    z.object({ kty: z.string(), crv: z.string(), x: z.string(), y: z.string(), d: z.string().exactOptional(), kid: z.string() }),
  ),
});

export interface Forge {
  readonly kid: string;
  /** The public half of the app's key, as its JWKS shows it. */
  readonly publicJwk: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };
  /** The row that stands behind these tokens: who revokes it ends them. */
  readonly grant: { readonly subject: string; readonly id: string };
  /**
   * A token that the app accepts, but for what is changed; `undefined` leaves a claim out, another `sid` has no grant.
   * `key`: another one than the app's.
   */
  sign(changes?: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>, key?: CryptoKey): Promise<string>;
  /** The claims of a good token. */
  readonly claims: () => JWTPayload;
}

/**
 * Takes the app's signing key out of its vault, to make tokens that differ from good ones in one thing only. Their grant is inserted
 * into the app's tables (TABLES_URL).
 */
export async function createForge(app: Pick<RunningApp, 'url' | 'vault' | 'env'>): Promise<Forge> {
  const { active, keys } = KeySet.parse(JSON.parse(await vaultControls(app).read('mcp-signing-keys')));
  const jwk = keys.find(({ kid }) => kid === active);
  if (!jwk) throw new Error('The vault holds no active signing key.');
  const own = await importJWK(jwk, 'ES256');
  if (own instanceof Uint8Array) throw new Error('The signing key is not an EC key.');
  const { kty, crv, x, y } = jwk;
  // Not a copied token: many logins of the same person would end it.
  const grant = makeGrant({ subject: `${TENANT}.${OID}`, kind: 'oauth', clientId: CLIENT_ID });
  const { createGrantStore } = await import('../../shared/identity/grants/index.ts');
  await createGrantStore({ url: app.env['TABLES_URL'] ?? '' }, undefined).insert(grant);
  const claims = (): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: app.url,
      aud: `${app.url}/mcp/stream`,
      sub: grant.subject,
      oid: OID,
      tid: TENANT,
      client_id: CLIENT_ID,
      sid: grant.id,
      scope: 'telnyx.read telnyx.write telnyx.send telnyx.purchase',
      roles: ['Owner'],
      jti: randomUUID(),
      iat: now,
      exp: now + 600,
    };
  };
  return {
    kid: active,
    grant,
    publicJwk: { kty, crv, x, y },
    claims,
    sign: (changes = {}, header = {}, key = own) =>
      new SignJWT(Object.assign(claims(), changes)).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: active, ...header }).sign(key),
  };
}
