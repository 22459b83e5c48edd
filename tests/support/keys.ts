import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { cacheSecrets, type Secrets } from '../../shared/secrets/index.ts';

/** A new private ES256 key as the vault holds it. */
export async function makeSigningJwk() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
}

/** Secrets of a vault whose content a test may change at will. */
export async function makeSecrets() {
  const jwk = await makeSigningJwk();
  const seal = { kid: 's1', k: randomBytes(32).toString('base64url') };
  const content = {
    'telnyx-api-key': 'KEYtest',
    'mcp-signing-keys': JSON.stringify({ active: jwk.kid, keys: [jwk] }),
    'mcp-seal-keys': JSON.stringify({ active: seal.kid, keys: [seal] }),
  };
  const reads: string[] = [];
  const secrets: Secrets = cacheSecrets((name) => {
    reads.push(name);
    return Promise.resolve(content[name]);
  });
  return { content, secrets, jwk, reads };
}
