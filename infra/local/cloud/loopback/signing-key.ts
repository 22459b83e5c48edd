/**
 * The RS256 key with which the local Microsoft signs. As in the cloud, one issuer signs both people's and managed identities' tokens;
 * here it is made once per process, in the background, because a new RSA key costs a tenth of a second.
 */
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, importPKCS8 } from 'jose';
import type { CryptoKey } from 'jose';
import { readText, writePrivateFile } from '../../private-file.ts';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As Entra publishes it: without `alg`. */
  readonly publicJwk: { readonly kty: 'RSA'; readonly use: 'sig'; readonly kid: string; readonly n: string; readonly e: string };
}

async function makeSigningKey(): Promise<SigningKey> {
  return describe((await generateKeyPair('RS256', { extractable: true })).privateKey);
}

async function describe(privateKey: CryptoKey): Promise<SigningKey> {
  const { n = '', e = '' } = await exportJWK(privateKey);
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

/** Takes the key from this file, or makes it and keeps it there: as in the cloud, it then outlives a restart. To be called before its first use. */
export async function keepSigningKey(file: string): Promise<void> {
  const kept = readText(file);
  if (kept !== undefined) issuerKey = describe(await importPKCS8(kept, 'RS256', { extractable: true }));
  else writePrivateFile(file, await exportPKCS8((await signingKey()).privateKey));
  await issuerKey;
}
