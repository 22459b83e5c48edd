import { describe, expect, test } from '@jest/globals';
import { asked, decide, decided, NO_COUNTERS, WAITING_MS } from '../../../../shared/guard/policy/index.ts';
import { approvalRow, confirming, countersOf, HOUR, MINUTE, NOW, outcomeOf, permissionOf, questionOf, textOf } from './questions.ts';

const settings = confirming('outbound', 'page');
const requests = (count: number, at = NOW - MINUTE, open = true) =>
  Array.from({ length: count }, (_each, index) => ({ id: `${at} ${index}`, at, open }));
const personAsked = (...lists: ReturnType<typeof requests>[]) => ({ person: countersOf({}, { asked: lists.flat() }) });

const outcome = (rows: Parameters<typeof questionOf>[0] & object) => outcomeOf(decide(questionOf({ settings, ...rows })));

describe('G25: requests that wait for a person', () => {
  test.each([
    ['four', requests(4), 'ask page'],
    ['five', requests(5), 'too_many_requests'],
    ['five, of which one is decided', [...requests(4), ...requests(1, NOW, false)], 'ask page'],
    ['five, of which the time of one is over', [...requests(1, NOW - WAITING_MS), ...requests(4)], 'ask page'],
    ['five, of which the time of one is nearly over', [...requests(1, NOW - WAITING_MS + 1), ...requests(4)], 'too_many_requests'],
  ])('%s', (_what, list, expected) => {
    expect(outcome({ rows: personAsked(list) })).toBe(expected);
  });

  test.each([
    ['nineteen', requests(19, NOW - 20 * MINUTE), 'ask page'],
    ['twenty', requests(20, NOW - 20 * MINUTE), 'too_many_requests'],
    ['twenty, all decided', requests(20, NOW - 20 * MINUTE, false), 'too_many_requests'],
    ['twenty, one an hour ago', [...requests(1, NOW - HOUR), ...requests(19, NOW - 20 * MINUTE)], 'ask page'],
    ['twenty, one nearly an hour ago', [...requests(1, NOW - HOUR + 1), ...requests(19, NOW - 20 * MINUTE)], 'too_many_requests'],
  ])('%s within an hour', (_what, list, expected) => {
    expect(outcome({ rows: personAsked(list) })).toBe(expected);
  });

  test('the one that waits already is asked about again', () => {
    expect(outcome({ rows: { ...personAsked(requests(5)), approval: approvalRow() } })).toBe('ask page');
    expect(outcome({ rows: { ...personAsked(requests(5)), approval: approvalRow({ until: NOW }) } })).toBe('too_many_requests');
    expect(outcome({ rows: { ...personAsked(requests(5)), approval: approvalRow({ state: 'used' }) } })).toBe('too_many_requests');
  });

  test('keep nothing from going about which nobody has to be asked', () => {
    const { person } = personAsked(requests(5));
    expect(outcome({ settings: {}, rows: { person } })).toBe('go nobody');
    expect(outcome({ rows: { person, approval: approvalRow({ state: 'approved' }) } })).toBe('go page');
    expect(outcome({ rows: { person: { ...person, permissions: [permissionOf()] } } })).toBe('go permission');
  });

  test('the answers say where to decide, and when there is room', () => {
    expect(textOf(decide(questionOf({ settings, rows: personAsked(requests(5)) })))).toBe(
      '5 requests already wait for the person. Nothing was sent. Ask them to decide at https://mcp.example.org/approvals, then call again.',
    );
    const list = [...requests(2, NOW - 50 * MINUTE), ...requests(19, NOW - 20 * MINUTE)];
    expect(textOf(decide(questionOf({ settings, rows: personAsked(list) })))).toBe(
      'The person was asked 21 times within an hour. Nothing was sent. Free again at 14:12:20 UTC. ' +
        'What they have not decided is at https://mcp.example.org/approvals.',
    );
  });
});

describe('the counters of a person who is asked', () => {
  test('hold each request once, until it was decided or its time is over', () => {
    const once = asked(NO_COUNTERS, 'a', NOW);
    expect(once.asked).toEqual([{ id: 'a', at: NOW, open: true }]);
    expect(asked(once, 'a', NOW + WAITING_MS - 1).asked).toEqual(once.asked);
    expect(asked(once, 'a', NOW + WAITING_MS).asked).toEqual([
      { id: 'a', at: NOW, open: false },
      { id: 'a', at: NOW + WAITING_MS, open: true },
    ]);
    const answered = decided(once, 'a');
    expect(answered.asked).toEqual([{ id: 'a', at: NOW, open: false }]);
    expect(asked(answered, 'a', NOW + 1).asked).toHaveLength(2);
    expect(decided(once, 'b')).toEqual(once);
  });

  test('forget what is an hour old, and never go back', () => {
    const once = asked(NO_COUNTERS, 'a', NOW);
    expect(asked(once, 'b', NOW + HOUR - 1).asked.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(asked(once, 'b', NOW + HOUR).asked.map(({ id }) => id)).toEqual(['b']);
    expect(asked(once, 'b', NOW - HOUR)).toMatchObject({ at: NOW, asked: [{ id: 'a' }, { id: 'b', at: NOW }] });
  });

  test('lose a permission that has ended', () => {
    const permissions = [permissionOf({ until: NOW }), permissionOf({ until: NOW + 1 })];
    expect(asked(countersOf({}, { permissions }), 'a', NOW).permissions).toEqual([permissionOf({ until: NOW + 1 })]);
  });

  test('keep what was counted', () => {
    const counters = countersOf({ messages: { inMinute: 2, inDay: 5 } }, { cents: 7, permissions: [permissionOf()] });
    expect(asked(counters, 'a', NOW)).toEqual({ ...counters, asked: [{ id: 'a', at: NOW, open: true }] });
  });
});
