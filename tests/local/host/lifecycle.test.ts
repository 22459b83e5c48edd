import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test } from '@jest/globals';
import { freePort } from '../../support/oauth/free-port.ts';
import { until } from '../../support/until.ts';
import { runToEnd, startHostProcess } from './host-process.ts';
import type { HostProcess, HostSetup } from './host-process.ts';
import { rawRequest } from './raw-request.ts';

const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
const hasIPv6 = addresses.some(({ address }) => address === '::1');
const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address;

let host: HostProcess | undefined;
afterEach(async () => {
  await host?.stop();
  host = undefined;
});
const serve = async (setup: HostSetup = {}) => (host = await startHostProcess(setup));

describe('the host’s address', () => {
  test('is printed in exactly one line', async () => {
    const { stdout, port } = await serve();

    expect(stdout().split('\n')).toContain(`Listening on http://localhost:${port}`);
    expect(port).toBeGreaterThan(0);
  });

  (hasIPv6 ? test : test.skip)('is the same port in both address families', async () => {
    const { port } = await serve();
    const statuses = [
      await rawRequest({ host: '127.0.0.1', port, path: '/api/a/fixed' }),
      await rawRequest({ host: '::1', port, path: '/api/a/fixed' }),
    ].map(({ status }) => status);

    expect(statuses).toEqual([200, 200]);
  });

  (outside === undefined ? test.skip : test)('cannot be reached from another machine', async () => {
    const { port } = await serve();
    const code = await new Promise((resolve) => {
      const socket = connect({ host: outside, port });
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.once('connect', () => {
        socket.destroy();
        resolve('connected');
      });
    });

    expect(code).toBe('ECONNREFUSED');
  });

  test('comes from --port before PORT, and from PORT otherwise', async () => {
    const port = await freePort();

    const first = await serve({ args: [], env: { PORT: String(port) } });
    expect(first.port).toBe(port);
    // That port is taken: a start with it would fail.
    const second = await startHostProcess({ args: ['--port', '0'], env: { PORT: String(port) } });
    await second.stop();
    expect(second.port).not.toBe(port);
  });

  test('that is taken stops the start with a line that names the port and the way out', async () => {
    const { port } = await serve();
    const { code, stderr } = await runToEnd({ args: ['--port', String(port)] });

    expect(code).toBe(1);
    expect(stderr).toBe(`Port ${port} is in use by another program. Stop that, or take another port: npm start -- --port ${port + 1}\n`);
  });

  test.each([['--port', 'http'], ['--port', '70000'], ['--unknown']])('is not guessed from %s %s', async (...args) => {
    const { code, stderr } = await runToEnd({ args });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^("\S+" is not a port|Usage: ).*\n$/);
  });
});

describe('an entry', () => {
  test('that is an ES module is loaded', async () => {
    const { url } = await serve({ fixture: 'module.mjs' });

    expect(await (await fetch(`${url}/api/esm`)).text()).toBe('from an ES module');
  });

  test('may be a glob', async () => {
    const { url } = await serve({ fixture: 'modul*.{mjs,js}' });

    expect((await fetch(`${url}/api/esm`)).status).toBe(200);
  });

  test.each([
    ['is missing', { main: 'dist/index.cjs' }, 'dist/index.cjs is missing: run npm run build.\n'],
    [
      'has a route that the real host refuses',
      { fixture: 'bad-route.cjs' },
      'Function "odd": route "x/{y:even}": unknown constraint "even".\n',
    ],
  ])('that %s ends the start with one line', async (_title, setup, line) => {
    expect(await runToEnd(setup)).toMatchObject({ code: 1, stderr: line });
  });

  test('that throws ends the start with its stack', async () => {
    const { code, stderr } = await runToEnd({ fixture: 'throws-at-load.cjs' });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: cannot load\n +at /);
  });

  test('that registers nothing ends the start', async () => {
    const { code, stderr } = await runToEnd({ fixture: 'empty.cjs' });

    expect(code).toBe(1);
    expect(stderr).toContain('registers no functions');
  });
});

describe.each([
  ['on', true],
  ['off', false],
])('a signal, with HTTP streams %s,', (_title, streams) => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s lets running requests finish, runs appTerminate, and ends with 0', async (name) => {
    const { url, kill, exited, stdout } = await serve({ streams });
    const running = fetch(`${url}/api/slow`).then((response) => response.text());
    await until(() => stdout().includes('slow began'));
    kill(name);

    expect(await running).toBe('finished');
    expect(await exited).toBe(0);
    expect(stdout()).toContain('hook: appTerminate');
    await expect(fetch(url)).rejects.toThrow();
  });

  test('SIGTERM ends an idle host with open connections at once', async () => {
    const { url, kill, exited } = await serve({ streams });
    await (await fetch(`${url}/api/a/fixed`)).text();
    kill('SIGTERM');

    expect(await exited).toBe(0);
  });
});

describe('startHost in the caller’s own process', () => {
  test.each([true, false])('serves, closes twice, and leaves nothing that keeps the process alive (streams: %s)', async (streams) => {
    const { code, stdout, stderr } = await runToEnd({ streams, program: 'tests/local/host/fixtures/in-process.ts' });

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('answered 200, then closed');
  });
});
