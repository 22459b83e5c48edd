import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { checkSealKeys, importSigningKeys } from '../../shared/identity/tokens/index.ts';
import { cacheSecrets, checkApiKey, checkedSource, type Secrets } from '../../shared/platform/secrets/index.ts';

/** A new private ES256 key as the vault holds it. */
export async function makeSigningJwk() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' };
}

/** A new seal key as the vault holds it. */
export const makeSealKey = () => ({ kid: randomBytes(8).toString('base64url'), k: randomBytes(32).toString('base64url') });

/** What the app demands of each secret. */
const CHECKS = { 'telnyx-api-key': checkApiKey, 'mcp-signing-keys': importSigningKeys, 'mcp-seal-keys': checkSealKeys };

/** Secrets of a vault whose content a test may change at will, read as the app reads them. */
export async function makeSecrets(clock: () => number = Date.now) {
  const jwk = await makeSigningJwk();
  const seal = { ...makeSealKey(), kid: 's1' };
  const content = {
    'telnyx-api-key': 'KEYtest',
    'mcp-signing-keys': JSON.stringify({ active: jwk.kid, keys: [jwk] }),
    'mcp-seal-keys': JSON.stringify({ active: seal.kid, keys: [seal] }),
  };
  const reads: string[] = [];
  const told: string[] = [];
  const vault = (name: keyof typeof content) => {
    reads.push(name);
    return Promise.resolve(content[name]);
  };
  const { source, unusable, failure } = checkedSource(vault, CHECKS, ({ secret }) => told.push(secret));
  const secrets: Secrets = cacheSecrets(source, clock);
  return { content, secrets, jwk, reads, unusable, failure, told };
}
