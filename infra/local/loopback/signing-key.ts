/**
 * The RS256 key with which the local Microsoft signs. As in the cloud, one issuer signs both people's and managed identities' tokens;
 * here it is made once per process, in the background, because a new RSA key costs a tenth of a second.
 */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As Entra publishes it: without `alg`. */
  readonly publicJwk: { readonly kty: 'RSA'; readonly use: 'sig'; readonly kid: string; readonly n: string; readonly e: string };
}

async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const { n = '', e = '' } = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint({ kty: 'RSA', n, e });
  return { kid, privateKey, publicJwk: { kty: 'RSA', use: 'sig', kid, n, e } };
}

let issuerKey: Promise<SigningKey> | undefined;
let strangerKey: Promise<SigningKey> | undefined;

/** The published key. The first call starts its making. */
export function signingKey(): Promise<SigningKey> {
  return (issuerKey ??= makeSigningKey());
}

/** A key that nobody publishes, for tokens with a bad signature. */
export function unpublishedKey(): Promise<SigningKey> {
  return (strangerKey ??= makeSigningKey());
}
