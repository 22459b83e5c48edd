import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { call, login, useApp, usePrograms } from '../../support/index.ts';
import { tools } from '../../../tools/index.ts';

const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** Whatever a local.settings.json of this checkout holds: an empty variable wins over it, and means "not set". */
const UNSET = Object.fromEntries(
  ['TELNYX_API_KEY', 'TELNYX_BASE_URL', 'ENTRA_TENANT_ID', 'KEY_VAULT_URL', 'PUBLIC_BASE_URL'].map((name) => [name, '']),
);

const run = usePrograms();

describe('npm run -s token', () => {
  const app = useApp();

  const token = async (...args: string[]) => {
    const program = run('infra/local/token.ts', args);
    return { code: await program.exited, output: program.output(), stdout: program.stdout() };
  };

  test('prints the token and nothing else, and the token works', async () => {
    const { stdout, stderr } = await promisify(execFile)('npm', ['run', '-s', 'token', '--', '--base', app.url]);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm warn'))).toEqual([]);
    expect(await call(app, stdout.trim(), 'get_balance')).toMatchObject({ structuredContent: { currency: 'USD' } });
  });

  test('logs in as the named user, with the scopes asked for', async () => {
    const { stdout, code } = await token('--user', 'operator', '--scope', 'telnyx.read', '--base', app.url);
    expect(code).toBe(0);
    expect(stdout).toMatch(TOKEN);
    expect(decodeJwt(stdout)).toMatchObject({ scope: 'telnyx.read', roles: ['Operator'] });
  });

  test.each([
    ['an unknown user', ['--user', 'stranger'], /user/i],
    ['a scope beyond the role', ['--user', 'reader', '--scope', 'telnyx.read telnyx.send'], /does not allow: telnyx\.send/],
    ['a scope that nobody has', ['--scope', 'telnyx.everything'], /telnyx\.everything/],
    ['a base that is no URL', ['--base', 'here'], /URL of the app/],
    ['an option that does not exist', ['--role', 'owner'], /--role/],
  ])('says what is wrong with %s, prints no token and exits 1', async (_what, args, words) => {
    const { code, output, stdout } = await token('--base', app.url, ...args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(output).toMatch(words);
    expect(output).not.toContain('    at ');
  });

  test('says that nothing listens there', async () => {
    const { code, output, stdout } = await token('--base', 'http://localhost:1');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(output).toMatch(/Nothing answers there.*npm start/);
  });
});

describe('npm start', () => {
  /** Of these tests alone: whoever works in this checkout may have started the app there. */
  let state: string;
  beforeEach(async () => void (state = await mkdtemp(join(tmpdir(), 'started-'))));
  afterEach(() => rm(state, { recursive: true, force: true }));

  test('says where it listens, with how many tools, on which Telnyx, and ends cleanly with all its children on SIGTERM', async () => {
    const program = run('infra/local/start.ts', ['--state', state], { ...UNSET, PORT: '0' });
    const [, url = '', count] = await program.line(/^Ready on (http:\/\/localhost:\d+) \(46 Telnyx tools, (\d+) more\)$/);
    expect(Number(count)).toBe(tools.length - 46);
    await program.line(/^Ctrl\+C stops it/);
    expect(program.stdout()).toMatch(/Telnyx +simulated on this machine: nothing is sent/);
    expect(program.stdout()).toContain(`${url}/test-auth`);
    expect(program.stdout()).toContain(`${url}/mcp/stream`);
    const answer = await call({ url }, await login({ url }), 'get_balance');
    expect(answer.structuredContent).toMatchObject({ currency: 'USD' });
    await program.stop('SIGTERM');
    // The host shares this program's output: `exited` would not settle while it lived.
    expect(await program.exited).toBe(0);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
  });

  test('D12: says on the terminal which setting is wrong, goes on answering, and is never ready', async () => {
    const program = run('infra/local/start.ts', ['--state', state], { ...UNSET, PORT: '0', ENTRA_TENANT_ID: 'sesame' });
    const [, url = ''] = await program.line(/^Nothing is served: every route of (http:\S+) answers 503\.$/);
    await program.line(/^ {2}- ENTRA_TENANT_ID must be/);
    await program.line(/^Ctrl\+C stops it/);
    expect((await fetch(`${url}/test-auth`)).status).toBe(503);
    expect(program.output()).not.toContain('Ready on');
    expect(program.output()).not.toContain('sesame');
    await program.stop('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  test('started twice says where it runs already; where another program has the port, which to take; and nothing else', async () => {
    const first = run('infra/local/start.ts', ['--state', state, '--port', '0'], UNSET);
    const [, port = ''] = await first.line(/^Ready on http:\/\/localhost:(\d+)/);
    const second = run('infra/local/start.ts', ['--state', state], { ...UNSET, PORT: port });
    expect([await second.exited, second.output()]).toEqual([1, `It runs already: http://localhost:${port} (pid ${first.child.pid ?? 0})`]);
    const other = run('infra/local/start.ts', ['--state', join(state, 'other'), '--port', port], UNSET);
    expect(await other.exited).toBe(1);
    expect(other.output()).toBe(
      `Port ${port} is in use by another program. Stop that, or take another port: npm start -- --port ${Number(port) + 1}`,
    );
    await first.stop('SIGTERM');
    await first.exited;
  });

  test('on a terminal shows the banner first, then one line for each request, and JSON with --json', async () => {
    const onTerminal = ['--import', 'data:text/javascript,process.stdout.isTTY=true'];
    const start = (...args: string[]) =>
      run('infra/local/start.ts', ['--state', state, '--port', '0', ...args], { ...UNSET, NO_COLOR: '1', TELNYX_APIKEY: 'x' }, onTerminal);
    const short = start();
    const [, url = ''] = await short.line(/^Ready on (\S+)/);
    expect(short.stdout()).toMatch(/^Ready on /);
    expect(short.output()).toContain('TELNYX_APIKEY is no setting. Did you mean TELNYX_API_KEY?');
    await call({ url }, await login({ url }), 'get_balance');
    await short.line(/^\d\d:\d\d:\d\d {2}tools\/call get_balance +ok {2}\d+ ms$/);
    await fetch(`${url}/approvals/+13125550123`);
    await short.line(/ {2}GET \/approvals\/\{id\} +\d{3} {2}\d+ ms$/);
    expect(short.output()).not.toMatch(/health\/ready|13125550123|\{"time"/);
    expect(short.output()).not.toContain('\u001b');
    await short.stop('SIGTERM');
    await short.exited;
    const json = start('--json');
    const [, again = ''] = await json.line(/^Ready on (\S+)/);
    expect(json.stdout()).toMatch(/^Ready on /);
    await fetch(`${again}/tokens`);
    await json.line(/^\{"time".*"function":"tokens"/);
    await json.stop('SIGTERM');
    await json.exited;
  });
});

describe('func start', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'func-start-'));
    await Promise.all(['host.json', 'package.json'].map((file) => cp(file, join(folder, file))));
    await symlink(join(process.cwd(), 'dist'), join(folder, 'dist'), 'dir');
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('serves the same build with the settings that npm run stand-ins prints', async () => {
    const standIns = run('infra/local/stand-ins-command.ts', ['--memory']);
    await standIns.line(/Ctrl\+C stops them/);
    const printed = /"Values": (\{[\s\S]*?\n {2}\})/.exec(standIns.stdout())?.[1] ?? '';
    const values = JSON.parse(printed) as Record<string, string>;
    const settings = { IsEncrypted: false, Values: { FUNCTIONS_WORKER_RUNTIME: 'node', ...values } };
    await writeFile(join(folder, 'local.settings.json'), JSON.stringify(settings));
    const host = run('infra/local/host/main.ts', ['--root', folder, '--port', '0']);
    const [, url = ''] = await host.line(/^Listening on (\S+)$/);
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ ready: true, tools: 46, more: tools.length - 46 });
    const sent = await call({ url }, await login({ url }), 'send_message', { from: '+13125550100', to: '+13125550111', text: 'hello' });
    expect(sent.structuredContent).toMatchObject({ to: [{ status: 'queued' }] });
  });
});
