import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createSealer } from '../../../shared/identity/tokens/index.ts';
import { CODE_SECONDS, type Code } from '../../../shared/identity/oauth/token/redeem-code.ts';
import { cacheSecrets } from '../../../shared/platform/secrets/index.ts';
import type { RunningApp } from '../running-app.ts';
import { vaultControls } from '../vault-controls.ts';

const SUBJECT = 'b0000000-0000-4000-8000-000000000001.a0000000-0000-4000-8000-000000000003';

/** A code as the app issues it after consent and login, and the verifier that belongs to it. */
export interface MintedCode {
  readonly code: string;
  readonly verifier: string;
  readonly content: Code;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/**
 * Takes the sealing keys out of the app's vault, to make codes without a login each, or codes that differ from good ones in one thing
 * only.
 *
 * @param clientId who may redeem them
 * @returns a function that makes one.
 */
export function createMint(app: Pick<RunningApp, 'url' | 'vault' | 'env'>, clientId: string) {
  const vault = vaultControls(app);
  const sealer = createSealer(
    cacheSecrets((name) => vault.read(name)),
    'code',
    app.url,
  );
  return async (changes: Partial<Code> = {}, ttlSeconds = CODE_SECONDS): Promise<MintedCode> => {
    const verifier = randomBytes(32).toString('base64url');
    const content: Code = {
      grantId: randomUUID(),
      subject: SUBJECT,
      clientHash: sha256(clientId),
      clientName: 'Test client',
      redirectUri: 'http://127.0.0.1/callback',
      challenge: sha256(verifier),
      audience: `${app.url}/mcp/stream`,
      scopes: ['telnyx.read'],
      roles: ['Owner'],
      issuedAt: Date.now() / 1000,
      lifetime: CODE_SECONDS,
      ...changes,
    };
    return { code: await sealer.seal(content, ttlSeconds), verifier, content };
  };
}
