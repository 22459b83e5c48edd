import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

/** A fresh value for MCP_SIGNING_KEYS. */
export async function signingKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return JSON.stringify({ active: kid, keys: [{ ...jwk, kid }] });
}
