import { describe, expect, test } from '@jest/globals';
import { isUsaOrCanada } from '../../../../shared/platform/index.ts';
import { planOf } from '../../../../shared/platform/numbers/number-plan.ts';

describe('a number in its plan', () => {
  test.each([
    ['+13125550100', 'US', 'fixed_or_mobile', ['America/Chicago']],
    ['+14165550100', 'CA', 'fixed_or_mobile', ['America/Toronto']],
    ['+18765550100', 'JM', 'mobile', ['America/Jamaica']],
    ['+18095550100', 'DO', 'fixed_or_mobile', ['America/Santo_Domingo']],
    ['+17875550100', 'PR', 'fixed_or_mobile', ['America/Puerto_Rico']],
    ['+442079460123', 'GB', 'fixed_line', ['Europe/London']],
    ['+447624123456', 'IM', 'mobile', ['Europe/Isle_of_Man']],
    ['+493023125000', 'DE', 'fixed_line', ['Europe/Berlin', 'Europe/Busingen']],
    ['+14415550100', 'BM', undefined, ['Atlantic/Bermuda']],
    ['+15005550100', 'US', 'personal', undefined],
    ['+447012345678', 'GB', 'personal', undefined],
    ['+611900123456', 'AU', 'premium', undefined],
    ['+27860123456', 'ZA', 'shared_cost', undefined],
    ['+38349123456', 'XK', 'mobile', []],
  ])('%s', (number, country, type, zones) => {
    const found = planOf(number);
    expect(found).toMatchObject({ country, countries: [country], type });
    if (zones) expect(found.zones).toEqual(zones);
  });

  test('of a plan that several countries share may belong to each, the largest first', () => {
    expect(planOf('+447700900123')).toMatchObject({ country: undefined, countries: ['GB', 'GG', 'IM', 'JE'], type: undefined });
  });

  test('that is toll-free belongs to the USA and Canada, from coast to coast', () => {
    const { countries, type, zones } = planOf('+18005550100');
    expect([countries, type, zones.length]).toEqual([['US', 'CA'], 'toll_free', 4]);
  });

  test.each(['+19765550100', '+12105', '+999123456789', '+210123456789', '13125550100', '', '+', 'x'.repeat(10_000), '+1312555010099'])(
    '%j fits none',
    (number) => {
      expect(planOf(number)).toMatchObject({ type: undefined, zones: [] });
    },
  );

  test('of a country with several zones has all of them', () => {
    expect(planOf('+79161234567').zones.length).toBeGreaterThan(10);
    expect(planOf('+12085550100').zones).toEqual(['America/Denver', 'America/Los_Angeles']);
  });
});

/** A number in each area code of +1 that the plans know, but for those of no area. */
const ORDINARY = Array.from({ length: 800 }, (_, at) => `+1${200 + at}2345678`).filter((number) => {
  const { country, type } = planOf(number);
  return country !== undefined && type === 'fixed_or_mobile';
});

describe('area codes', () => {
  test('every one of the USA and Canada has its zones, and every zone exists', () => {
    const inPlan = ORDINARY.filter((number) => ['US', 'CA'].includes(planOf(number).country ?? ''));
    const without = inPlan.filter((number) => planOf(number).zones.length === 0 || planOf(number).zones.length > 4);
    expect([inPlan.length > 400, without]).toEqual([true, []]);
    for (const number of inPlan) for (const zone of planOf(number).zones) new Intl.DateTimeFormat('en', { timeZone: zone });
  });

  test('of the USA, Canada and Puerto Rico are told from all others', () => {
    const wrong = ORDINARY.filter((number) => isUsaOrCanada(number) !== ['US', 'CA', 'PR'].includes(planOf(number).country ?? ''));
    expect(wrong).toEqual([]);
  });
});
