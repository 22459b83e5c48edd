import { afterEach, beforeAll, afterAll, describe, expect, test } from '@jest/globals';
import { parseSchedule } from '../../../infra/local/host/timer-schedule.ts';
import { until } from '../../support/until.ts';
import { runToEnd, startHostProcess } from './host-process.ts';
import type { HostProcess } from './host-process.ts';
import { rawRequest } from './raw-request.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a timer', () => {
  let host: HostProcess | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  test('runs on its schedule, never twice at once, and at the start where it asks for that', async () => {
    const { stdout } = (host = await startHostProcess({ fixture: 'every-second.cjs' }));
    const runs = () => stdout().match(/^every second: .*$/gm) ?? [];
    await until(() => runs().length >= 3);

    // The host keeps no record of schedules below a minute.
    expect(new Set(runs())).toEqual(new Set(['every second: 1 at once, status null']));
    expect(stdout().match(/^at the start$/gm)).toHaveLength(1);
  });

  test('that runs when SIGTERM comes is waited for', async () => {
    const { url, stdout, kill, exited } = (host = await startHostProcess({}));
    await fetch(`${url}/admin/functions/slowTimer`, { method: 'POST', headers: JSON_TYPE, body: '{}' });
    await until(() => stdout().includes('slow timer began'));
    kill('SIGTERM');

    expect(await exited).toBe(0);
    expect(stdout()).toContain('slow timer ended');
  });

  test('does not keep a host alive that is told to stop', async () => {
    const { kill, exited } = (host = await startHostProcess({}));
    kill('SIGTERM');

    expect(await exited).toBe(0);
  });

  test.each(['* * * * *', '0 0 3 * *  * *', '60 * * * * *', '0 0 25 * * *', '0 0 0 L * *', '0 0 0 * * 7', '@daily', '1:00:00', '%AT%', ''])(
    'with the schedule "%s" ends the start with one line',
    async (schedule) => {
      const { code, stderr } = await runToEnd({ fixture: 'bad-schedule.cjs', env: { SCHEDULE: schedule } });

      expect(code).toBe(1);
      expect(stderr).toBe(
        'Function "odd": its schedule must be six fields (second minute hour day month weekday) such as "0 */5 * * * *".\n',
      );
    },
  );

  test.each(['0 0 3 * * *', '*/10 0-30/5 1,2,3 * JAN-MAR MON-FRI', '0 0 0 13 * 5'])('may have the schedule "%s"', async (schedule) => {
    host = await startHostProcess({ fixture: 'bad-schedule.cjs', env: { SCHEDULE: schedule } });

    expect(host.stderr()).toBe('');
  });
});

describe('a schedule', () => {
  const day = (schedule: string) => parseSchedule('any', schedule).next()?.toISOString().slice(5, 10);

  test('with a day of the month and a weekday wants both', () => {
    const next = parseSchedule('any', '0 0 0 13 * FRI').next();
    expect([next?.getUTCDate(), next?.getUTCDay()]).toEqual([13, 5]);
  });

  test('is in UTC, with the month before the weekday', () => {
    expect(day('0 0 0 2 JAN *')).toBe('01-02');
    expect(parseSchedule('any', '0 30 3 * * *').next()?.toISOString()).toContain('T03:30:00.000Z');
  });

  test.each([
    ['*/30 * * * * *', false],
    ['0 * * * * *', true],
    ['0 0 0 31 FEB *', true],
  ])('%s has a record: %s', (schedule, monitored) => {
    expect(parseSchedule('any', schedule).isMonitored()).toBe(monitored);
  });
});

describe('the admin route', () => {
  let host: HostProcess;
  beforeAll(async () => {
    host = await startHostProcess({});
  });
  afterAll(() => host.stop());

  const post = (name: string, init: RequestInit = {}) =>
    fetch(`${host.url}/admin/functions/${name}`, { method: 'POST', headers: JSON_TYPE, body: '{}', ...init });

  test.each([
    ['an unknown name', 'unknown', {}, 404],
    ['a function with HTTP', 'echo', {}, 404],
    ['a function that does not run here', 'queued', {}, 404],
    ['GET', 'nightly', { method: 'GET', body: null }, 404],
    ['a body that is not JSON', 'nightly', { body: 'now' }, 400],
    ['no body', 'nightly', { body: null }, 400],
    ['a list', 'nightly', { body: '[]' }, 400],
    ['a body of 65 KiB', 'nightly', { body: JSON.stringify({ input: 'x'.repeat(66_560) }) }, 413],
    ['a form, which any page can send', 'nightly', { headers: { 'content-type': 'text/plain' } }, 415],
  ])('refuses %s', async (_title, name, init, status) => {
    expect((await post(name, init)).status).toBe(status);
    expect(host.stdout()).not.toContain('nightly ');
  });

  test('refuses a page that reaches it by a name of its own', async () => {
    const { status } = await rawRequest({
      port: host.port,
      method: 'POST',
      path: '/admin/functions/nightly',
      headers: { ...JSON_TYPE, host: 'rebound.example' },
    });

    expect(status).toBe(404);
  });
});
