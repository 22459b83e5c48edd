import fc from '../../support/fast-check.ts';

/** Stands in many texts: where it comes out in a log, a stranger's text did. */
export const CANARY = 'xq7canary';

const ODD = [
  '',
  ' ',
  CANARY,
  `${CANARY} to be kept`,
  '\u0000',
  `a\u0000${CANARY}`,
  '\ud800',
  `${CANARY}\udfff`,
  '\ufeff',
  '\u202e\u2066txt',
  '\r\nX-Forged: 1',
  '__proto__',
  'constructor',
  'toString',
  '..',
  '../../../etc/passwd',
  '..%2f..%2fbalance',
  '%2e%2e/',
  '%',
  '%00',
  'a/b',
  'a?x=1&y=2',
  'a#b',
  'a\\b',
  'http://169.254.169.254/latest/meta-data/',
  'https://[::1]:1/',
  'https://user:pass@example.com/',
  'https://0x7f000001/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  '//example.com',
  '+13125550111',
  '+1 (312) 555-0111',
  '\uff0b\uff11\uff13\uff11\uff12',
  '911',
  '1293384261075731499',
  '1e999',
  '-0',
  '0x10',
  'nan',
  'null',
  'true',
  '2026-02-30T25:61:00Z',
  '9999999999999-01-01',
  '4000eba1-a0c0-4563-9925-b25e842a7cb6',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</textarea><svg onload=alert(1)>',
  '${7*7}{{7*7}}',
  `' or '1'='1`,
  '👩‍👩‍👧',
  'e\u0301',
  '*',
  ',',
  '[]',
  '{"a":1}',
  'eyJhbGciOiJub25lIn0.e30.',
] as const;

const LENGTHS = [63, 64, 65, 100, 128, 255, 256, 257, 500, 1_000, 1_025, 1_600, 2_049, 4_097, 20_000] as const;

/** Texts that have broken programs before, at and beyond the usual bounds, or of any characters at all. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...ODD) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('x', 'é', '0', '../../'), fc.constantFrom(...LENGTHS)).map(([part, size]) => part.repeat(size)),
  },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
);

const oddNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 1.5, 251, 1e3, 2 ** 31, 2 ** 53, 2 ** 64, 1e21, 1e308, -1e308, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

const name: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toJSON', 'then', 'length', 'headers', 'query', 'id', 'data', '') },
  { weight: 1, arbitrary: oddText },
);

/** Any JSON, at times nested to around the depth that is refused, with names that mean something to JavaScript. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: oddText },
  { weight: 4, arbitrary: oddNumber },
  { weight: 4, arbitrary: fc.constantFrom(null, true, false) },
  { weight: 2, arbitrary: fc.array(fc.oneof(oddText, oddNumber, fc.constant(null)), { maxLength: 4 }) },
  {
    weight: 2,
    // fromEntries, not an object literal: a name such as __proto__ becomes a member like any other.
    arbitrary: fc
      .array(fc.tuple(name, fc.oneof(oddText, oddNumber, fc.constant({}))), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 80 }), fc.boolean()).map(([depth, lists]) => nested(depth, lists)) },
  { weight: 1, arbitrary: fc.constantFrom(150, 1_200).map((size) => Array.from({ length: size }, () => 'x')) },
);

function nested(depth: number, lists: boolean): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level++) value = lists ? [value] : { a: value };
  return value;
}

/** What an HTTP header can hold, made of such texts, in UTF-8: the host refuses other bytes. */
export const oddHeader: fc.Arbitrary<string> = oddText.map((text) =>
  Buffer.from(
    text
      .replace(/[^\x20-\x7e\x80-\xff]/g, '')
      .slice(0, 700)
      .trim(),
  ).toString('latin1'),
);

export const oddName = name;
