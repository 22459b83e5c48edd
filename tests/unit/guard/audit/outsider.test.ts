import { describe, expect, test } from '@jest/globals';
import { callId, entryOf, toAuditOutcome, toAuditRow } from '../../../../shared/guard/audit/index.ts';
import { tools } from '../../../../tools/index.ts';
import { CALLS } from '../../../app/contract/support/calls.ts';
import { callOf, KEY, NOON } from './audited-calls.ts';

const NUMBER = '+13125559876';
const WORDS = 'Meet Vera Example at noon';
const FILE = 'letters/vera-example.txt';

/** The arguments with every text that is a number, words or a name of a file replaced by one that can be looked for. */
function marked(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => marked(each, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, marked(inner, member)]));
  }
  if (typeof value !== 'string') return value;
  if (/^\+?\d{10,15}$/.test(value)) return NUMBER;
  if (name === 'key' || name === 'prefix') return FILE;
  return /\s/.test(value) ? WORDS : value;
}

const textOf = (...rows: readonly object[]) => rows.map((row) => Object.values(row).map(String).join('\n')).join('\n');

describe('G26: whoever reads the rows of the audit', () => {
  test.each(tools.map(({ name }) => name))('learns no number, words or name of a file from a call of %s', (name) => {
    const calls = CALLS.filter(({ tool }) => tool === name);
    expect(calls.length).toBeGreaterThan(0);
    for (const { args } of calls) {
      const given = marked(args) as Readonly<Record<string, unknown>>;
      const id = callId(NOON);
      const row = toAuditRow(entryOf({ call: callOf(name, given), key: KEY, id, at: NOON, outcome: 'begun' }));
      const outcome = toAuditOutcome(id, 'ok', { id: NUMBER, phone_number: NUMBER, assistant_id: 'vera-desk', text: WORDS, ...given });
      const text = textOf(row, outcome);
      for (const secret of [NUMBER.slice(1), NUMBER.slice(-8), 'Vera Example', 'vera-']) expect(text).not.toContain(secret);
    }
  });

  test('learns no number from digits in place of an id', () => {
    const args = { call_control_id: NUMBER, connection_id: NUMBER.slice(1), messaging_profile_id: 'vera example', bucket_name: 'reports' };
    const row = toAuditRow(
      entryOf({ call: callOf('create_call', { to: NUMBER, ...args }), key: KEY, id: callId(NOON), at: NOON, outcome: 'ok' }),
    );
    expect(textOf(row)).not.toMatch(/3125559876|vera example/);
    expect(row.given).toBe('["bucket_name=reports"]');
  });
});
