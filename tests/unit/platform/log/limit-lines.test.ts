import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLogger, limitLines, type Logger } from '../../../../shared/platform/log/index.ts';

const PER_MINUTE = 5;
let now: number;
let due: { readonly at: number; readonly run: () => void }[];
let lines: Record<string, unknown>[];
let log: Logger;
beforeEach(() => {
  now = 0;
  due = [];
  lines = [];
  const clock = () => now;
  const every = createLogger((_level, line) => lines.push(JSON.parse(line)), clock);
  log = limitLines(every, { perMinute: PER_MINUTE, clock, later: (run, ms) => due.push({ at: now + ms, run }) });
});

function pass(ms: number) {
  now += ms;
  for (const { run } of due.filter(({ at }) => at <= now)) run();
  due = due.filter(({ at }) => at > now);
}

const times = (count: number, write: (index: number) => void) => Array.from({ length: count }, (_value, index) => write(index));

describe('D54: what anyone can cause cannot fill the log', () => {
  test('of one kind of line so many are written a minute, then one with the count of the others', () => {
    times(1_000, (index) => log.info('request', { function: 'token', method: 'POST', status: 401, ms: index }));
    expect(lines).toHaveLength(PER_MINUTE);
    pass(60_000);
    expect(lines).toHaveLength(PER_MINUTE + 1);
    expect(lines.at(-1)).toEqual({
      time: '1970-01-01T00:01:00.000Z',
      level: 'info',
      event: 'request',
      function: 'token',
      method: 'POST',
      status: 401,
      times: 995,
    });
    log.info('request', { function: 'token', method: 'POST', status: 401, ms: 1 });
    expect(lines.at(-1)).toMatchObject({ ms: 1 });
  });

  test('a flood of one kind hides no other', () => {
    times(1_000, () => log.info('request', { function: 'token', method: 'POST', status: 401 }));
    log.info('request', { function: 'token', method: 'POST', status: 500 });
    log.warn('authorize_refused', { reason: 'unknown_client', client: 'c' });
    log.error('request_failed', new TypeError('x'), { request: 'r' });
    expect(lines.slice(PER_MINUTE).map(({ event }) => event)).toEqual(['request', 'authorize_refused', 'request_failed']);
  });

  test('names that a stranger chooses make no kind of their own', () => {
    times(1_000, (index) => log.info('client_registered', { client: `c${index}`, redirects: 1 }));
    expect(lines).toHaveLength(PER_MINUTE);
  });

  test('even of kinds without number there is an end', () => {
    times(5_000, (index) => log.info(`event_${index}`));
    expect(lines).toHaveLength(1_000 + PER_MINUTE);
  });

  test('a line that names a person is always written', () => {
    times(100, (index) => log.info('audit', { subject: 't.o', request: String(index) }));
    times(100, () => log.info('tool_call', { subject: 't.o', tool: 'get_balance' }));
    expect(lines).toHaveLength(200);
    pass(60_000);
    expect(lines).toHaveLength(200);
  });

  test('errors keep their class, code and place, and are told apart by them', () => {
    const one = new RangeError('x');
    times(20, () => log.error('request_failed', one));
    times(20, () => log.error('request_failed', new TypeError('x')));
    pass(60_000);
    expect(lines.filter(({ times: count }) => count !== undefined)).toEqual([
      expect.objectContaining({ level: 'error', error: 'RangeError', place: expect.any(String), times: 15 }),
      expect.objectContaining({ level: 'error', error: 'TypeError', place: expect.any(String), times: 15 }),
    ]);
  });

  test('the minute of a kind begins with its first line, also where nothing was left out', () => {
    times(PER_MINUTE, () => log.info('request', { status: 200 }));
    now = 59_999;
    log.info('request', { status: 200 });
    now = 60_000;
    times(PER_MINUTE, () => log.info('request', { status: 200 }));
    expect(lines).toHaveLength(2 * PER_MINUTE);
    pass(1);
    expect(lines.at(-1)).toMatchObject({ status: 200, times: 1 });
  });

  test('fields that cannot be read do not make it throw', () => {
    const fields = new Proxy(
      {},
      {
        get() {
          throw new Error('x');
        },
      },
    );
    expect(() => times(10, () => log.info('request', fields))).not.toThrow();
  });
});
