import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandIns } from '../../../infra/local/cloud/start-stand-ins.ts';
import type { StandIns, StandInsOptions } from '../../../infra/local/cloud/start-stand-ins.ts';
import { freePort } from '../../support/oauth/free-port.ts';

/** In alphabetical order. */
const SETTINGS = [
  'AZURE_CLIENT_ID',
  'ENTRA_AUTHORITY_OVERRIDE',
  'ENTRA_CLIENT_ID',
  'ENTRA_TENANT_ID',
  'IDENTITY_ENDPOINT',
  'IDENTITY_HEADER',
  'KEY_VAULT_URL',
  'TABLES_URL',
];

let folder = '';
let running: StandIns[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
});
afterEach(async () => {
  await Promise.all(running.map((standIns) => standIns.close()));
  running = [];
  rmSync(folder, { recursive: true });
});

async function start(options: StandInsOptions): Promise<StandIns> {
  const standIns = await startStandIns(options);
  running.push(standIns);
  return standIns;
}

/** Reads a secret the way the app does: a managed identity token, then the vault. */
async function secretOf({ env }: StandIns, name: string): Promise<{ status: number; value?: string }> {
  const query = new URLSearchParams({
    'api-version': '2019-08-01',
    resource: 'https://vault.azure.net',
    client_id: env['AZURE_CLIENT_ID'] ?? '',
  });
  const headers = { 'X-IDENTITY-HEADER': env['IDENTITY_HEADER'] ?? '' };
  const { access_token: token } = await (await fetch(`${env['IDENTITY_ENDPOINT'] ?? ''}?${query.toString()}`, { headers })).json();
  const response = await fetch(`${env['KEY_VAULT_URL'] ?? ''}/secrets/${name}/?api-version=7.6`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return { status: response.status, value: (await response.json()).value };
}

const signInStatus = async ({ env }: StandIns, redirectUri: string) => {
  const query = new URLSearchParams({
    client_id: env['ENTRA_CLIENT_ID'] ?? '',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'x',
    code_challenge_method: 'S256',
  });
  return (await fetch(`${env['ENTRA_AUTHORITY_OVERRIDE'] ?? ''}/${env['ENTRA_TENANT_ID'] ?? ''}/oauth2/v2.0/authorize?${query.toString()}`))
    .status;
};

describe('the stand-ins together', () => {
  test('with the simulator give the app all its settings, and the vault holds what it needs', async () => {
    const standIns = await start({ telnyx: true });
    expect(Object.keys(standIns.env).sort()).toEqual([...SETTINGS, 'TELNYX_BASE_URL', 'TELNYX_STORAGE_URL']);
    expect(Object.keys(standIns.urls).sort()).toEqual(['entra', 'identity', 'tables', 'telnyx', 'vault']);
    for (const url of Object.values(standIns.urls)) expect(new URL(url).hostname).toBe('127.0.0.1');
    for (const name of ['mcp-signing-keys', 'mcp-seal-keys', 'telnyx-api-key']) expect((await secretOf(standIns, name)).status).toBe(200);
  });

  test('the simulator takes the key that the vault holds', async () => {
    const standIns = await start({ telnyx: true });
    const { value = '' } = await secretOf(standIns, 'telnyx-api-key');
    const balance = (key: string) =>
      fetch(`${standIns.env['TELNYX_BASE_URL'] ?? ''}/balance`, { headers: { Authorization: `Bearer ${key}` } });
    expect((await balance(value)).status).toBe(200);
    expect((await balance(`${value}x`)).status).toBe(401);
  });

  test('without the simulator leave TELNYX_BASE_URL out and hold the key that was given', async () => {
    const standIns = await start({ telnyx: false, telnyxApiKey: 'KEYgiven' });
    expect(Object.keys(standIns.env).sort()).toEqual(SETTINGS);
    expect(standIns.urls).not.toHaveProperty('telnyx');
    expect((await secretOf(standIns, 'telnyx-api-key')).value).toBe('KEYgiven');
  });

  test('without any Telnyx key hold none', async () => {
    expect((await secretOf(await start({ telnyx: false }), 'telnyx-api-key')).status).toBe(404);
  });

  test('keep the signing keys in the state file, and the Telnyx key out of it', async () => {
    const stateFile = join(folder, 'vault.json');
    const before = await start({ telnyx: false, telnyxApiKey: 'KEYfirst', stateFile });
    const first = await secretOf(before, 'mcp-signing-keys');
    await before.close();
    const second = await start({ telnyx: false, telnyxApiKey: 'KEYsecond', stateFile });
    expect(await secretOf(second, 'mcp-signing-keys')).toEqual(first);
    expect((await secretOf(second, 'telnyx-api-key')).value).toBe('KEYsecond');
    // Whole names: the random keys in the file may hold any three letters.
    expect(readFileSync(stateFile, 'utf8')).not.toMatch(/KEYfirst|KEYsecond|telnyx-api-key/);
  });

  test('send people back to the given origin only, or to any port of localhost', async () => {
    const strict = await start({ telnyx: false, publicBaseUrl: 'http://localhost:7099' });
    expect(await signInStatus(strict, 'http://localhost:7099/auth/callback')).toBe(200);
    expect(await signInStatus(strict, 'http://localhost:7071/auth/callback')).toBe(400);
    expect(await signInStatus(await start({ telnyx: false }), 'http://localhost:7071/auth/callback')).toBe(200);
  });

  test('say which port is taken, and leave nothing running', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const [identityPort, tablesPort] = [await freePort(), await freePort()];
    try {
      await expect(startStandIns({ telnyx: false, ports: { identity: identityPort, tables: tablesPort, vault: port } })).rejects.toThrow(
        `The vault stand-in cannot listen on port ${port} of 127.0.0.1 (EADDRINUSE).`,
      );
      await expect(startStandIns({ telnyx: false, ports: { identity: identityPort, tables: port } })).rejects.toThrow(
        `The tables stand-in cannot listen on port ${port} of 127.0.0.1 (EADDRINUSE).`,
      );
      await expect(fetch(`http://127.0.0.1:${identityPort}/keys`)).rejects.toThrow();
      await expect(fetch(`http://127.0.0.1:${tablesPort}/`)).rejects.toThrow();
    } finally {
      taken.close();
    }
  });

  test('keep an idle connection for longer than clients do', async () => {
    const { entra = '', identity = '', vault = '', telnyx = '' } = (await start({ telnyx: true })).urls;
    for (const url of [entra, identity, vault, telnyx]) expect((await fetch(url)).headers.get('keep-alive')).toBe('timeout=120');
  });

  test('close twice without complaint, and refuse connections then', async () => {
    const { urls, close } = await start({ telnyx: true });
    await close();
    await close();
    for (const url of Object.values(urls)) await expect(fetch(url)).rejects.toThrow();
  });
});

describe('the program', () => {
  /** Runs under the Node of the project, which may be newer than the one that runs the tests. */
  function run(flags: readonly string[], env: Record<string, string> = {}) {
    const { TELNYX_API_KEY: _, IDENTITY_HEADER: __, ...inherited } = process.env;
    return spawn('node_modules/.bin/node', ['infra/local/stand-ins-command.ts', ...flags], {
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Waits for the first words, stops the program and answers all that it wrote. */
  async function firstWords(flags: readonly string[], env?: Record<string, string>, signal: NodeJS.Signals = 'SIGTERM') {
    const child = run(flags, env);
    const [words] = await once(child.stdout, 'data');
    child.kill(signal);
    const [code] = await once(child, 'close');
    return { words: String(words), code };
  }

  test('prints one line of JSON for a parent process and ends on SIGTERM', async () => {
    const { words, code } = await firstWords(['--json', '--memory']);
    expect(words.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(JSON.parse(words).env).sort()).toEqual([...SETTINGS, 'TELNYX_BASE_URL', 'TELNYX_STORAGE_URL']);
    expect(code).toBe(0);
  });

  test('prints settings to paste, keeps its values in the state file and ends on SIGINT', async () => {
    const stateFile = join(folder, 'vault.json');
    const { words, code } = await firstWords(['--state-file', stateFile], { IDENTITY_HEADER: 'fixed' }, 'SIGINT');
    expect(words).toContain('"Values": {');
    expect(words).toContain('"IDENTITY_HEADER": "fixed"');
    expect(words).toMatch(/"TABLES_URL": "http:\/\/127\.0\.0\.1:\d+\/devstoreaccount1"/);
    expect(words).toMatch(/"AzureWebJobsStorage": "[^"]*;BlobEndpoint=http:\/\/127\.0\.0\.1:\d+\/devstoreaccount1;/);
    expect(existsSync(stateFile)).toBe(true);
    expect(code).toBe(0);
  });

  test('with a real Telnyx key starts no simulator and never prints the key', async () => {
    const { words } = await firstWords(['--memory'], { TELNYX_API_KEY: 'KEYreal' });
    expect(words).toContain('Telnyx: the real one');
    expect(words).not.toMatch(/TELNYX_(BASE|STORAGE)_URL/);
    expect(words).not.toContain('KEYreal');
  });

  test.each([
    [['--vault-port', 'many'], /vault-port/],
    [['--tables-port', '70000'], /tables-port/],
    [['--unknown'], /--unknown/],
  ])('refuses %j with exit code 1', async (flags, message) => {
    const child = run(['--memory', ...flags]);
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(code).toBe(1);
    expect(errors).toMatch(message);
  });

  test('a port that is taken is one line and exit code 1', async () => {
    const { urls } = await start({ telnyx: false });
    const child = run(['--memory', '--entra-port', new URL(urls.vault ?? '').port]);
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(code).toBe(1);
    expect(errors.trimEnd().split('\n')).toHaveLength(1);
    expect(errors).toContain('EADDRINUSE');
  });
});
