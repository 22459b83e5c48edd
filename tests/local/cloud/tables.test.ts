import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startStandIns } from '../../../infra/local/cloud/start-stand-ins.ts';
import type { StandIns } from '../../../infra/local/cloud/start-stand-ins.ts';
import { freePort } from '../../support/oauth/free-port.ts';
import { until } from '../../support/until.ts';

const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const ROW = { partitionKey: 'tenant.person', rowKey: 'grant' };
const FILE = '__azurite_db_table__.json';

let folder = '';
let stateFile = '';
let running: StandIns[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
  stateFile = join(folder, 'state', 'vault.json');
});
afterEach(async () => {
  await Promise.all(running.map((standIns) => standIns.close()));
  running = [];
  rmSync(folder, { recursive: true });
});

async function start(options: { stateFile?: string; blobs?: boolean } = {}): Promise<StandIns> {
  const standIns = await startStandIns({ telnyx: false, ...options });
  running.push(standIns);
  return standIns;
}

const grants = (url = '') =>
  new TableClient(url, 'grants', new AzureNamedKeyCredential(ACCOUNT, ACCOUNT_KEY), { allowInsecureConnection: true });

const isUp = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function untilDown(url: string): Promise<void> {
  while (await isUp(url)) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('the tables', () => {
  test('take a row once, and give it back', async () => {
    const table = grants((await start()).env['TABLES_URL']);
    await table.createTable();
    await table.createEntity({ ...ROW, generation: 1 });

    expect(await table.getEntity(ROW.partitionKey, ROW.rowKey)).toMatchObject({ generation: 1 });
    await expect(table.createEntity(ROW)).rejects.toMatchObject({ statusCode: 409 });
  });

  test('refuse who has not the key of the account', async () => {
    const { env } = await start();
    const stranger = new TableClient(env['TABLES_URL'] ?? '', 'grants', new AzureNamedKeyCredential(ACCOUNT, 'c3RyYW5nZXI='), {
      allowInsecureConnection: true,
    });

    await expect(stranger.getEntity(ROW.partitionKey, ROW.rowKey)).rejects.toMatchObject({ statusCode: 403 });
  });

  test('keep their rows over a restart, where only their owner can read them', async () => {
    const complaints = jest.spyOn(console, 'error');
    const first = await start({ stateFile });
    const table = grants(first.env['TABLES_URL']);
    await table.createTable();
    await table.createEntity({ ...ROW, generation: 1 });
    await table.updateEntity({ ...ROW, generation: 2 }, 'Merge');
    await first.close();
    expect(complaints).not.toHaveBeenCalled();

    expect(readdirSync(join(folder, 'state', 'tables'))).toEqual([FILE]);
    expect(statSync(join(folder, 'state', 'tables')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'state', 'tables', FILE)).mode & 0o777).toBe(0o600);
    const again = grants((await start({ stateFile })).env['TABLES_URL']);
    expect(await again.getEntity(ROW.partitionKey, ROW.rowKey)).toMatchObject({ generation: 2 });
  });

  test('without a state file leave nothing behind', async () => {
    const first = await start();
    await grants(first.env['TABLES_URL']).createTable();
    await first.close();

    expect(readdirSync('.').filter((name) => name.includes('azurite'))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(join(tmpdir(), FILE))).toBe(false);
  });

  test('of a second program keep nothing while the first has the folder, and say so', async () => {
    const words = jest.spyOn(console, 'error').mockReturnValue();
    await start({ stateFile });
    const second = await start({ stateFile });

    expect(words.mock.calls.flat().join('\n')).toMatch(/^Grants will be lost at the end of this run: another program uses .*tables\.$/);
    words.mockRestore();
    await grants(second.env['TABLES_URL']).createTable();
    await second.close();
    expect(existsSync(join(folder, 'state', 'tables', 'lock'))).toBe(true);
  });

  test('that cannot read what they kept say so in one sentence', async () => {
    const tables = join(folder, 'state', 'tables');
    mkdirSync(tables, { recursive: true });
    writeFileSync(join(tables, FILE), 'no json');

    await expect(start({ stateFile })).rejects.toThrow(/^The tables stand-in cannot start: [^\n]+\.$/);
    expect(readdirSync(tables)).toEqual([FILE]);
  });

  test('have blobs beside them where the real Functions host is to run', async () => {
    const { env, urls } = await start({ blobs: true });
    const endpoints = Object.fromEntries((env['AzureWebJobsStorage'] ?? '').split(';').map((part) => part.split(/=(.*)/)));
    const blobs = await fetch(`${urls.blobs ?? ''}?comp=list`);

    expect(endpoints).toMatchObject({ AccountName: ACCOUNT, BlobEndpoint: urls.blobs, TableEndpoint: env['TABLES_URL'] });
    expect([blobs.status, blobs.headers.get('server')]).toEqual([403, expect.stringMatching(/^Azurite-Blob\//)]);
  });
});

describe('a program that is killed', () => {
  async function run(): Promise<{ tables: string; kill: () => Promise<void> }> {
    const child = spawn('node_modules/.bin/node', ['infra/local/stand-ins-command.ts', '--json', '--state-file', stateFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    return {
      tables: JSON.parse(String(line)).urls.tables,
      kill: async () => {
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }

  test('takes the tables along, and what they held is there for the next', async () => {
    const first = await run();
    await grants(first.tables).createTable();
    await grants(first.tables).createEntity(ROW);
    await first.kill();
    await untilDown(first.tables);
    // Azurite saves when nobody reaches it any more.
    const file = join(folder, 'state', 'tables', FILE);
    await until(() => existsSync(file) && readFileSync(file, 'utf8').includes(ROW.partitionKey));

    const second = await run();
    expect(await grants(second.tables).getEntity(ROW.partitionKey, ROW.rowKey)).toMatchObject(ROW);
    await second.kill();
    await untilDown(second.tables);
  });

  test('while it starts leaves no tables behind', async () => {
    const port = String(await freePort());
    const child = spawn('node_modules/.bin/node', ['infra/local/stand-ins-command.ts', '--json', '--memory', '--tables-port', port], {
      stdio: 'ignore',
    });
    while (!(await isUp(`http://127.0.0.1:${port}/`))) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');

    await untilDown(`http://127.0.0.1:${port}/`);
  });
});
