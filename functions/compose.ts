import { createSigningKeyring, createTokenVerifier, tokenNames } from '../shared/auth/index.ts';
import { createReadiness } from '../shared/health/index.ts';
import { createOriginPolicy } from '../shared/http/index.ts';
import type { Logger } from '../shared/log/index.ts';
import { createCatalogue, createMcpEndpoint } from '../shared/mcp/index.ts';
import { cacheSecrets, secretSource } from '../shared/secrets/index.ts';
import { readSettings } from '../shared/settings/index.ts';
import { createStorage, createTelnyx } from '../shared/telnyx/index.ts';
import { createTokenPage } from '../shared/token-page/index.ts';
import { tools } from '../tools/index.ts';

/**
 * Puts the app together from the environment. Throws ConfigError: then nothing is registered and the host reports it.
 * What is made here lives as long as the process: caches of secrets and keys, connections, the tool lists; nothing per person.
 */
export function compose(environment: Readonly<Record<string, string | undefined>>, log: Logger) {
  const clock = Date.now;
  const settings = readSettings(environment);
  const { publicBaseUrl: origin, telnyxBaseUrl: baseUrl } = settings;
  const secrets = cacheSecrets(secretSource(settings));
  const keyring = createSigningKeyring(secrets);
  const names = tokenNames(origin);
  const policy = createOriginPolicy(settings);
  const apiKey = (rejected?: string) =>
    rejected === undefined ? secrets.get('telnyx-api-key') : secrets.renew('telnyx-api-key', rejected);
  const telnyx = createTelnyx({ baseUrl, apiKey });
  const storage = createStorage({ urlTemplate: settings.telnyxStorageUrl, apiKey });
  const catalogue = createCatalogue(tools, settings.tools);
  const verify = createTokenVerifier(names, keyring);
  // The first request finds its keys there: the vault is asked while the host still starts.
  void keyring.current().catch(() => undefined);
  return {
    origin,
    keyring,
    policy,
    log,
    mcp: createMcpEndpoint({ origin, catalogue, verify, policy, telnyx, storage, credentials: () => apiKey(), log, clock }),
    tokenPage: createTokenPage({ settings, secrets, keyring, names, policy, log }),
    readiness: createReadiness({ secrets, keyring, telnyx, tools: catalogue.size, clock }),
  };
}
