/**
 * What the inbox costs: receiving, reading a long conversation, a hundred who wait. By itself: `node tests/lab/bench/inbox.ts [--quick]` prints
 * its tables alone. Needs a build.
 */
import { createKeyRows, KEYS_TABLE } from '../../../shared/inbox/receive/index.ts';
import { createSealedRows } from '../../../shared/inbox/store/index.ts';
import { cacheSecrets, connectTable, createTable, readSettings, secretSource } from '../../../shared/platform/index.ts';
import { login } from '../../support/login.ts';
import { run, startHost, startStandIns } from '../../support/running-app.ts';
import { makeWebhookKey } from '../../support/telnyx-signature.ts';
import { measureReceiving, type ReceivingFigures } from './inbox/receiving.ts';
import { measureThreads, type ThreadFigures } from './inbox/long-thread.ts';
import { measureWaits, type WaitFigures } from './inbox/waits.ts';
import { OAUTH_SETTINGS } from './oauth.ts';
import { pidOf } from './process-cost.ts';
import { inboxTables } from './report/inbox.ts';
import { FULL, QUICK, TRIVIAL_ROOT, type Effort } from './settings.ts';

export interface InboxFigures {
  readonly receiving: ReceivingFigures;
  readonly threads: readonly ThreadFigures[];
  readonly waits: WaitFigures;
}

/** Two of each may wait, and ten in all: there are more who ask than seats. */
const LOGINS = 8;
const TABLE_SERVICE = 'azurite/dist/src/table';

export async function measureInbox(effort: Effort): Promise<InboxFigures> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const standIns = await startStandIns();
    stops.unshift(() => standIns.stop());
    const { tables, env } = standIns;
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = env;
    // The vault is asked as the app asks it: the managed identity is found by these.
    Object.assign(process.env, { IDENTITY_ENDPOINT, IDENTITY_HEADER });
    const settings = readSettings({ ...env, PUBLIC_BASE_URL: 'http://localhost:7071' });
    const secrets = cacheSecrets(secretSource(settings));
    const key = makeWebhookKey();
    const ask = createTable(() => connectTable(KEYS_TABLE, { url: tables }, undefined));
    await createKeyRows(ask, createSealedRows(secrets)).named(key.named, Date.now());

    const started = await startHost(standIns, OAUTH_SETTINGS);
    stops.unshift(() => started.stop());
    const app = { url: started.url, pid: started.host.child.pid };
    const host = run('infra/local/host/main.ts', ['--port', '0', '--root', TRIVIAL_ROOT]);
    stops.unshift(() => host.stop());
    const [, url = ''] = await host.line(/^Listening on (\S+)$/);
    const trivial = { url, pid: host.child.pid };

    const tokens: string[] = [];
    for (let index = 0; index < LOGINS; index++) tokens.push(await login(app));
    const waits = await measureWaits(app, key, tokens, effort.waitMs);
    const threads = await measureThreads({ settings, secrets, tables }, effort.threads, effort.threadReads);
    const receiving = await measureReceiving(
      { app, trivial, tables, tablesPid: pidOf(TABLE_SERVICE, standIns.pid ?? process.pid), key },
      effort,
    );
    return { receiving, threads, waits };
  } finally {
    for (const stop of stops) await stop();
  }
}

if (import.meta.main) console.log(inboxTables(await measureInbox(process.argv.includes('--quick') ? QUICK : FULL)));
