import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../../shared/guard/policy/index.ts';
import { callRow, HOUR, MINUTE, NOW, outcomeOf, questionOf, recipientRow, SECOND, textOf } from './questions.ts';

const SENDING = callRow({ state: 'sending', at: NOW - SECOND, overAt: NOW + MINUTE, until: NOW + HOUR });
const CUT_OFF = callRow({ state: 'sending', at: NOW - 100 * SECOND, overAt: NOW, until: NOW + HOUR });

const decided = (...given: Parameters<typeof questionOf>) => outcomeOf(decide(questionOf(...given)));

describe('the same call without a request key', () => {
  test.each([
    ['was done within its window', callRow(), 'receipt'],
    ['was done a millisecond before its window ends', callRow({ until: NOW + 1 }), 'receipt'],
    ['was done before its window', callRow({ until: NOW }), 'go nobody'],
    ['is being carried out', SENDING, 'under_way'],
    ['is over in a millisecond', { ...SENDING, overAt: NOW + 1 }, 'under_way'],
    ['was cut off', CUT_OFF, 'outcome_unknown'],
    ['was cut off, a millisecond before it no longer counts', { ...CUT_OFF, until: NOW + 1 }, 'outcome_unknown'],
    ['was cut off long ago', { ...CUT_OFF, until: NOW }, 'go nobody'],
    ['was never made', undefined, 'go nobody'],
  ])('%s', (_what, call, outcome) => {
    expect(decided({ rows: { call } })).toBe(outcome);
    expect(decided({ rows: { call }, settings: { duplicates: false } })).toBe('go nobody');
    expect(decided({ rows: { call }, windowMs: 0 })).toBe('go nobody');
  });

  test('gets the row of the first one, whatever else has come since', () => {
    const call = callRow();
    expect(decide(questionOf({ rows: { call, recipients: [recipientRow({ inDay: 20 })] } }))).toEqual({ kind: 'receipt', row: call });
  });
});

describe('a call with a request key', () => {
  const requestKey = 'mine';
  const known = { exact: 'request' };

  test.each([
    ['done', callRow(known), 'receipt'],
    ['being carried out', { ...SENDING, ...known }, 'under_way'],
    ['cut off', { ...CUT_OFF, ...known }, 'outcome_unknown'],
    ['done for other arguments', callRow({ exact: 'other' }), 'request_key_conflict'],
    ['cut off for other arguments', { ...CUT_OFF, exact: 'other' }, 'request_key_conflict'],
    ['done for other arguments, longer ago than keys are kept', callRow({ exact: 'other', until: NOW }), 'go nobody'],
    ['done longer ago than keys are kept', callRow({ ...known, until: NOW }), 'go nobody'],
  ])('that was %s', (_what, key, outcome) => {
    for (const duplicates of [true, false]) {
      expect(decided({ requestKey, rows: { key }, settings: { duplicates } })).toBe(outcome);
      expect(decided({ requestKey, rows: { key }, settings: { duplicates }, windowMs: 0 })).toBe(outcome);
    }
  });

  test.each([
    ['done', callRow()],
    ['being carried out', SENDING],
    ['cut off', CUT_OFF],
  ])('that is new means it on purpose: the same call, %s, does not count', (_what, call) => {
    expect(decided({ requestKey, rows: { call } })).toBe('go nobody');
  });

  test('gets its receipt though the price is another one by now', () => {
    expect(decided({ requestKey, rows: { key: callRow(known) }, digests: { exact: 'of another price' } })).toBe('receipt');
  });
});

describe('texts', () => {
  test('of a key that was used for other arguments', () => {
    const rows = { key: callRow({ at: Date.UTC(2026, 10, 27, 13, 58, 59), exact: 'other' }) };
    expect(textOf(decide(questionOf({ requestKey: 'k', rows })))).toBe(
      'This request_key was used at 13:58 UTC for other arguments. Nothing was sent. Another call needs another request_key.',
    );
  });

  test('of an unknown outcome, with and without a request key', () => {
    const rows = { call: { ...CUT_OFF, at: Date.UTC(2026, 10, 27, 14, 1), until: Date.UTC(2026, 10, 27, 14, 11, 30) } };
    expect(textOf(decide(questionOf({ rows })))).toBe(
      'An identical call was cut off at 14:01 UTC; whether it went out is UNKNOWN. Nothing was sent now. Check search_detail_records. ' +
        'To send all the same, ask the person, then give a new request_key.',
    );
    expect(textOf(decide(questionOf({ rows, kind: 'changes', risk: 'write', keyed: false })))).toBe(
      'An identical call was cut off at 14:01 UTC; whether it went out is UNKNOWN. Nothing was changed now. Check search_detail_records. ' +
        'To do it all the same, ask the person, then call again at 14:11:30 UTC.',
    );
  });
});
