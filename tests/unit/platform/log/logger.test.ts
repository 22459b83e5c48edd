import { describe, expect, test } from '@jest/globals';
import fc from '../../../support/fast-check.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';

function capture() {
  const lines: string[] = [];
  return {
    lines,
    log: createLogger(
      (_level, line) => lines.push(line),
      () => 0,
    ),
  };
}

describe('the log', () => {
  test('is one line of JSON an event', () => {
    const { lines, log } = capture();
    log.info('request', { status: 200, function: 'mcp' });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { time: '1970-01-01T00:00:00.000Z', level: 'info', event: 'request', status: 200, function: 'mcp' },
    ]);
  });

  test('holds no character that a reader of lines takes for the end of one', () => {
    const { lines, log } = capture();
    log.info('request', { client: 'a\u2028b\u2029c\u0085d\ne' });
    expect(lines[0]).not.toMatch(/[\u2028\u2029\u0085\n]/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ client: 'a\u2028b\u2029c\u0085d\ne' });
  });

  test('L1: tells class, code and place of an unknown error, never its message', () => {
    const { lines, log } = capture();
    log.error('failed', Object.assign(new Error('the key is KEY0123456789abcdef'), { code: 'E1' }));
    expect(lines[0]).toContain('"code":"E1"');
    expect(lines[0]).not.toContain('the key is');
  });

  test.each([
    ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', '[token]'],
    ['Bearer abcdef012345', 'Bearer [token]'],
    ['KEY0123456789ABCDEF_x', '[key]'],
    ['+13125550199', '+131***99'],
  ])('L1: masks %s wherever it slipped in', (secret, masked) => {
    const { lines, log } = capture();
    log.warn('odd', { note: `before ${secret} after` });
    expect(lines[0]).toContain(`before ${masked} after`);
  });
});

/** An error whose member is, or throws, something else than it should. */
function odd(member: string, value: unknown): Error {
  const error = new Error('the secret is hunter2');
  Object.defineProperty(error, member, typeof value === 'function' ? { get: value as () => unknown } : { value });
  return error;
}

const circular: Record<string, unknown> = {};
circular['self'] = circular;
const throwing = () => {
  throw new Error('hunter2');
};
const trap = new Proxy(new Error('hunter2'), { get: throwing, getPrototypeOf: throwing, ownKeys: throwing });
const WHOLE_LINE = /^\{"time":"1970-01-01T00:00:00.000Z","level":"error","event":"failed",.*\}$/;

describe('D55: the log never throws', () => {
  test.each([
    ['a stack that is a number', odd('stack', 42)],
    ['a stack that is an object', odd('stack', circular)],
    ['a stack that throws', odd('stack', throwing)],
    ['a message that throws', odd('message', throwing)],
    ['a message that is no text', odd('message', { length: 3 })],
    ['a code that throws', odd('code', throwing)],
    ['a code that is circular', odd('code', circular)],
    ['a name that is a bigint', odd('name', 10n)],
    ['a name that is circular', odd('name', circular)],
    ['a name that throws', odd('name', throwing)],
    ['a failure that is a symbol', odd('failure', Symbol('hunter2'))],
    ['a proxy that throws at everything', trap],
    ['a revoked proxy', revoked()],
    ['an error that is its own cause', odd('cause', circular)],
    ['undefined', undefined],
    ['a bigint', 10n],
    ['an object without a prototype', Object.create(null)],
  ])('%s', (_what, thrown) => {
    const { lines, log } = capture();
    log.error('failed', thrown, { request: 'r' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(WHOLE_LINE);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'failed', request: 'r', error: expect.any(String) });
    expect(lines[0]).not.toContain('hunter2');
  });

  test('whatever is thrown, and whatever stands in the fields', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, fc.dictionary(fc.string(), anything), anything, (thrown, fields, member) => {
        const { lines, log } = capture();
        const given = { ...fields, circular, trap, list: [circular, 10n, member] } as unknown as Record<string, string>;
        log.error('failed', thrown, given);
        log.error('failed', Object.assign(new Error('x'), { name: member, code: member, stack: member }), given);
        expect(lines).toHaveLength(2);
        for (const line of lines) JSON.parse(line);
      }),
    );
  });

  test('nor does a sink or a clock that throws get through', () => {
    createLogger(throwing).info('request');
    createLogger(
      () => undefined,
      () => Number.NaN,
    ).error('failed', new Error('x'));
    const { lines, log } = capture();
    log.info('request', new Proxy({}, { ownKeys: throwing }));
    log.info('request');
    expect(lines).toHaveLength(1);
  });

  test('a long text, a long list and a long line are cut, and a line stays JSON', () => {
    const { lines, log } = capture();
    log.info('odd', { text: 'a'.repeat(5_000_000), list: Array.from({ length: 1_000 }, () => 'b'.repeat(900)), last: 'c' });
    log.info('odd', { list: Array.from({ length: 1_000 }, (_value, index) => String(index)) });
    expect(lines[0]?.length).toBeLessThanOrEqual(16 * 1024);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ text: `${'a'.repeat(1_000)}…`, last: 'c', cut: true });
    expect(JSON.parse(lines[1] ?? '').list).toHaveLength(101);
    expect(JSON.parse(lines[1] ?? '').list.at(-1)).toBe('(900 more)');
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable(new Error('hunter2'), {});
  revoke();
  return proxy;
}

describe('D55: the place of an error is a line of its stack', () => {
  const placeOf = (error: unknown) => {
    const { lines, log } = capture();
    log.error('failed', error);
    return JSON.parse(lines[0] ?? '').place;
  };

  test('the first that names a file', () => {
    expect(placeOf(new Error('x'))).toMatch(/^at .*logger\.test\.ts:\d+:\d+\)?$/);
    expect(placeOf(caught(() => JSON.parse('{')))).toMatch(/^at .*logger\.test\.ts:\d+:\d+\)?$/);
    expect(placeOf(new TypeError(''))).toMatch(/logger\.test\.ts/);
  });

  test.each([
    'at my password is hunter2',
    'x\nat my password is hunter2',
    'x\n    at hunter2',
    'x\n    at https://user:hunter2@host/path?token=abc:1:2',
    'x\n    at hunter2 (/home/x.ts:1:2)',
    'x\n    at /hunter2:1:2\ny',
  ])('never a line of its message: %j', (message) => {
    expect(placeOf(new Error(message))).toMatch(/logger\.test\.ts/);
    const changed = new Error(message);
    // A stack that was read keeps the message of that time.
    expect(changed.stack).toContain(message);
    changed.message = 'another';
    expect(placeOf(changed)).toBeUndefined();
    const alone = new Error(message);
    alone.stack = `Error: ${message}`;
    expect(placeOf(alone)).toBeUndefined();
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
