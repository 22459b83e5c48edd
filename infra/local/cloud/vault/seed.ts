/** The secrets of a new vault: the app's signing and sealing keys, and the Telnyx key. */
import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

export interface VaultSeed {
  /** New values each time. Values in the state file take precedence. */
  readonly secrets: { readonly 'mcp-signing-keys': string; readonly 'mcp-seal-keys': string };
  /** Takes precedence over the state file, and is never written to it. */
  readonly overrides: { readonly 'telnyx-api-key'?: string };
}

/** A private ES256 JWK whose kid is its RFC 7638 thumbprint. */
async function signingKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return JSON.stringify({ active: kid, keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] });
}

/** 32 random bytes. */
function sealKeys(): string {
  const kid = randomBytes(8).toString('base64url');
  return JSON.stringify({ active: kid, keys: [{ kid, k: randomBytes(32).toString('base64url') }] });
}

export async function makeSeed(telnyxApiKey: string | undefined): Promise<VaultSeed> {
  return {
    secrets: { 'mcp-signing-keys': await signingKeys(), 'mcp-seal-keys': sealKeys() },
    overrides: telnyxApiKey === undefined ? {} : { 'telnyx-api-key': telnyxApiKey },
  };
}
