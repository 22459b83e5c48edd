import { afterEach, describe, expect, test } from '@jest/globals';
import { runToEnd, startHostProcess } from './host-process.ts';
import type { HostProcess, HostSetup } from './host-process.ts';

describe('the host’s settings', () => {
  let host: HostProcess | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  const serve = async (setup: HostSetup) => (host = await startHostProcess(setup));

  test('come from local.settings.json, but never over the environment', async () => {
    const { url } = await serve({
      localSettings: { IsEncrypted: false, Values: { FRESH: 'from the file', TAKEN: 'from the file', NUMBER: 7 } },
      env: { TAKEN: 'from the environment' },
    });

    const values = await (await fetch(`${url}/api/environment?FRESH&TAKEN&NUMBER`)).json();
    expect(values).toEqual({ FRESH: 'from the file', TAKEN: 'from the environment', NUMBER: null });
    expect(host?.stderr()).toContain('Values.NUMBER is not a string');
  });

  test('include WEBSITE_HOSTNAME, which is localhost and the port that was really bound', async () => {
    const { url, port } = await serve({});

    expect(await (await fetch(`${url}/api/environment?WEBSITE_HOSTNAME`)).json()).toEqual({ WEBSITE_HOSTNAME: `localhost:${port}` });
  });

  test('leave a WEBSITE_HOSTNAME that is set already alone', async () => {
    const { url } = await serve({ localSettings: { Values: { WEBSITE_HOSTNAME: 'app.example' } } });

    expect(await (await fetch(`${url}/api/environment?WEBSITE_HOSTNAME`)).json()).toEqual({ WEBSITE_HOSTNAME: 'app.example' });
  });

  test('put every route under the route prefix', async () => {
    const { url } = await serve({ hostJson: { version: '2.0', extensions: { http: { routePrefix: 'v1/x' } } } });

    expect((await fetch(`${url}/v1/x/a/fixed`)).status).toBe(200);
    expect((await fetch(`${url}/api/a/fixed`)).status).toBe(404);
  });

  test('allow an empty route prefix, and with it a page at the root', async () => {
    const { url } = await serve({ hostJson: { version: '2.0', extensions: { http: { routePrefix: '' } } } });

    expect(await (await fetch(url)).json()).toEqual({ function: 'home', params: {} });
    expect((await fetch(`${url}/a/fixed`)).status).toBe(200);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  test('D13: leave no 404 at the root: the homepage of the real host, which is disabled, answers other methods with 204', async () => {
    const { url } = await serve({ hostJson: { version: '2.0', extensions: { http: { routePrefix: '' } } } });

    for (const method of ['HEAD', 'POST']) expect((await fetch(url, { method })).status).toBe(204);
  });

  test('must hold a time limit that is one', async () => {
    const { code, stderr } = await runToEnd({ hostJson: { version: '2.0', functionTimeout: '2m' } });

    expect([code, stderr]).toEqual([1, 'host.json: functionTimeout must be a time such as "00:02:00".\n']);
  });

  test('that are not valid JSON stop the start without quoting the file', async () => {
    const { code, stderr } = await runToEnd({ localSettings: '{ "Values": { "KEY": "s3cret" oops } }' });

    expect(code).toBe(1);
    expect(stderr).toMatch(/^local\.settings\.json is not valid JSON \(at position \d+\)\.\n$/);
  });

  test('that are encrypted stop the start', async () => {
    const { code, stderr } = await runToEnd({ localSettings: { IsEncrypted: true, Values: { KEY: 'x' } } });

    expect([code, stderr]).toEqual([1, 'local.settings.json is encrypted: run "func settings decrypt" first.\n']);
  });

  test('need a host.json', async () => {
    const { code, stderr } = await runToEnd({ hostJson: null });

    expect(code).toBe(1);
    expect(stderr).toContain('No host.json here');
  });
});
