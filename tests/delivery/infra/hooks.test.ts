import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { tools } from '../../../tools/index.ts';
import { run, useStandIns, vaultControls } from '../../support/index.ts';
import { startVault, type VaultPlace } from '../keys/vault-place.ts';

// Many programs, one after the other.
jest.setTimeout(120_000);

const KEY = 'KEY0190abcdefABCDEF_typedByAPerson';
const SCRIPT = '/usr/bin/script';
const QUICK = { ENTRA_CLIENT_ID: 'c0000000-0000-4000-8000-000000000001', HOOK_RETRY_SECONDS: '0.2', HOOK_PATIENCE_SECONDS: '60' };

async function hook(file: string, env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const program = run(`infra/azure/hooks/${file}`, args, { ...QUICK, ...env });
  const code = await program.exited;
  return { code, output: program.output() };
}

/** Runs a hook on its own terminal, and types when it asks. */
async function onTerminal(file: string, args: readonly string[], env: Readonly<Record<string, string>>, typed: string) {
  const command = [process.execPath, `infra/azure/hooks/${file}`, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn(SCRIPT, ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { ...process.env, ...QUICK, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let asked = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk;
    if (asked || !shown.includes('Telnyx API key (')) return;
    asked = true;
    child.stdin.write(typed);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, shown };
}

describe('after azd provision', () => {
  let place: VaultPlace;
  afterEach(() => place.stop());

  test('makes the keys in an empty vault, and says how to store the Telnyx key where nobody can be asked', async () => {
    place = await startVault();
    const { code, output } = await hook('post-provision.ts', place.env);
    expect(code).toBe(0);
    expect(output).toMatch(/mcp-signing-keys: created its first key/);
    expect(output).toMatch(/mcp-seal-keys: created its first key/);
    expect(output).toContain(`store-telnyx-key.ts --vault ${place.vault}`);
    expect(JSON.parse(await place.controls.read('mcp-signing-keys'))).toHaveProperty('active');
  });

  test('changes nothing the second time', async () => {
    place = await startVault({ 'telnyx-api-key': KEY });
    await hook('post-provision.ts', place.env);
    const before = await place.held();
    const { code, output } = await hook('post-provision.ts', place.env);
    expect(code).toBe(0);
    expect(output).toContain('mcp-signing-keys: nothing to do.');
    expect(output).toContain('telnyx-api-key: exists already, unchanged.');
    expect(output).not.toContain(KEY);
    expect(await place.held()).toEqual(before);
  });

  test('waits for a role that the vault does not know yet, and says so', async () => {
    place = await startVault({ 'telnyx-api-key': KEY });
    await place.controls.set({ forbidden: ['mcp-signing-keys'] });
    const program = run('infra/azure/hooks/post-provision.ts', [], { ...QUICK, ...place.env });
    await program.line(/new role is not effective yet/);
    await place.controls.set({});
    expect(await program.exited).toBe(0);
    expect(program.output()).toMatch(/mcp-signing-keys: created its first key/);
  });

  test('gives up in the end and names the role', async () => {
    place = await startVault();
    await place.controls.set({ forbidden: ['mcp-signing-keys'] });
    const { code, output } = await hook('post-provision.ts', { ...place.env, HOOK_PATIENCE_SECONDS: '0.5' });
    expect(code).toBe(1);
    expect(output).toContain('Key Vault Secrets Officer');
  });

  test('says which variable is missing outside of azd', async () => {
    place = await startVault();
    const { code, output } = await hook('post-provision.ts', {});
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/^KEY_VAULT_NAME is not set\. Run this through azd/) });
  });
});

const onLinux = existsSync(SCRIPT) ? describe : describe.skip;
onLinux('on a terminal', () => {
  let place: VaultPlace;
  afterEach(() => place.stop());

  test('asks for the Telnyx key, shows nothing of it, and stores it', async () => {
    place = await startVault();
    const { code, shown } = await onTerminal('post-provision.ts', [], place.env, `${KEY}\r`);
    expect(code).toBe(0);
    expect(shown).toContain('telnyx-api-key: stored.');
    for (let at = 0; at + 6 <= KEY.length; at += 1) expect(shown).not.toContain(KEY.slice(at, at + 6));
    expect(await place.controls.read('telnyx-api-key')).toBe(KEY);
  });

  test('takes a pasted key, corrections and all', async () => {
    place = await startVault({ 'telnyx-api-key': 'KEY-of-yesterday-0123456789' });
    const typed = `\u001b[200~${KEY}\u001b[201~x\u007f\r`;
    const { code } = await onTerminal('store-telnyx-key.ts', ['--replace', '--vault', place.vault], place.env, typed);
    expect(code).toBe(0);
    expect(await place.controls.read('telnyx-api-key')).toBe(KEY);
  });

  test.each([
    ['Ctrl+C', '\u0003', 'Cancelled.'],
    ['what is no key', 'two words\r', 'That is no Telnyx API key'],
  ])('stores nothing after %s', async (_name, typed, said) => {
    place = await startVault();
    const { code, shown } = await onTerminal('store-telnyx-key.ts', ['--vault', place.vault], place.env, typed);
    expect(code).toBe(1);
    expect(shown).toContain(said);
    await expect(place.controls.read('telnyx-api-key')).rejects.toThrow('404');
  });
});

describe('store-telnyx-key', () => {
  let place: VaultPlace;
  afterEach(() => place.stop());

  async function withInput(args: readonly string[], input: string) {
    const child = spawn(process.execPath, ['infra/azure/hooks/store-telnyx-key.ts', '--vault', place.vault, '--stdin', ...args], {
      env: { ...process.env, ...place.env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  test('takes the key from standard input, and replaces one only when told to', async () => {
    place = await startVault();
    expect(await withInput([], `${KEY}\n`)).toEqual({ code: 0, output: 'telnyx-api-key: stored.\n' });
    expect((await withInput([], 'KEY-of-tomorrow-0123456789\n')).output).toContain('exists already, unchanged');
    expect(await place.controls.read('telnyx-api-key')).toBe(KEY);
    await withInput(['--replace'], 'KEY-of-tomorrow-0123456789\n');
    expect(await place.controls.read('telnyx-api-key')).toBe('KEY-of-tomorrow-0123456789');
  });

  test('takes no key as an argument, and does not repeat it', async () => {
    place = await startVault();
    const { code, output } = await hook('store-telnyx-key.ts', place.env, ['--vault', place.vault, KEY]);
    expect(code).toBe(1);
    expect(output).toContain('The key is never an argument.');
    expect(output).not.toContain(KEY);
  });
});

describe('after azd deploy', () => {
  const standIns = useStandIns();

  const outputs = (origin: string) => ({
    MCP_ENDPOINT: `${origin}/mcp/stream`,
    TEST_PAGE_URL: `${origin}/test-auth`,
    HEALTH_URL: `${origin}/health/ready`,
    ENTRA_CLIENT_ID: 'c0000000-0000-4000-8000-000000000001',
  });

  test('says where to go when the app is ready', async () => {
    const app = await standIns.startApp();
    const { code, output } = await hook('post-deploy.ts', outputs(app.url));
    expect(code).toBe(0);
    expect(output).toContain(`Ready: 46 Telnyx tools, ${tools.length - 46} more.`);
    expect(output).toContain(`Get a token   ${app.url}/test-auth`);
    expect(output).toContain(`claude mcp add --transport http telnyx ${app.url}/mcp/stream`);
    expect(output).toContain('azd -C infra down removes all of it but');
  });

  test('waits for what is not ready yet, and names it', async () => {
    await vaultControls(standIns).set({ missing: ['telnyx-api-key'] });
    const app = await standIns.startApp();
    const { code, output } = await hook('post-deploy.ts', { ...outputs(app.url), HOOK_PATIENCE_SECONDS: '1' });
    expect(code).toBe(1);
    expect(output).toContain('It is deployed, but the app runs, and is not ready yet: vault, telnyx');
    expect(output).toMatch(/vault: a secret is missing \(azd -C infra hooks run postprovision\)/);

    const waiting = run('infra/azure/hooks/post-deploy.ts', [], { ...QUICK, ...outputs(app.url) });
    await waiting.line(/not ready yet/);
    await vaultControls(standIns).set({});
    expect(await waiting.exited).toBe(0);
    expect(waiting.output()).toContain(`Ready: 46 Telnyx tools, ${tools.length - 46} more.`);
  });

  test('D12: names the setting that keeps the app from serving', async () => {
    const app = await standIns.startApp({ ENTRA_CLIENT_ID: '' });
    const { code, output } = await hook('post-deploy.ts', { ...outputs(app.url), HOOK_PATIENCE_SECONDS: '1' });
    expect(code).toBe(1);
    expect(output).toContain('is not ready yet: settings (ENTRA_CLIENT_ID is missing)');
    expect(output).toContain('settings: change the setting');
  });

  test.each([
    ['an error page', 503, '<html>Service Unavailable</html>'],
    ['another program', 200, '{"hello": true}'],
  ])('is patient with %s in the place of the app', async (_name, status, body) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, output } = await hook('post-deploy.ts', { ...outputs(`http://127.0.0.1:${port}`), HOOK_PATIENCE_SECONDS: '0.5' });
    expect(code).toBe(1);
    expect(output).toContain(`the app does not answer yet (HTTP ${status})`);
    server.close();
    server.closeAllConnections();
  });

  test('ends well where only the registration in Entra ID is left, and says what to do', async () => {
    const app = await standIns.startApp({ ENTRA_CLIENT_ID: '' });
    const { code, output } = await hook('post-deploy.ts', { ...outputs(app.url), ENTRA_CLIENT_ID: '', REGISTER_APP: 'no' });
    expect(code).toBe(0);
    expect(output).toContain(`One step is left: it is not registered in Entra ID yet, and says so at ${app.url}/`);
    expect(output).toContain('azd -C infra env set ENTRA_CLIENT_ID CLIENT_ID');
    expect(output).toContain('azd -C infra hooks run postprovision prints it again');
  });

  test.each([
    ['names the setting', { ready: false, checks: { settings: false }, settings: ['ENTRA_CLIENT_ID is missing'], tools: 0, more: 0 }, 0],
    ['says it by a code', { ready: false, code: 'not_registered' }, 0],
    [
      'lacks another setting as well',
      {
        ready: false,
        checks: { settings: false },
        settings: ['ENTRA_CLIENT_ID is missing', 'KEY_VAULT_URL is missing'],
        tools: 0,
        more: 0,
      },
      1,
    ],
  ])('knows the app that waits for its registration: it %s', async (_what, body, wanted) => {
    const server = createServer((_request, response) => response.writeHead(503).end(JSON.stringify(body)));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const env = { ...outputs(`http://127.0.0.1:${port}`), ENTRA_CLIENT_ID: '', HOOK_PATIENCE_SECONDS: '0.5' };
    expect((await hook('post-deploy.ts', env)).code).toBe(wanted);
    server.close();
    server.closeAllConnections();
  });
});

describe('the scripts that azd calls', () => {
  test.each(['pre-package', 'pre-provision', 'post-provision', 'post-deploy'])('%s: the same program in sh and in pwsh', async (name) => {
    const [sh = '', pwsh = ''] = await Promise.all(['sh', 'ps1'].map((ending) => readFile(`infra/azure/hooks/${name}.${ending}`, 'utf8')));
    const program = /npx --no -- node (\S+)/;
    expect(program.exec(sh)?.[1]).toBe(program.exec(pwsh)?.[1]);
    expect(existsSync(program.exec(sh)?.[1] ?? '')).toBe(true);
  });

  test('run from any folder', async () => {
    const child = spawn('sh', [`${process.cwd()}/infra/azure/hooks/post-provision.sh`], {
      cwd: '/',
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(output).toContain('KEY_VAULT_NAME is not set.');
  });
});
