import { expect, test } from '@jest/globals';
import { forecastOf } from '../../../shared/guard/forecast.ts';
import { decide } from '../../../shared/guard/policy/index.ts';
import { confirming, countersOf, FACTS, MINUTE, NOW, NUMBER, questionOf, REASON } from './policy/questions.ts';

const foretold = (given: Parameters<typeof questionOf>[0] = {}) => {
  const question = questionOf(given);
  return forecastOf(question, decide(question));
};

test('G27: of a call that goes, tells whom it reaches and what is left of each limit, and until when', () => {
  const { would, recipients, left } = foretold({ rows: { person: countersOf({ messages: { inMinute: 4, inDay: 30 } }) } });
  expect({ would, recipients }).toEqual({ would: 'send', recipients: [NUMBER] });
  expect(left).toEqual(
    expect.arrayContaining([
      { limit: 'messages a minute for one person (LIMIT_MESSAGES)', left: 6, of: 10, until: NOW - (NOW % MINUTE) + MINUTE },
      { limit: 'messages a day for one person (LIMIT_MESSAGES)', left: 170, of: 200, until: Date.UTC(2026, 10, 28) },
      { limit: 'messages and calls a day to one number (LIMIT_RECIPIENT)', left: 20, of: 20, until: Date.UTC(2026, 10, 28) },
    ]),
  );
  expect(left.filter(({ limit }) => limit.includes('LIMIT_SPEND'))).toEqual([]);
});

test('G27: of an order tells its price, and what is left of the money in USD', () => {
  const price = { upfront: 100, monthly: 150 };
  const { would, price: told, left } = foretold({ kind: 'numbers', risk: 'purchase', facts: { ...FACTS, price, recipients: [] } });
  expect({ would, told }).toEqual({ would: 'ask', told: price });
  expect(left).toContainEqual(expect.objectContaining({ limit: expect.stringMatching(/^USD a day/), left: 100, of: 100 }));
});

test('G27: tells why a person would be asked, in the words of the page', () => {
  expect(foretold({ settings: confirming('outbound', 'client'), facts: { ...FACTS, reasons: [REASON] } })).toMatchObject({
    would: 'ask',
    reasons: expect.arrayContaining([REASON.what]),
  });
});

test('G27: of a call beyond a limit has the words of the refusal', () => {
  const { would, refusal } = foretold({ rows: { person: countersOf({ messages: { inMinute: 10, inDay: 10 } }) } });
  expect(would).toBe('refuse');
  expect(refusal).toContain('LIMIT_MESSAGES');
});
