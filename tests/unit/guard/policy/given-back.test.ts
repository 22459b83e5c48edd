import { describe, expect, test } from '@jest/globals';
import { decide, givenBack, recipientGivenBack } from '../../../../shared/guard/policy/index.ts';
import { confirming, countersOf, DAY, MINUTE, NOW, questionOf, recipientRow } from './questions.ts';

const COUNTED = countersOf({ messages: { inMinute: 3, inDay: 8 }, calls: { inMinute: 1, inDay: 1 } }, { cents: 500 });

describe('G22: a call that Telnyx certainly did not carry out', () => {
  test('is taken back from its minute and its day', () => {
    expect(givenBack(COUNTED, 'messages', 2, 200, NOW)).toEqual({
      ...COUNTED,
      counts: { messages: { inMinute: 1, inDay: 6 }, calls: { inMinute: 1, inDay: 1 } },
      cents: 300,
    });
  });

  test('is not taken from a later minute or day', () => {
    expect(givenBack(COUNTED, 'messages', 2, 200, NOW - MINUTE)).toMatchObject({
      counts: { messages: { inMinute: 3, inDay: 6 } },
      cents: 300,
    });
    expect(givenBack(COUNTED, 'messages', 2, 200, NOW - DAY)).toEqual(COUNTED);
  });

  test('leaves no count below nothing', () => {
    const left = givenBack(COUNTED, 'messages', 99, 9_999, NOW);
    expect(left).toMatchObject({ counts: { messages: { inMinute: 0, inDay: 0 } }, cents: 0 });
    expect(givenBack(COUNTED, 'lookups', 1, 0, NOW).counts).toEqual({ ...COUNTED.counts, lookups: { inMinute: 0, inDay: 0 } });
  });

  test('leaves counters and numbers as they were before it', () => {
    const question = questionOf({
      settings: confirming('outbound', 'off'),
      facts: { amount: 2, price: { upfront: 100, monthly: undefined } },
      rows: { person: COUNTED, all: COUNTED, recipients: [recipientRow({ recent: [NOW - MINUTE], inDay: 4 })] },
    });
    const verdict = decide(question);
    if (verdict.kind !== 'go') throw new Error('did not go');
    expect([verdict.person, verdict.all].map((counters) => givenBack(counters, 'messages', 2, 100, NOW))).toEqual([COUNTED, COUNTED]);
    expect(verdict.recipients.map((row) => recipientGivenBack(row, NOW))).toEqual(question.rows.recipients);
  });

  test('is taken once from the times of a number, and only from its day', () => {
    const row = recipientRow({ recent: [NOW - MINUTE, NOW, NOW], inDay: 3 });
    expect(recipientGivenBack(row, NOW)).toEqual({ ...row, recent: [NOW - MINUTE, NOW], inDay: 2 });
    expect(recipientGivenBack(row, NOW - DAY)).toEqual(row);
    expect(recipientGivenBack({ ...row, inDay: 0 }, NOW).inDay).toBe(0);
  });
});
