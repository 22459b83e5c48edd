import {
  checkClients,
  checkSealKeys,
  createConfirmation,
  createGrantCheck,
  createGrantStore,
  createSigningKeyring,
  createTokenVerifier,
  importSigningKeys,
  tokenNames,
} from '../shared/identity/index.ts';
import { warnOfGuardsOff } from '../shared/health/index.ts';
import {
  cacheSecrets,
  checkApiKey,
  checkedSource,
  createOriginPolicy,
  createRateLimit,
  createTelemetry,
  type Fields,
  lazily,
  type Logger,
  readSettings,
  secretSource,
} from '../shared/platform/index.ts';
import { createCatalogue, createMcpEndpoint, serverInfo } from '../shared/mcp/index.ts';
import { tools } from '../tools/index.ts';

/** When what a call takes is loaded ahead of the first call: after the first answers, for which the process is busy enough. */
const AHEAD_MS = 1_000;

/**
 * What all parts of the app are made of. It lives as long as the process: caches of secrets, keys and grants, connections, the tool lists. Nothing
 * in it belongs to one person.
 *
 * @throws ConfigError if a setting cannot be used
 */
function createServices(environment: Readonly<Record<string, string | undefined>>, log: Logger) {
  const clock = Date.now;
  const settings = readSettings(environment);
  checkClients(settings);
  const { source, unusable, failure } = checkedSource(
    secretSource(settings),
    { 'telnyx-api-key': checkApiKey, 'mcp-signing-keys': importSigningKeys, 'mcp-seal-keys': checkSealKeys },
    (error) => log.error('secret_unusable', error, { secret: error.secret }),
  );
  const secrets = cacheSecrets(source);
  const grants = createGrantStore(settings.tables, settings.identityClientId, clock);
  const catalogue = createCatalogue(tools, { ...settings.tools, wholeApi: settings.wholeApi }, settings.guard.askAlways);
  return {
    settings,
    log,
    clock,
    secrets,
    unusable,
    failure,
    keyring: createSigningKeyring(secrets),
    names: tokenNames(settings.publicBaseUrl),
    policy: createOriginPolicy(settings),
    grants,
    confirm: createConfirmation({ settings, secrets, grants, log, clock }),
    /** The Telnyx key; a newer one than what Telnyx has rejected. */
    apiKey: (rejected?: string) => (rejected === undefined ? secrets.get('telnyx-api-key') : secrets.renew('telnyx-api-key', rejected)),
    catalogue,
    /** Nobody is asked for scopes that no tool of this server could use. */
    scopes: catalogue.scopes,
    counts: catalogue.counts,
  };
}

export type Services = ReturnType<typeof createServices>;

/**
 * Puts the app together from the environment. What a client's first answer does not need is in pieces of their own, each of which is loaded
 * with the first request for it: what calls take, the authorization server, the pages.
 *
 * @param note adds fields to the log line of the current request
 * @throws ConfigError if a setting cannot be used. Every route then answers 503.
 */
export function compose(environment: Readonly<Record<string, string | undefined>>, log: Logger, note: (fields: Fields) => void) {
  const services = createServices(environment, log);
  const { settings, keyring, names, policy, grants, confirm, apiKey, catalogue, scopes, clock } = services;
  const origin = settings.publicBaseUrl;
  const telemetry = createTelemetry(settings, serverInfo(settings), log);
  const calls = lazily(async () => (await import('./compose-calls.ts')).composeCalls(services));
  const oauth = lazily(async () => (await import('./compose-oauth.ts')).composeOAuth(services));
  const pages = lazily(async () => {
    const [{ composePages }, callParts, { resolveClient }] = await Promise.all([import('./compose-pages.ts'), calls(), oauth()]);
    return composePages({ ...services, ...callParts, resolveClient });
  });

  warnOfGuardsOff(settings.guard, log);

  // Asks the vault and the tables while the host is still starting, so that the first request does not wait for them; but first the host hears
  // that the app is loaded, because loading what asks them takes longer than that.
  setImmediate(() => {
    void keyring.current().catch(() => undefined);
    grants.warm();
  });
  const warmCalls = () =>
    void calls().then(
      ({ guard }) => guard.warm(),
      () => undefined,
    );
  setTimeout(warmCalls, AHEAD_MS).unref();
  return {
    origin,
    site: settings,
    scopes,
    keyring,
    grants,
    clock,
    telemetry,
    /** What every route shares. */
    pipeline: {
      log,
      policy,
      addressRate: { perMinute: settings.oauthRatePerMinute, hops: settings.forwardedHops },
      https: origin.startsWith('https:'),
    },
    mcp: createMcpEndpoint({
      origin,
      serverInfo: serverInfo(settings),
      catalogue,
      verify: createTokenVerifier(names, keyring, createGrantCheck(grants, confirm, clock)),
      calls: async () => (await calls()).services,
      credentials: () => apiKey(),
      log,
      messageLimit: createRateLimit({ perMinute: settings.messagesPerMinute }),
      telemetry,
      note,
      clock,
    }),
    calls,
    oauth,
    pages,
  };
}
