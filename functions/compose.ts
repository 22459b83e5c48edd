import { createAuditReader, createAuditTrail, createGuard, GUARD_TABLE, createNumberSearch } from '../shared/guard/index.ts';
import {
  checkSealKeys,
  createAuthorize,
  createClientResolver,
  createConfirmation,
  createGrantCheck,
  createGrantStore,
  createNames,
  createPeople,
  createRegistration,
  createRevocation,
  createSealer,
  createSessions,
  createSigner,
  createSignIn,
  createSigningKeyring,
  createTokenEndpoint,
  createTokenVerifier,
  importSigningKeys,
  tokenNames,
} from '../shared/identity/index.ts';
import {
  createApprovalsPage,
  createAuditPage,
  createConnectPage,
  createConversationsPage,
  createGrantsPage,
  createShownToken,
  createTokenPage,
} from '../shared/pages/index.ts';
import { createReadiness, warnOfGuardsOff } from '../shared/health/index.ts';
import { createInbox } from '../shared/inbox/index.ts';
import {
  cacheSecrets,
  checkApiKey,
  checkedSource,
  connectTable,
  createOriginPolicy,
  createRateLimit,
  createTable,
  createTelemetry,
  type Fields,
  type Logger,
  readSettings,
  secretSource,
} from '../shared/platform/index.ts';
import { createCatalogue, createMcpEndpoint, serverInfo } from '../shared/mcp/index.ts';
import { createAccount, createStorage, createTelnyx } from '../shared/telnyx/index.ts';
import { tools } from '../tools/index.ts';

/**
 * Puts the app together from the environment. What it makes lives as long as the process: caches of secrets, keys and grants, connections, the
 * tool lists. Nothing in it belongs to one person.
 *
 * @param note adds fields to the log line of the current request
 * @throws ConfigError if a setting cannot be used. Every route then answers 503.
 */
export function compose(environment: Readonly<Record<string, string | undefined>>, log: Logger, note: (fields: Fields) => void) {
  const clock = Date.now;
  const settings = readSettings(environment);
  const telemetry = createTelemetry(settings, serverInfo(settings), log);
  const { publicBaseUrl: origin, telnyxBaseUrl: baseUrl } = settings;
  const { source, unusable, failure } = checkedSource(
    secretSource(settings),
    { 'telnyx-api-key': checkApiKey, 'mcp-signing-keys': importSigningKeys, 'mcp-seal-keys': checkSealKeys },
    (error) => log.error('secret_unusable', error, { secret: error.secret }),
  );
  const secrets = cacheSecrets(source);
  const keyring = createSigningKeyring(secrets);
  const names = tokenNames(origin);
  const policy = createOriginPolicy(settings);
  const grants = createGrantStore(settings.tables, settings.identityClientId, clock);
  const confirm = createConfirmation({ settings, secrets, grants, log, clock });
  const verify = createTokenVerifier(names, keyring, createGrantCheck(grants, confirm, clock));
  const apiKey = (rejected?: string) =>
    rejected === undefined ? secrets.get('telnyx-api-key') : secrets.renew('telnyx-api-key', rejected);
  const telnyx = createTelnyx({ baseUrl, apiKey });
  const storage = createStorage({ urlTemplate: settings.telnyxStorageUrl, apiKey });
  const audit = createAuditTrail(secrets, log);
  const account = createAccount({ telnyx, clock });
  const inbox = createInbox({ settings, secrets, telnyx, log, clock });
  const guard = createGuard({ settings, secrets, account, heard: inbox.answers, log });
  const catalogue = createCatalogue(tools, settings.tools, settings.guard.askAlways);

  warnOfGuardsOff(settings.guard, log);

  // Nobody is asked for scopes that no tool of this server could use.
  const { scopes } = catalogue;
  const people = createNames({ settings, secrets, log, clock });
  const signIn = createSignIn({ settings, secrets, log, names: people });
  const sessions = createSessions(secrets, origin);
  const tokenPage = createTokenPage({ settings, secrets, keyring, names, policy, signIn, sessions, grants, scopes, log, clock });
  const grantsPage = createGrantsPage({
    settings,
    policy,
    signIn,
    sessions,
    grants,
    people: createPeople({ settings, secrets, clock }),
    shownToken: createShownToken(secrets, origin, clock),
    log,
    clock,
  });
  const approvalsPage = createApprovalsPage({ settings, policy, signIn, sessions, approvals: guard.approvals, log, clock });
  const auditReader = createAuditReader({ ask: createTable(() => connectTable(GUARD_TABLE, settings.tables, settings.identityClientId)) });
  const { auditDays } = settings.guard;
  const auditPage = createAuditPage({
    settings,
    auditDays,
    policy,
    signIn,
    sessions,
    reader: auditReader,
    search: createNumberSearch(secrets),
    names: people,
    log,
    clock,
  });
  const conversationsPage = createConversationsPage({
    settings,
    policy,
    signIn,
    sessions,
    inbox: inbox.reader,
    audit,
    log,
    clock,
  });
  const signer = createSigner(secrets, 'client', origin);
  const resolveClient = createClientResolver({ settings, signer, clock });
  const authorize = createAuthorize({ settings, secrets, names, policy, signIn, sessions, resolveClient, grants, scopes, log, clock });

  // Asks the vault and the tables while the host is still starting, so that the first request does not wait for them.
  void keyring.current().catch(() => undefined);
  grants.warm();
  guard.warm();
  return {
    origin,
    site: settings,
    scopes,
    keyring,
    grants,
    guard,
    inbox,
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
      verify,
      telnyx,
      storage,
      inbox: inbox.reader,
      guard,
      questions: createSealer(secrets, 'question', origin),
      credentials: () => apiKey(),
      log,
      audit,
      messageLimit: createRateLimit({ perMinute: settings.messagesPerMinute }),
      telemetry,
      note,
      clock,
    }),
    connectPage: (ready: () => Promise<boolean>) => createConnectPage({ settings, sessions, ready, counts: catalogue.counts }),
    tokenPage,
    grantsPage,
    approvalsPage,
    auditPage,
    conversationsPage,
    purgeAudit: () => auditReader.purge(clock() - auditDays * 86_400_000),
    oauth: {
      authorize: authorize.handler,
      token: createTokenEndpoint({ settings, secrets, keyring, names, grants, confirm, resolveClient, log, clock }),
      register: createRegistration({ settings, signer, log, clock }),
      revoke: createRevocation({ settings, secrets, keyring, names, grants, log }),
    },
    loginCallback: signIn.callback({
      'test-auth': tokenPage.continuation,
      tokens: grantsPage.continuation,
      approvals: approvalsPage.continuation,
      audit: auditPage.continuation,
      conversations: conversationsPage.continuation,
      authorize: authorize.continuation,
    }),
    readiness: createReadiness({
      secrets,
      unusable,
      failure,
      keyring,
      telnyx,
      store: grants,
      ...catalogue.counts,
      guards: settings.guard,
      clock,
    }),
  };
}
