import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAzurite, type Azurite } from '../../../../infra/local/cloud/azurite/service.ts';
import { startFaultProxy } from '../../../support/fault-proxy.ts';
import { freePort } from '../../../support/oauth/free-port.ts';
import { run, type RunningStandIns } from '../../../support/running-app.ts';
import { CLIENT_ID, IDENTITY_CLIENT_ID, JOURNAL, TENANT_ID } from './names.ts';

const PARTS = ['telnyx', 'tables', 'entra', 'vault'] as const;
/** What can be stopped: `vault` takes the managed identity with it. */
export type Part = (typeof PARTS)[number];
export const parts: readonly Part[] = PARTS;

export interface Cloud extends RunningStandIns {
  /** Ends the part; its port refuses connections from then on. */
  kill(part: Part): Promise<void>;
  /** Starts it again, on the same port, with what the real one would still know. */
  start(part: Part): Promise<void>;
  /** What Telnyx gets within the next moment it carries out, and every answer to it is lost; it goes on listening. */
  loseAnswers(): void;
  /** How often each text (by pattern) was sent to Telnyx, whether or not anybody was left to take it. */
  sentTexts(pattern: RegExp): ReadonlyMap<string, number>;
}

const HEADER = 'a-header-of-the-platform';

/** Starts each stand-in in a process of its own. */
export async function startCloud(): Promise<Cloud> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  const [telnyx, entra, vault, identity] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const ports = { telnyx, entra, vault };
  const programs = new Map<Part, ReturnType<typeof run>>();
  let azurite: Azurite = createAzurite('table', join(folder, 'tables'));
  const tables = await azurite.listen();
  const tablesPort = Number(new URL(tables.url).port);
  const toTables = await startFaultProxy(tables.url);

  async function start(part: Part): Promise<void> {
    if (part === 'tables') {
      azurite = createAzurite('table', join(folder, 'tables'));
      await azurite.listen(tablesPort);
      return toTables.restore();
    }
    const program = run('tests/app/faults/support/one-stand-in.ts', [part, folder, String(ports[part]), String(identity), HEADER]);
    programs.set(part, program);
    await program.line(/^Up at /);
  }

  async function kill(part: Part): Promise<void> {
    if (part !== 'tables') return programs.get(part)?.stop('SIGKILL');
    // Azurite writes its rows down every five seconds, Azure at once: so all connections break first, and then it may end as it likes.
    await toTables.refuse();
    await azurite.close();
  }

  await start('vault');
  await Promise.all([start('entra'), start('telnyx')]);
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    entra: at(entra),
    identity: at(identity),
    vault: at(vault),
    telnyx: at(telnyx),
    tables: toTables.url,
    env: {
      ENTRA_TENANT_ID: TENANT_ID,
      ENTRA_CLIENT_ID: CLIENT_ID,
      ENTRA_AUTHORITY_OVERRIDE: at(entra),
      AZURE_CLIENT_ID: IDENTITY_CLIENT_ID,
      IDENTITY_ENDPOINT: `${at(identity)}/msi/token`,
      IDENTITY_HEADER: HEADER,
      KEY_VAULT_URL: at(vault),
      TABLES_URL: toTables.url,
      TELNYX_BASE_URL: `${at(telnyx)}/v2`,
      TELNYX_STORAGE_URL: `${at(telnyx)}/_s3/{region}`,
    },
    kill,
    start,
    loseAnswers: () => void programs.get('telnyx')?.child.kill('SIGUSR2'),
    sentTexts(pattern) {
      const counts = new Map<string, number>();
      for (const [text] of readFileSync(join(folder, JOURNAL), 'latin1').matchAll(pattern)) counts.set(text, (counts.get(text) ?? 0) + 1);
      return counts;
    },
    async stop() {
      for (const program of programs.values()) await program.stop('SIGKILL');
      await toTables.stop();
      await azurite.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
