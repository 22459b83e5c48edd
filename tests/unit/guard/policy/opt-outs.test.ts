import { describe, expect, test } from '@jest/globals';
import type { HeardKeyword, HeardOf } from '../../../../shared/guard/index.ts';
import type { Facts } from '../../../../shared/guard/facts/index.ts';
import type { RecipientRow } from '../../../../shared/guard/ledger/index.ts';
import { decide } from '../../../../shared/guard/policy/index.ts';
import { MINUTE, NOW, NUMBER, outcomeOf, questionOf, recipientRow, textOf } from './questions.ts';

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

  test('is told with the time, who can lift it, and that nothing gets round it', () => {
    expect(textOf(decide(questionOf({ rows: { recipients: [STOPPED] } })))).toBe(
      'This person answered STOP on 2026-11-02 at 23:00 UTC. Only they can lift it: by sending START. Nothing was sent. ' +
        'No other wording or number gets round it.',
    );
  });

  test('is named where there are several', () => {
    const facts = { recipients: [NUMBER, { ...NUMBER, address: '+13125550155' }] };
    const rows = { recipients: [undefined, STOPPED] };
    expect(textOf(decide(questionOf({ ...CALL, args: { say: 'Hi' }, facts, rows })))).toBe(
      'The person at +13125550155 answered STOP on 2026-11-02 at 23:00 UTC. Only they can lift it: by sending START. Nobody was called. ' +
        'No other wording or number gets round it.',
    );
  });

  test('stays so in the row of a call that goes', () => {
    expect(decide(questionOf({ ...CALL, rows: { recipients: [STOPPED] } }))).toMatchObject({
      kind: 'go',
      recipients: [{ ...STOPPED, recent: [NOW], inDay: 1 }],
    });
  });
});

const SPOKEN = { ...CALL, args: { say: 'Hi' } } as const;
const [OURS, OTHER] = ['+13125550100', '+13125550101'];
const said = (word: HeardKeyword['word'], minutesAgo: number, more: Partial<HeardKeyword> = {}): HeardKeyword => ({
  word,
  at: NOW - minutesAgo * MINUTE,
  own: undefined,
  profileId: undefined,
  ...more,
});
const heardOf = (...keywords: readonly HeardKeyword[]): HeardOf => ({ answeredAt: undefined, keywords });

/** What comes of a text by profile P from OURS, unless told otherwise. */
const sentTo = (heard: HeardOf, row: Partial<RecipientRow> = {}, facts: Partial<Facts> = {}, call: Parameters<typeof questionOf>[0] = {}) =>
  decide(
    questionOf({
      ...call,
      heard: [heard],
      rows: { recipients: [recipientRow(row)] },
      facts: { profileId: 'P', sender: OURS, ...facts },
    }),
  );
const kept = (profileId: string, minutesAgo: number) => ({ optOuts: [{ profileId, at: NOW - minutesAgo * MINUTE }] });
const keptForAll = (minutesAgo: number) => ({ optedOutAt: NOW - minutesAgo * MINUTE });

describe('G2: STOP to one messaging profile', () => {
  test.each([
    ['in the inbox, to the profile that sends', heardOf(said('STOP', 5, { profileId: 'P', own: OTHER })), {}, {}, 'opted_out'],
    ['in the inbox, to another one', heardOf(said('STOP', 5, { profileId: 'Q', own: OTHER })), {}, {}, 'go nobody'],
    [
      'in the inbox, to the number that sends, whose profile was another',
      heardOf(said('STOP', 5, { profileId: 'Q', own: OURS })),
      {},
      {},
      'opted_out',
    ],
    ['in the inbox, to a number of no known profile', heardOf(said('STOP', 5, { own: OTHER })), {}, {}, 'opted_out'],
    [
      'in the inbox, where the sender is not known',
      heardOf(said('STOP', 5, { profileId: 'Q' })),
      {},
      { profileId: undefined, sender: undefined },
      'opted_out',
    ],
    ['in a row, of the profile that sends', heardOf(), kept('P', 5), {}, 'opted_out'],
    ['in a row, of another one', heardOf(), kept('Q', 5), {}, 'go nobody'],
    ['in a row, where the sender is not known', heardOf(), kept('Q', 5), { profileId: undefined }, 'opted_out'],
    ['in a row of an earlier version, which names none', heardOf(), keptForAll(5), {}, 'opted_out'],
  ])('%s', (_what, heard, row, facts, outcome) => {
    expect(outcomeOf(sentTo(heard, row, facts))).toBe(outcome);
  });

  test('holds for a machine that calls, whatever the number', () => {
    expect(outcomeOf(sentTo(heardOf(), kept('Q', 5), {}, SPOKEN))).toBe('opted_out');
    expect(outcomeOf(sentTo(heardOf(said('STOP', 5, { profileId: 'Q', own: OTHER })), {}, {}, SPOKEN))).toBe('opted_out');
    expect(outcomeOf(sentTo(heardOf(said('STOP', 5, { profileId: 'Q', own: OTHER })), {}, {}, CALL))).toBe('go nobody');
  });

  test('is told with the number that they wrote to', () => {
    const heard = heardOf(said('STOP', 2, { profileId: 'P', own: OTHER }), said('STOP', 9, { profileId: 'P', own: OURS }));
    expect(textOf(sentTo(heard, kept('P', 1)))).toBe(
      'This person answered STOP to +13125550101 on 2026-11-27 at 14:00 UTC. Only they can lift it: by sending START to +13125550101. ' +
        'Nothing was sent. No other wording or number gets round it.',
    );
  });
});

describe('G2: START', () => {
  const stop = (profileId?: string, own?: string) => said('STOP', 5, { profileId, own });
  const start = (minutesAgo: number, profileId?: string, own?: string) => said('START', minutesAgo, { profileId, own });
  test.each([
    ['after STOP lifts it', heardOf(start(4, 'P', OTHER), stop('P', OURS)), {}, 'go nobody'],
    ['before STOP lifts nothing', heardOf(stop('P', OURS), start(6, 'P', OURS)), {}, 'opted_out'],
    ['at the same time lifts nothing', heardOf(start(5, 'P', OURS), stop('P', OURS)), {}, 'opted_out'],
    ['between two lifts one', heardOf(said('STOP', 3, { profileId: 'P' }), start(4, 'P'), stop('P')), {}, 'opted_out'],
    ['to another profile lifts nothing', heardOf(start(4, 'Q', OTHER), stop('P', OURS)), {}, 'opted_out'],
    ['to the same number of no known profile lifts it', heardOf(start(4, undefined, OTHER), stop(undefined, OTHER)), {}, 'go nobody'],
    ['to another number of no known profile lifts nothing', heardOf(start(4, undefined, OURS), stop(undefined, OTHER)), {}, 'opted_out'],
    ['lifts one that a row keeps', heardOf(start(4, 'P')), kept('P', 5), 'go nobody'],
    ['lifts no later one that a row keeps', heardOf(start(4, 'P')), kept('P', 3), 'opted_out'],
    ['to another profile lifts none that a row keeps', heardOf(start(4, 'Q')), kept('P', 5), 'opted_out'],
    ['to the profile that sends lifts for it one of no known profile', heardOf(start(4, 'P')), keptForAll(5), 'go nobody'],
    ['to another profile does not', heardOf(start(4, 'Q')), keptForAll(5), 'opted_out'],
  ])('%s', (_what, heard, row, outcome) => {
    expect(outcomeOf(sentTo(heard, row))).toBe(outcome);
  });

  test('lifts for the profile that it went to alone, where the sender is not known', () => {
    const unknown = { profileId: undefined, sender: undefined };
    expect(outcomeOf(sentTo(heardOf(start(4, 'P')), kept('P', 5), unknown))).toBe('go nobody');
    expect(outcomeOf(sentTo(heardOf(start(4, 'P')), keptForAll(5), unknown))).toBe('opted_out');
  });

  test('is forgotten with the STOP that it lifted, once a call goes; what it did not lift stays', () => {
    const row = { optOuts: [...kept('P', 5).optOuts, ...kept('Q', 5).optOuts], ...keptForAll(5) };
    expect(sentTo(heardOf(start(4, 'P')), row)).toMatchObject({
      kind: 'go',
      recipients: [{ ...keptForAll(5), optOuts: kept('Q', 5).optOuts }],
    });
  });
});
