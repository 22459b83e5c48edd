import { describe, expect, test } from '@jest/globals';
import type { Reason } from '../../../../shared/guard/facts/index.ts';
import type { Permission } from '../../../../shared/guard/ledger/index.ts';
import { decide, withoutPermission, withPermission } from '../../../../shared/guard/policy/index.ts';
import { confirming, countersOf, HOUR, NOW, NUMBER, outcomeOf, permissionOf, questionOf } from './questions.ts';

const settings = confirming('outbound', 'page');
const allowing = (...permissions: Permission[]) => countersOf({}, { permissions });

const decided = (more: Parameters<typeof questionOf>[0], permission = permissionOf()) =>
  outcomeOf(decide(questionOf({ settings, rows: { person: allowing(permission) }, ...more })));

describe('G24: an hour for one number', () => {
  test('asks nobody about more of the same', () => {
    expect(decided({})).toBe('go permission');
    expect(decided({ settings: confirming('outbound', 'form') })).toBe('go permission');
    expect(decided({ args: { text: 'Another wording' }, digests: { exact: 'another' } })).toBe('go permission');
  });

  test.each([
    ['another client', { clientId: 'other' }],
    ['another kind', { kind: 'calls' }],
    ['another sender', { digests: { sender: 'other' } }],
    ['a sender that the tool finds', { digests: { sender: '' } }],
    ['another number', { digests: { recipients: ['other'] } }],
    ['a second number', { digests: { recipients: ['recipient', 'other'] }, facts: { recipients: [NUMBER, NUMBER] } }],
    ['nobody', { digests: { recipients: [] }, facts: { recipients: [] } }],
  ] as const)('asks about %s', (_what, call: Parameters<typeof questionOf>[0]) => {
    expect(decided(call)).toBe('ask page');
  });

  test('ends after the hour', () => {
    expect(decided({}, permissionOf({ until: NOW + 1 }))).toBe('go permission');
    expect(decided({}, permissionOf({ until: NOW }))).toBe('ask page');
    expect(decided({ now: NOW + HOUR - 1 })).toBe('go permission');
    expect(decided({ now: NOW + HOUR })).toBe('ask page');
  });

  test('is never for a purchase', () => {
    const call = { risk: 'purchase', kind: 'numbers', settings: confirming('purchase', 'page') } as const;
    expect(decided(call, permissionOf({ kind: 'numbers' }))).toBe('ask page');
  });

  test('is never for a call that does more than the one that was allowed', () => {
    expect(decided({ risk: 'credential', also: ['outbound'] })).toBe('ask page');
    expect(decided({ also: ['destructive'] })).toBe('ask page');
  });

  test.each([
    ['foreign_country', 'go permission'],
    ['unknown_number', 'go permission'],
    ['short_code', 'go permission'],
    ['sip_host', 'go permission'],
    ['quiet_hours', 'go permission'],
    ['webhook_host', 'ask page'],
    ['limit_lifted', 'ask page'],
    ['price_unknown', 'ask page'],
  ] as const)('covers what belongs to the number, and nothing else: %s', (code: Reason['code'], outcome) => {
    expect(decided({ facts: { reasons: [{ code, what: 'it does' }] } })).toBe(outcome);
  });

  test('covers the fourth message within ten minutes', () => {
    const recipients = [
      { firstAt: NOW - 3, recent: [NOW - 3, NOW - 2, NOW - 1], day: Math.floor(NOW / 86_400_000), inDay: 3, optedOutAt: undefined },
    ];
    expect(decided({ settings: {}, rows: { person: allowing(permissionOf()), recipients } })).toBe('go permission');
    expect(decided({ settings: {}, rows: { recipients } })).toBe('ask page');
  });

  test('there are twenty at most: a 21st is not given', () => {
    const twenty = Array.from({ length: 20 }, (_each, index) => permissionOf({ id: String(index), to: String(index) }));
    const full = twenty.reduce((counters, each) => withPermission(counters, each) ?? counters, countersOf({}));
    expect(full.permissions).toEqual(twenty);
    expect(withPermission(full, permissionOf({ id: '21' }))).toBeUndefined();
    expect(decided({ rows: { person: full } })).toBe('ask page');
    expect(withPermission(withoutPermission(full, '7'), permissionOf({ id: '21' }))?.permissions).toHaveLength(20);
  });

  test('one that has ended makes room, and one for the same takes the place of the earlier one', () => {
    const ended = Array.from({ length: 20 }, (_each, index) => permissionOf({ id: String(index), to: String(index), until: NOW }));
    expect(withPermission(allowing(...ended), permissionOf())?.permissions).toEqual([permissionOf()]);
    const later = permissionOf({ id: 'later', until: NOW + HOUR + 1 });
    expect(withPermission(allowing(permissionOf({ to: 'other' }), permissionOf()), later)?.permissions).toEqual([
      permissionOf({ to: 'other' }),
      later,
    ]);
  });

  test('a person ends one, and keeps the others', () => {
    const others = [permissionOf({ id: 'a' }), permissionOf({ id: 'c' })];
    const counters = allowing(permissionOf({ id: 'a' }), permissionOf({ id: 'b' }), permissionOf({ id: 'c' }));
    expect(withoutPermission(counters, 'b').permissions).toEqual(others);
    expect(withoutPermission(counters, 'unknown')).toEqual(counters);
  });
});
