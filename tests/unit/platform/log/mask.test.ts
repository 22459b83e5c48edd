import { describe, expect, test } from '@jest/globals';
import fc from '../../../support/fast-check.ts';
import { mask } from '../../../../shared/platform/log/mask.ts';
import { cpuMs } from '../../../support/cpu-time.ts';

describe('D56: telephone numbers are masked', () => {
  test.each([
    ['+13125550199', '+131***99'],
    ['+13125550199x', '+131***99x'],
    ['+13125550199_', '+131***99_'],
    ['%2B13125550199', '+131***99'],
    ['%2b13125550199', '+131***99'],
    ['13125550199', '131***99'],
    ['3125550199', '312***99'],
    ['0013125550199', '001***99'],
    ['+1 312 555 0199', '+131***99'],
    ['+1 (312) 555-0199', '+131***99'],
    ['+1.312.555.0199', '+131***99'],
    ['+49 30 1234567', '+493***67'],
    ['+1312555019912345678', '+131***78'],
    ['(312) 555-0199', '312***99'],
    ['312-555-0199', '312***99'],
    ['1 312 555 0199', '131***99'],
    ['sip:13125550199@sip.example.com', 'sip:***'],
    ['tel:+13125550199', 'tel:+131***99'],
  ])('%s', (number, masked) => {
    expect(mask(`to ${number} at`)).toBe(`to ${masked} at`);
    expect(mask(number)).toBe(masked);
    expect(mask(`/v2/number_lookup/${number}?a=1`)).not.toContain('5550199');
  });

  test('in any mixture of separators', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '/', ') ', ' (');
    const spelled = fc
      .tuple(
        fc.constantFrom('+', '%2B', '%2b', '+('),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), { minLength: 7, maxLength: 17 }),
      )
      .map(
        ([plus, digits]) => plus + digits.map(([digit, between], index) => `${digit}${index < digits.length - 1 ? between : ''}`).join(''),
      );
    fc.assert(
      fc.property(spelled, fc.constantFrom('', ' ', '"', 'x', '_', '&'), (number, end) => {
        expect(mask(`a ${number}${end}`)).toMatch(/^a \+\d{3}\*\*\*\d{2}[^\d]?$/);
      }),
    );
  });
});

describe('what is no number stays', () => {
  test.each([
    '4000eba1-a0c0-4563-9925-b25e842a7cb6',
    '12345678-1234-4234-8234-123456789012',
    '1293384261075731499',
    'connection_id=1684641123236054244',
    '2026-11-27T03:24:11.123Z',
    '2026-11-27T03:24:11+01:00',
    '1764213851123',
    '1764213851',
    '9007199254740993',
    '25000',
    'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg',
    'dist/index.cjs:1234:56789',
    '1.32.2',
    '10.20.0.0/24',
    'fe80::1',
    'https://app.example.com/.well-known/oauth-authorization-server',
  ])('%s', (text) => {
    expect(mask(`is ${text} so`)).toBe(`is ${text} so`);
  });

  test('ids and hashes', () => {
    const hex = fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16));
    const digest = fc.constantFrom(16, 40, 64).chain((length) => fc.string({ unit: hex, minLength: length, maxLength: length }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uuid(),
          digest,
          fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2250-01-01') }).map((date) => date.toISOString()),
        ),
        (id) => {
          expect(mask(`request=${id}`)).toBe(`request=${id}`);
        },
      ),
    );
  });
});

describe('D56: tokens and keys are masked', () => {
  test.each([
    ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', '[token]'],
    ['x-eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', 'x-[token]'],
    ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0', '[token]'],
    ['BEARER  abc.def', 'Bearer [token]'],
  ])('%s', (secret, masked) => {
    expect(mask(`a ${secret} b`)).toBe(`a ${masked} b`);
  });
});

test.each([
  ['eyJ-', 'eyJ-'],
  ['eyJ.', 'eyJ.'],
  ['a.', 'a.'],
  ['bearer ', 'bearer '],
  ['KEY-', 'KEY-'],
  ['sip:', 'sip:'],
  ['+1 ', '+1 '],
  ['+', '+'],
  ['(123) ', '(123) '],
  ['123 ', '123 '],
  ['1', '1'],
])('D56: a line of many %s takes time in proportion to its length', (_what, part) => {
  const timed = (length: number) => {
    const text = part.repeat(length / part.length);
    return cpuMs(() => mask(text));
  };
  timed(40_000);
  // In time that grows with the square it would take minutes.
  expect(timed(400_000)).toBeLessThan(10_000);
});
