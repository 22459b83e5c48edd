import { describe, expect, test } from '@jest/globals';
import { dateRange } from '../../../infra/local/telnyx/routes/date-range.ts';
import { countryOf, nationalFormat } from '../../../infra/local/telnyx/state/countries.ts';
import { decimal, money } from '../../../infra/local/telnyx/state/money.ts';
import { encodeText } from '../../../infra/local/telnyx/state/text-encoding.ts';

describe('money', () => {
  test.each([
    ['100.00', 1_000_000, '100.00'],
    ['0.0051', 51, '0.0051'],
    ['99.9930', 999_930, '99.993'],
    ['-0.5', -5_000, '-0.50'],
    ['7', 70_000, '7.00'],
  ])('reads %s without a float and writes it back', (text, units, written) => {
    expect(money(text)).toBe(units);
    expect(decimal(units)).toBe(written);
  });

  test.each(['', '1.', '.5', '1e3', '0.00001', 'x'])('refuses %j', (text) => {
    expect(() => money(text)).toThrow(RangeError);
  });

  test('writes four decimals where the wire has four', () => {
    expect(decimal(70, 4)).toBe('0.0070');
    expect(decimal(0, 0)).toBe('0');
  });
});

describe('text encoding', () => {
  test.each([
    ['', 'GSM-7', 0, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['€'.repeat(81), 'GSM-7', 162, 2],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 306, 3],
    ['é'.repeat(160), 'GSM-7', 160, 1],
    ['ê'.repeat(70), 'UCS-2', 70, 1],
    ['ê'.repeat(71), 'UCS-2', 71, 2],
    ['😀'.repeat(35), 'UCS-2', 70, 1],
    ['😀'.repeat(36), 'UCS-2', 72, 2],
    ['😀'.repeat(67), 'UCS-2', 134, 3],
    ['ç', 'UCS-2', 1, 1],
  ] as const)('counts the parts of a text (case %#)', (text, encoding, units, parts) => {
    expect(encodeText(text, 'auto')).toEqual({ encoding, units, parts });
  });

  test('obeys a wish for UCS-2', () => {
    expect(encodeText('plain', 'ucs2')).toEqual({ encoding: 'UCS-2', units: 5, parts: 1 });
  });
});

describe('countries', () => {
  test.each([
    ['+13125550100', 'US', '(312) 555-0100'],
    ['+14165550100', 'CA', '(416) 555-0100'],
    ['+442079460000', 'GB', '02079460000'],
    ['+35315550100', 'IE', '015550100'],
    ['+999123', undefined, '0999123'],
  ])('knows where %s lies', (phoneNumber, country, national) => {
    expect(countryOf(phoneNumber)).toBe(country);
    expect(nationalFormat(phoneNumber)).toBe(national);
  });
});

describe('date ranges', () => {
  const sunday = Date.parse('2026-03-01T23:30:00Z');
  test.each([
    ['today', '2026-03-01', '2026-03-02'],
    ['yesterday', '2026-02-28', '2026-03-01'],
    ['this_week', '2026-02-23', '2026-03-02'],
    ['last_week', '2026-02-16', '2026-02-23'],
    ['this_month', '2026-03-01', '2026-04-01'],
    ['last_month', '2026-02-01', '2026-03-01'],
    ['next_month', '2026-04-01', '2026-05-01'],
    ['last_7_days', '2026-02-23', '2026-03-02'],
  ])('%s lies in UTC', (name, from, until) => {
    expect(dateRange(name, sunday)).toEqual([Date.parse(from), Date.parse(until)]);
  });

  test('has no other names', () => {
    expect(dateRange('constructor', sunday)).toBeUndefined();
  });
});
