import { describe, expect, test } from '@jest/globals';
import fc from '../../../support/fast-check.ts';
import { factsOf } from '../../../../shared/guard/facts/index.ts';
import { GUARD_DEFAULTS, type GuardSettings } from '../../../../shared/platform/index.ts';
import { tools } from '../../../../tools/index.ts';
import { accountWith, AFTERNOON, callOf, codesOf, factsFor } from './guarded-call.ts';

const quiet = async (name: string, args: object, now: string, settings: Partial<GuardSettings> = {}) =>
  (await factsFor(name, { ...args }, { settings: { countries: 'off', ...settings }, now: Date.parse(now) })).reasons
    .filter(({ code }) => code === 'quiet_hours')
    .map(({ what }) => what);

describe('a call at night', () => {
  const called = (to: string) => ({ to, connection_id: '1' });
  test.each([
    // In New York at 20:59, 21:00, 07:59 and 08:00 in summer; an hour later by UTC in winter.
    ['+12125550123', '2026-07-16T00:59:00Z', []],
    ['+12125550123', '2026-07-16T01:00:00Z', ['it is 21:00 where +12125550123 is (America/New_York)']],
    ['+12125550123', '2026-07-15T11:59:00Z', ['it is 07:59 where +12125550123 is (America/New_York)']],
    ['+12125550123', '2026-07-15T12:00:00Z', []],
    ['+12125550123', '2026-12-15T12:59:00Z', ['it is 07:59 where +12125550123 is (America/New_York)']],
    ['+12125550123', '2026-12-15T13:00:00Z', []],
    // The clocks change between: no hour is missed or judged twice.
    ['+12125550123', '2026-11-01T12:59:00Z', ['it is 07:59 where +12125550123 is (America/New_York)']],
    ['+12125550123', '2026-03-08T12:00:00Z', []],
    // Area codes with two zones: quiet if one of them is.
    ['+12085550123', '2026-07-16T03:30:00Z', ['it is 21:30 where +12085550123 is (America/Denver)']],
    ['+12085550123', '2026-07-15T14:30:00Z', ['it is 07:30 where +12085550123 is (America/Los_Angeles)']],
    ['+12085550123', '2026-07-15T18:00:00Z', []],
    ['+442079460123', '2026-07-15T20:30:00Z', ['it is 21:30 where +442079460123 is (Europe/London)']],
    ['+442079460123', '2026-07-15T18:00:00Z', []],
    ['+81312345678', '2026-07-15T18:00:00Z', ['it is 03:00 where +81312345678 is (Asia/Tokyo)']],
    // Toll-free: somewhere from coast to coast.
    ['+18005550123', '2026-07-15T18:00:00Z', []],
    ['+18005550123', '2026-07-16T02:00:00Z', ['it is 22:00 where +18005550123 is (America/New_York)']],
    ['+38349123456', '2026-07-15T12:00:00Z', ['it may be night where +38349123456 is: its time zone is not known']],
    ['sip:desk@pbx.example.net', '2026-07-16T03:30:00Z', []],
  ])('to %s at %s: %j', async (to, now, expected) => {
    expect(await quiet('create_call', called(to), now)).toEqual(expected);
  });

  test.each([
    ['start_assistant_call', { assistant_id: 'a', from: '+13125550100', to: '+12125550123' }],
    ['transfer_call', { call_control_id: 'v3:a', to: '+12125550123' }],
  ])('counts whoever makes it: %s', async (name, args) => {
    expect(await quiet(name, args, '2026-07-16T03:00:00Z')).toHaveLength(1);
  });

  test('is judged by the hours of the setting, which need not span midnight', async () => {
    const at = (now: string) => quiet('create_call', called('+12125550123'), now, { quietHours: { from: 12, to: 14 } });
    expect(await at('2026-07-15T16:00:00Z')).toHaveLength(1);
    expect(await at('2026-07-15T18:00:00Z')).toEqual([]);
    expect(await quiet('create_call', called('+12125550123'), '2026-07-16T03:00:00Z', { quietHours: undefined })).toEqual([]);
  });
});

describe('a message at night', () => {
  const text = { to: '+12125550123', text: 'Hi' };
  const hours = { quietHoursMessages: { from: 21, to: 8 } };

  test('counts where QUIET_HOURS_MESSAGES says so', async () => {
    expect(await quiet('send_message', text, '2026-07-16T03:00:00Z')).toEqual([]);
    expect(await quiet('send_message', text, '2026-07-16T03:00:00Z', hours)).toEqual([
      'it is 23:00 where +12125550123 is (America/New_York)',
    ]);
  });

  test('that was to go out in the past goes out now', async () => {
    const send_at = '2020-07-15T18:00:00Z';
    expect(await quiet('send_message', { ...text, send_at }, '2026-07-16T03:00:00Z', hours)).toHaveLength(1);
  });

  test('that is scheduled is judged at that time', async () => {
    const later = (send_at: string) => quiet('send_message', { ...text, send_at }, '2026-07-15T18:00:00Z', hours);
    expect(await later('2026-07-15T23:30:00-04:00')).toEqual(['it will be 23:30 where +12125550123 is (America/New_York)']);
    expect(await later('2026-07-16T12:00:00-04:00')).toEqual([]);
    expect(await quiet('send_message', { ...text, send_at: '2026-07-16T12:00:00-04:00' }, '2026-07-16T03:00:00Z', hours)).toEqual([]);
  });

  test('to a short code wakes nobody', async () => {
    expect(await quiet('send_message', { to: '72000', text: 'Hi' }, '2026-07-16T03:00:00Z', hours)).toEqual([]);
  });
});

describe('how much a call counts', () => {
  test.each([
    ['send_message', { to: '+13125550123', text: 'Hi' }, 1],
    ['create_call', { to: ['+13125550123', '+13125550124'], connection_id: '1' }, 2],
    ['create_number_order', { phone_numbers: ['+13125550150', '+13125550151', '+13125550152'] }, 3],
    ['hangup_call', { call_control_id: 'v3:a' }, 1],
    ['chat_with_assistant', { assistant_id: 'a', text: 'Hi' }, 1],
    ['lookup_number', { phone_number: '+13125550123' }, 1],
  ])('%s %j: %s', async (name, args, amount) => {
    expect((await factsFor(name, args)).amount).toBe(amount);
  });
});

describe('the price of an order', () => {
  const order = (numbers: readonly string[], prices: Parameters<typeof accountWith>[0]) =>
    factsFor('create_number_order', { phone_numbers: numbers }, { owned: prices ?? {} });
  const [one, two] = ['+13125550150', '+13125550151'] as const;

  test('is the sum of its numbers', async () => {
    const prices = { [one]: { upfront: 100, monthly: 100 }, [two]: { upfront: 0, monthly: 250 } };
    expect(await order([one, two], { prices })).toMatchObject({ price: { upfront: 100, monthly: 350 }, reasons: [] });
  });

  test('is not known where that of one number is not', async () => {
    const known = { upfront: 100, monthly: 100 };
    expect(await order([one, two], { prices: { [one]: known } })).toMatchObject({
      price: { upfront: undefined, monthly: undefined },
      knownCents: 200,
      reasons: [{ code: 'price_unknown', what: 'the price of a number is not known in advance' }],
    });
    expect(await order([one, two], { prices: { [one]: known, [two]: { upfront: 100, monthly: undefined } } })).toMatchObject({
      price: { upfront: 200, monthly: undefined },
      reasons: [{ code: 'price_unknown' }],
    });
    expect((await order([one, two], {})).reasons[0]?.what).toBe('the prices of 2 numbers are not known in advance');
  });

  test('is not asked for where a limit refuses the order anyway', async () => {
    const { account, asked } = accountWith();
    const phone_numbers = Array.from({ length: 6 }, (_, at) => `+1312555015${at}`);
    const call = await callOf('create_number_order', { phone_numbers });
    const facts = await factsOf(call, { settings: GUARD_DEFAULTS, account, now: AFTERNOON, ownHost: 'h' });
    expect([facts.amount, facts.price, facts.reasons, asked]).toEqual([6, undefined, [], []]);
  });

  test('nothing else has one, and nobody is asked for it', async () => {
    const { account, asked } = accountWith();
    const call = await callOf('hangup_call', { call_control_id: 'v3:a' });
    expect((await factsOf(call, { settings: GUARD_DEFAULTS, account, now: AFTERNOON, ownHost: 'h' })).price).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

test('a usual message asks for nobody', async () => {
  expect(codesOf(await factsFor('send_message', { to: '+12125550123', from: '+13125550100', text: 'Hi' }))).toEqual([]);
});

describe('G2: arguments of any shape', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '+13125550100',
      '+',
      '+1',
      '+999',
      'sip:',
      'sip:@',
      'sips:+1@h',
      'https://',
      'https://[',
      'https://{{x}}/',
      '72000',
      '+1900',
    ),
    fc.stringMatching(/^\+\d{1,40}$/),
    fc.webUrl(),
  );
  const name = fc.constantFrom('to', 'from', 'phone_numbers', 'webhook_url', 'send_at', 'text', 'tools', 'whitelisted_destinations', 'url');
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      word,
      fc.boolean(),
      fc.double(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 5 }),
      tie('members'),
    ),
    members: fc.dictionary(fc.oneof(name, word), tie('any'), { maxKeys: 6 }),
  }));
  const settings = fc.constantFrom<GuardSettings>(
    GUARD_DEFAULTS,
    {
      ...GUARD_DEFAULTS,
      countries: ['US'],
      neverNumbers: ['+1900'],
      webhookHosts: ['a.example.net'],
      quietHoursMessages: { from: 8, to: 21 },
    },
    { ...GUARD_DEFAULTS, countries: 'off', webhookHosts: 'off', quietHours: undefined },
  );

  test('never throw, and a refusal never asks', async () => {
    const calls = tools.filter(({ risk }) => risk !== 'read');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...calls), value.members, settings, fc.integer(), async (tool, args, used, now) => {
        const { name: toolName, title, risk, parties, guard: rules, timeoutMs } = tool;
        const guarded = { name: toolName, title, risk, parties, rules, timeoutMs, howToCheck: '' };
        const { principal } = await callOf('hangup_call', { call_control_id: 'v3:a' });
        const call = { requestId: 'r', principal, clientName: undefined, tool: guarded, args, requestKey: undefined };
        const facts = await factsOf(call, { settings: used, account: accountWith().account, now, ownHost: 'h' });
        expect(facts.amount).toBeGreaterThanOrEqual(1);
        if (facts.refusal) expect(facts.reasons).toEqual([]);
      }),
    );
  });
});
