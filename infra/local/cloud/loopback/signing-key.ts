/**
 * The RS256 key of Entra and the managed identity: in the cloud, too, one issuer signs for people and managed identities.
 * Generated once per process, in the background: a new RSA key takes a tenth of a second.
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

async function generateSigningKey(): Promise<SigningKey> {
  return toSigningKey((await generateKeyPair('RS256', { extractable: true })).privateKey);
}

async function toSigningKey(privateKey: CryptoKey): Promise<SigningKey> {
  const { n = '', e = '' } = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint({ kty: 'RSA', n, e });
  return { kid, privateKey, publicJwk: { kty: 'RSA', use: 'sig', kid, n, e } };
}

let issuerKey: Promise<SigningKey> | undefined;
let otherKey: Promise<SigningKey> | undefined;

/** The published key. The first call generates it. */
export function signingKey(): Promise<SigningKey> {
  return (issuerKey ??= generateSigningKey());
}

/** A key that is not published, for tokens with an invalid signature. */
export function unpublishedKey(): Promise<SigningKey> {
  return (otherKey ??= generateSigningKey());
}

/** Reads the key from the file, or writes a new one there, so that it survives a restart. Call it before the key's first use. */
export async function loadSigningKey(file: string): Promise<void> {
  const saved = readText(file);
  if (saved !== undefined) issuerKey = toSigningKey(await importPKCS8(saved, 'RS256', { extractable: true }));
  else writePrivateFile(file, await exportPKCS8((await signingKey()).privateKey));
  await issuerKey;
}
