/** What a new vault holds: the keys that the app signs and seals with, in the shapes of its settings, and the Telnyx key. */
import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

export interface VaultSeed {
  /** Made anew each time; what a state file already holds wins over them. */
  readonly secrets: { readonly 'mcp-signing-keys': string; readonly 'mcp-seal-keys': string };
  /** The Telnyx key is always the one given, and never kept in a file. Absent where none is given. */
  readonly overrides: { readonly 'telnyx-api-key'?: string };
}

/** A private ES256 JWK whose kid is its RFC 7638 thumbprint. */
async function signingKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return JSON.stringify({ active: kid, keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] });
}

/** 32 random bytes, named so that they can be rotated. */
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
