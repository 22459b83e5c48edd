import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../../shared/guard/policy/index.ts';
import { NOW, NUMBER, outcomeOf, questionOf, recipientRow, textOf } from './questions.ts';

const STOPPED = recipientRow({ optedOutAt: Date.UTC(2026, 10, 2, 23) });
const CALL = { kind: 'calls', words: ['say'], args: { to: ['+13125550144'] } } as const;

const decided = (...given: Parameters<typeof questionOf>) => outcomeOf(decide(questionOf(...given)));

describe('G2: somebody who answered STOP', () => {
  test.each([
    ['a text', {}, 'opted_out'],
    ['a picture', { args: { media_urls: [] } }, 'opted_out'],
    ['a call of a person', CALL, 'go nobody'],
    ['a call in which a text is said', { ...CALL, args: { say: 'Hello' } }, 'opted_out'],
    ['a call in which an assistant talks', { ...CALL, args: { assistant: { id: 'a' } } }, 'opted_out'],
    ['a call by an assistant', { ...CALL, args: { assistant_id: 'a' } }, 'opted_out'],
    ['a change', { kind: 'changes', risk: 'write' }, 'go nobody'],
  ] as const)('%s', (_what, call, outcome) => {
    expect(decided({ ...call, rows: { recipients: [STOPPED] } })).toBe(outcome);
    expect(decided({ ...call, rows: { recipients: [recipientRow()] } })).toBe('go nobody');
  });

  test('is told with the day, and who can lift it', () => {
    expect(textOf(decide(questionOf({ rows: { recipients: [STOPPED] } })))).toBe(
      'This person answered STOP on 2026-11-02. Only they can lift it, with START. Nothing was sent.',
    );
  });

  test('is named where there are several', () => {
    const facts = { recipients: [NUMBER, { ...NUMBER, address: '+13125550155' }] };
    const rows = { recipients: [undefined, STOPPED] };
    expect(textOf(decide(questionOf({ ...CALL, args: { say: 'Hi' }, facts, rows })))).toBe(
      'The person at +13125550155 answered STOP on 2026-11-02. Only they can lift it, with START. Nobody was called.',
    );
  });

  test('stays so in the row of a call that goes', () => {
    expect(decide(questionOf({ ...CALL, rows: { recipients: [STOPPED] } }))).toMatchObject({
      kind: 'go',
      recipients: [{ ...STOPPED, recent: [NOW], inDay: 1 }],
    });
  });
});
