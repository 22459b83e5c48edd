/** An app with tables of its own, and what its operator could do: read its keys, and so make whatever the app itself would write. */
import { createSessions } from '../../../../shared/identity/login/index.ts';
import { createSigningKeyring, issueAccessToken, SCOPES, tokenNames } from '../../../../shared/identity/tokens/index.ts';
import { createKeyRows, KEYS_TABLE } from '../../../../shared/inbox/receive/index.ts';
import { createSealedRows } from '../../../../shared/inbox/store/index.ts';
import { cacheSecrets, connectTable, createTable, type Secrets } from '../../../../shared/platform/index.ts';
import { createMint, type MintedCode } from '../../../support/oauth/codes.ts';
import { probe, PROBED, type Probe } from '../../../support/process-probe.ts';
import { startHost, startStandIns, type RunningApp, type RunningStandIns } from '../../../support/running-app.ts';
import { makeWebhookKey, type WebhookKey } from '../../../support/telnyx-signature.ts';
import { vaultControls } from '../../../support/vault-controls.ts';
import { OAUTH_SETTINGS } from '../oauth.ts';

/** Of the stand-in for Entra. */
const TENANT_ID = 'b0000000-0000-4000-8000-000000000001';

/** A GUID for each number and group of people. */
export const objectIdOf = (index: number, group = 0): string =>
  `${index.toString(16).padStart(8, '0')}-0000-4000-8000-${String(group).padStart(12, '0')}`;

export const subjectOf = (objectId: string): string => `${TENANT_ID}.${objectId}`;

/** Somebody with many grants of their own: the last in every list of people. */
export const HOLDER = 'ffffffff-0000-4000-8000-000000000007';
export const OWNER = objectIdOf(8, 9);
export const CLIENT = 'bench';

export interface World {
  readonly app: RunningApp;
  readonly standIns: RunningStandIns;
  readonly view: Probe;
  readonly tables: string;
  readonly secrets: Secrets;
  readonly key: WebhookKey;
  /** Makes codes of this person. */
  readonly mint: (subject: string) => Promise<MintedCode>;
  /** An access token for a grant that lies in the tables. */
  readonly tokenFor: (objectId: string, grantId: string) => Promise<string>;
  /** The Cookie header of a browser in which an Owner has signed in, or the person with many grants. */
  readonly cookieOf: (objectId: string) => Promise<string>;
  /** Another process of the same app. */
  readonly startInstance: (settings: Readonly<Record<string, string>>) => Promise<RunningApp>;
  stop(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const standIns = await startStandIns();
  const { tables } = standIns;
  const app = await startHost(standIns, OAUTH_SETTINGS, { nodeArguments: PROBED });
  const view = await probe(app.host);
  const vault = vaultControls(standIns);
  const secrets = cacheSecrets((name) => vault.read(name));
  const key = makeWebhookKey();
  const keyTable = createTable(() => connectTable(KEYS_TABLE, { url: tables }, undefined));
  await createKeyRows(keyTable, createSealedRows(secrets)).named(key.named, Date.now());
  const keyring = createSigningKeyring(secrets);
  const mint = createMint(app, CLIENT);
  const sessions = createSessions(secrets, app.url);
  return {
    app,
    standIns,
    view,
    tables,
    secrets,
    key,
    mint: (subject) => mint({ subject }),
    async tokenFor(objectId, grantId) {
      const content = {
        tenantId: TENANT_ID,
        objectId,
        grantId,
        roles: ['Owner'],
        scopes: SCOPES,
        clientId: CLIENT,
        ttlSeconds: 3_600,
      } as const;
      return (await issueAccessToken(content, tokenNames(app.url), keyring)).token;
    },
    async cookieOf(objectId) {
      const cookie = await sessions.write({ tenantId: TENANT_ID, objectId, name: 'Bench', roles: ['Owner'] });
      return cookie.split(';')[0] ?? '';
    },
    startInstance: (settings) => startHost(standIns, { ...OAUTH_SETTINGS, PUBLIC_BASE_URL: app.url, ...settings }),
    async stop() {
      view.close();
      await app.stop();
      await standIns.stop();
    },
  };
}
