import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../../../shared/log/index.ts';

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
