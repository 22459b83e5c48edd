import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../../../shared/guard/facts/index.ts';
import { GUARD_DEFAULTS, type GuardSettings } from '../../../../shared/platform/index.ts';
import { accountWith, AFTERNOON, callOf, codesOf, factsFor } from './guarded-call.ts';

const OFF = { countries: 'off', quietHours: undefined } as const;

describe('G2: a number that nobody should be made to reach', () => {
  test.each([
    ['+44 7012 345678', 'personal_number', '+44 70 … is a personal number'],
    ['+44 845 123 4567', 'shared_cost_number', '+44 84 … is a shared-cost number'],
    ['+44 (0)871 234 5678', 'shared_cost_number', '+44 87 … is a shared-cost number'],
    ['+49 137 1234567', 'shared_cost_number', '+49 137 … is a shared-cost number'],
    ['+33 8 20 12 34 56', 'shared_cost_number', '+33 82 … is a shared-cost number'],
    ['+61 1300 123 456', 'shared_cost_number', '+61 13 … is a shared-cost number'],
    ['+34 902 12 34 56', 'shared_cost_number', '+34 902 … is a shared-cost number'],
    ['+800 1234 5678', 'shared_code_number', '+800 … is a number of an international service'],
    ['+883 5100 12345', 'shared_code_number', '+883 … is a number of an international service'],
    // By the numbering plans alone.
    ['+43 930 123456', 'premium_number', '+43930 … is a premium number'],
    ['+353 1550 123 456', 'premium_number', '+35315 … is a premium number'],
    ['+7 809 123 45 67', 'premium_number', '+78091 … is a premium number'],
    ['+27 860 123 456', 'shared_cost_number', '+27860 … is a shared-cost number'],
    ['+1 500 555 0006', 'personal_number', '+15005 … is a personal number'],
  ])('%s is refused, whatever the settings', async (to, code, words) => {
    const expected = { refusal: { code, text: expect.stringContaining(words) }, reasons: [] };
    expect(await factsFor('send_message', { to, text: 'Hi' }, { settings: OFF })).toMatchObject(expected);
    expect(await factsFor('create_call', { to, connection_id: '1' }, { settings: OFF })).toMatchObject(expected);
    expect(await factsFor('transfer_call', { to, call_control_id: 'v3:a' }, { settings: OFF })).toMatchObject(expected);
  });

  test('says that nothing was sent, and asks Telnyx nothing', async () => {
    const { account, asked } = accountWith();
    const call = await callOf('send_message', {
      to: '+44 7012 345678',
      from: '+13125550100',
      text: 'Hi',
      webhook_url: 'https://evil.example.net/',
    });
    const { refusal } = await factsOf(call, { settings: GUARD_DEFAULTS, account, now: AFTERNOON, ownHost: 'h' });
    expect(refusal?.text).toBe(
      '+44 70 … is a personal number, which forwards at a high price; this server does not reach it. Nothing was sent.',
    );
    expect(asked).toEqual([]);
  });

  test('is refused as the user of a SIP URI, and among other recipients', async () => {
    const to = ['+13125550101', 'sip:+447012345678@carrier.example.net'];
    expect(await factsFor('create_call', { to, from: '+13125550100', connection_id: '1' }, { settings: OFF })).toMatchObject({
      refusal: { code: 'personal_number' },
    });
  });

  test.each([
    ['+447624 123456', '+44 7624 on the Isle of Man is no +44 70'],
    ['+1 800 976 0123', 'a toll-free number'],
    ['+1 876 976 0123', 'the exchange 976 outside of the USA and Canada'],
    ['+44 800 123 4567', 'a toll-free number'],
    ['+61 1800 123 456', 'a toll-free number'],
    ['+44 300 123 4567', 'a number at the usual price'],
  ])('%s is none: %s', async (to) => {
    expect((await factsFor('create_call', { to, from: '+13125550100', connection_id: '1' }, { settings: OFF })).refusal).toBeUndefined();
  });
});

describe('G2: a recipient whom the settings exclude', () => {
  const refusal = async (to: string, settings: Partial<GuardSettings>) =>
    (await factsFor('create_call', { to, from: '+13125550100', connection_id: '1' }, { settings })).refusal;

  test('by a prefix of NEVER_NUMBERS', async () => {
    expect(await refusal('+1 312 555 0199', { neverNumbers: ['+131255501'] })).toEqual({
      code: 'never_number',
      text: 'The operator of this server excludes +13125550199 (NEVER_NUMBERS). Nobody was called.',
    });
    expect(await refusal('+1 312 555 0299', { neverNumbers: ['+131255501'] })).toBeUndefined();
    expect(await refusal('sip:+13125550199@sip.telnyx.com', { neverNumbers: ['+1312'] })).toMatchObject({ code: 'never_number' });
  });

  test.each([
    ['+442079460123', 'United Kingdom'],
    ['+18765550123', 'Jamaica'],
    ['+18095550123', 'Dominican Republic'],
    ['+14415550123', 'Bermuda'],
    ['+2105551234567', 'no known country'],
    ['sip:+442079460123@sip.telnyx.com', 'United Kingdom'],
    ['sip:+44-20-7946-0123@sip.telnyx.com', 'United Kingdom'],
    ['sip:+44(20)7946.0123;phone-context=x@sip.telnyx.com', 'United Kingdom'],
    ['sip:442079460123@sip.telnyx.com', 'United Kingdom'],
  ])('%s by COUNTRIES without its country: %s', async (to, place) => {
    const found = await refusal(to, { countries: ['US', 'CA'] });
    expect(found).toMatchObject({ code: 'country_not_allowed', text: expect.stringContaining(`is a number of ${place}, `) });
    expect(found?.text).toMatch(/\(COUNTRIES\)\. Nobody was called\.$/);
  });

  test.each(['+13125550123', '+14165550123', '+18005550123', 'sip:desk@sip.telnyx.com'])('%s is not', async (to) => {
    expect(await refusal(to, { countries: ['US', 'CA'] })).toBeUndefined();
  });

  test('a number that several countries share is reached where one of them is allowed', async () => {
    expect(await refusal('+447700900123', { countries: ['JE'] })).toBeUndefined();
    expect(await refusal('+447700900123', { countries: ['FR'] })).toMatchObject({ code: 'country_not_allowed' });
  });
});

describe('a recipient about whom a person is asked', () => {
  const call = (to: unknown, settings?: Partial<GuardSettings>) =>
    factsFor('create_call', { to, from: '+13125550100', connection_id: '1' }, { settings: { quietHours: undefined, ...settings } });
  const text = (to: string, settings?: Partial<GuardSettings>) =>
    factsFor('send_message', { to, from: '+13125550100', text: 'Hi' }, { settings: { ...settings } });

  test.each([
    ['+442079460123', 'United Kingdom'],
    ['+14165550123', 'Canada'],
    ['+18765550123', 'Jamaica'],
    ['+17875550123', 'Puerto Rico'],
  ])('%s is in a country without a number of the account: %s', async (to, place) => {
    expect((await text(to)).reasons).toEqual([
      { code: 'foreign_country', what: `${to} belongs to another country (${place}), where the account has no number` },
    ]);
    expect(codesOf(await text(to, { countries: 'off' }))).toEqual([]);
  });

  test.each(['+13125550123', '+18005550123', '+18885550123'])('%s is not, with a number of the same country', async (to) => {
    expect(codesOf(await text(to))).toEqual([]);
  });

  test('a number of no known plan is not refused', async () => {
    expect(codesOf(await text('+447700900123', { countries: 'off' }))).toEqual(['unknown_number']);
    expect(codesOf(await text('+13005550123', { countries: 'off' }))).toEqual(['unknown_number']);
  });

  test('a short code', async () => {
    const { recipients, reasons } = await text('72000');
    expect(recipients).toEqual([{ address: '72000', country: undefined, type: 'short_code', zones: [] }]);
    expect(reasons).toEqual([{ code: 'short_code', what: '72000 is a short code: a text to it can cost extra or start a subscription' }]);
  });

  test('a telephone system outside of Telnyx', async () => {
    const { recipients, reasons } = await call('sip:Desk@PBX.example.net;transport=tls');
    expect(recipients).toMatchObject([{ address: 'sip:desk@pbx.example.net;transport=tls', type: 'sip' }]);
    expect(reasons).toEqual([{ code: 'sip_host', what: 'the call goes to a telephone system outside of Telnyx: pbx.example.net' }]);
    expect(codesOf(await call('sip:desk@pbx.example.net', { countries: 'off' }))).toEqual([]);
    expect(codesOf(await call('sip:desk@sip.telnyx.com'))).toEqual([]);
    expect(codesOf(await call('sip:desk@sip.telnyx.com.example.net'))).toEqual(['sip_host']);
    expect(codesOf(await call('sip:desk@evilsip.telnyx.com'))).toEqual(['sip_host']);
  });

  test('each of several recipients counts, and has its own reason', async () => {
    const found = await call(['+13125550123', '+442079460123', 'sip:desk@pbx.example.net']);
    expect([found.amount, codesOf(found)]).toEqual([3, ['sip_host', 'foreign_country']]);
  });

  test('G7: another spelling of a number is the same recipient', async () => {
    const spellings = [
      '+13125550123',
      '+1 (312) 555-0123',
      '+1.312.555.0123',
      '+1 312 555‑0123',
      'tel:+1-312-555-0123',
      '＋１３１２５５５０１２３',
    ];
    const all = await Promise.all(spellings.map((to) => text(to)));
    for (const { recipients } of all) expect(recipients).toEqual(all[0]?.recipients);
    expect(all[0]?.recipients).toEqual([{ address: '+13125550123', country: 'US', type: 'fixed_or_mobile', zones: ['America/Chicago'] }]);
    expect((await call(['+13125550123', '+1 312 555 0123'])).amount).toBe(1);
    expect((await call('+1 312 555 0123,1234#')).recipients).toMatchObject([{ address: '+13125550123' }]);
  });
});

describe('G2: a sender', () => {
  test.each([
    ['send_message', { to: '+13125550123', text: 'Hi' }, 'Nothing was sent'],
    ['create_call', { to: '+13125550123', connection_id: '1' }, 'Nobody was called'],
    ['transfer_call', { to: '+13125550123', call_control_id: 'v3:a' }, 'Nobody was called'],
    ['start_assistant_call', { to: '+13125550123', assistant_id: 'a' }, 'Nobody was called'],
  ])('of somebody else is refused: %s', async (name, args, nothing) => {
    expect((await factsFor(name, { ...args, from: '+1 212 555 0199' })).refusal).toEqual({
      code: 'sender_not_owned',
      text: `+12125550199 is not a number of this account: list_phone_numbers has those to send and call from. ${nothing}.`,
    });
    expect((await factsFor(name, { ...args, from: '+1 (312) 555-0100' })).refusal).toBeUndefined();
    expect((await factsFor(name, { ...args, from: '+12125550199' }, { owned: { others: ['+12125550199'] } })).refusal).toBeUndefined();
  });

  test('of letters is left to Telnyx, and one that is not given to the tool', async () => {
    const letters = { to: '+442079460123', from: 'Acme Ltd', messaging_profile_id: '3fa85f64-5717-4562-b3fc-2c963f66afa6', text: 'Hi' };
    expect(await factsFor('send_message', letters)).toMatchObject({ sender: 'Acme Ltd', refusal: undefined });
    expect(await factsFor('send_message', { to: '+13125550123', text: 'Hi' })).toMatchObject({ sender: undefined, refusal: undefined });
  });

  test('that cannot be checked is no sender: the error of Telnyx rejects', async () => {
    const down = { ...accountWith().account, owns: () => Promise.reject(new Error('down')) };
    const call = await callOf('send_message', { to: '+13125550123', from: '+13125550100', text: 'Hi' });
    await expect(factsOf(call, { settings: GUARD_DEFAULTS, account: down, now: AFTERNOON, ownHost: 'h' })).rejects.toThrow('down');
  });
});

describe('G2: the messaging profile by which a text goes', () => {
  const [OURS, PROFILE] = ['+13125550100', '3fa85f64-5717-4562-b3fc-2c963f66afa6'];
  const OTHER = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
  const owned = { profiles: { [OURS]: PROFILE } };
  test.each([
    ['is that of the number that sends', { from: OURS }, owned, PROFILE],
    ['is that of the argument', { messaging_profile_id: OTHER }, owned, OTHER],
    ['is that of the argument, in whatever case it is written', { messaging_profile_id: PROFILE.toUpperCase() }, owned, PROFILE],
    ['is that of both', { from: OURS, messaging_profile_id: PROFILE.toUpperCase() }, owned, PROFILE],
    ['is that of the argument for a sender of letters', { from: 'Acme', to: '+442079460123', messaging_profile_id: OTHER }, owned, OTHER],
    ['is that of the argument for a number that has none', { from: OURS, messaging_profile_id: OTHER }, {}, OTHER],
    ['is not known where argument and number differ', { from: OURS, messaging_profile_id: OTHER }, owned, undefined],
    ['is not known for a number that has none', { from: OURS }, {}, undefined],
    ['is not known where the tool finds the sender', {}, owned, undefined],
  ])('%s', async (_what, args, account, profileId) => {
    expect((await factsFor('send_message', { to: '+13125550123', text: 'Hi', ...args }, { owned: account })).profileId).toBe(profileId);
  });

  test('is none of a call', async () => {
    const args = { to: '+13125550123', from: OURS, connection_id: '1' };
    expect((await factsFor('create_call', args, { owned })).profileId).toBeUndefined();
  });
});
