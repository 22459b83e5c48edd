import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { call, legacy } from '../support/mcp.ts';
import { login } from '../support/login.ts';
import { freePort } from '../support/oauth/free-port.ts';
import { run } from '../support/running-app.ts';
import { until } from '../support/until.ts';

const SOURCES = ['functions', 'shared', 'tools', 'infra', 'docs/skills', 'host.json', 'package.json', 'local.settings.sample.json'];
const TOOL = 'tools/account/get-balance.ts';
/** Whatever the environment of the tests holds. */
const UNSET = { TELNYX_API_KEY: '', TELNYX_BASE_URL: '', ENTRA_TENANT_ID: '', KEY_VAULT_URL: '', PUBLIC_BASE_URL: '' };

/** A copy of the sources, which the test may change. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dev-'));
  const isSource = (path: string) => !/node_modules|\.state/.test(path);
  await Promise.all(SOURCES.map((name) => cp(name, join(folder, name), { recursive: true, filter: isSource })));
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'), 'dir');
});
afterAll(() => rm(folder, { recursive: true }));

test('npm run dev serves each change, keeps what the stand-ins hold, survives a broken build, and ends with all its children', async () => {
  const source = await readFile(TOOL, 'utf8');
  const write = (text: string) => writeFile(join(folder, TOOL), text);
  const described = (words: string) => source.replace(/description: *'[^']*'/, `description: '${words}'`);
  // The app starts again on its port, which nobody else is given meanwhile.
  const dev = run('infra/build/dev.ts', ['--state', join(folder, 'state')], { ...UNSET, PORT: String(await freePort()) }, [], folder);
  try {
    const [, url = ''] = await dev.line(/^Ready on (http:\/\/localhost:\d+) /);
    const app = { url };
    const token = await login(app);
    const description = async () => {
      const answer = await (await legacy(app, 'tools/list', {}, { token })).json();
      const found = (answer.result.tools as { name: string; description: string }[]).find(({ name }) => name === 'get_balance');
      return found?.description;
    };
    /** Waits until the app was started again so often, and serves these words. One change may be seen as two. */
    const rebuilt = async (count: number, words: string) => {
      const lines = () => dev.output().match(/^Rebuilt in \d+ ms, serving again after \d+ ms \(46 Telnyx tools, \d+ more\)$/gm) ?? [];
      await until(() => lines().length >= count);
      await serves(words);
    };
    const serves = (words: string) => until(async () => (await description().catch(() => undefined)) === words);
    const sent = await call(app, token, 'send_message', { from: '+13125550100', to: '+13125550111', text: 'kept' });
    const { id } = sent.structuredContent as { id: string };

    await write(described('Changed once.'));
    await rebuilt(1, 'Changed once.');
    // The vault kept its keys, the tables the grant, the simulator the message.
    expect((await call(app, token, 'get_message', { id })).structuredContent).toMatchObject({ id });

    await write('export const = ;');
    await dev.line(/^\[PARSE_ERROR\] Unexpected token$/);
    await dev.line(/^The build failed after \d+ ms\. The last good build keeps running\.$/);
    await serves('Changed once.');

    await write(described('Changed twice.'));
    await rebuilt(2, 'Changed twice.');

    const entry = join(folder, 'functions/index.ts');
    const good = await readFile(entry, 'utf8');
    await writeFile(entry, `${good}\nthrow new Error('cannot start');\n`);
    await dev.line(/^Error: cannot start$/);
    await dev.line(/^The app has ended with exit code 1\. It starts again with the next build\.$/);
    await writeFile(entry, good);
    await rebuilt(3, 'Changed twice.');

    await dev.stop('SIGINT');
    // All children share this program's output: `exited` would not settle while one lived.
    expect(await dev.exited).toBe(0);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
  } finally {
    await dev.stop('SIGKILL');
  }
}, 480_000);
