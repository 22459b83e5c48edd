import fc from '../../support/fast-check.ts';
/** Parameters of queries and forms, weighted towards those that get far. */
import { oddText } from './values.ts';

export type Pairs = readonly (readonly [name: string, value: string])[];
/** The parameters of a request that would be granted. */
export type Right = Readonly<Record<string, string>>;

/** The value, and at times something else. */
const orOdd = (value: string): fc.Arbitrary<string> =>
  fc.oneof({ weight: 15, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: oddText });

/** Each parameter as it should be, or something else; at times one of them left out or twice, or one that nobody asked for. */
export function pairs(right: Right): fc.Arbitrary<Pairs> {
  const entries = Object.entries(right).map(([name, value]) => orOdd(value).map((its) => [name, its] as const));
  const flaw = fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ at: fc.nat(Math.max(0, entries.length - 1)), times: fc.constantFrom(0, 2) }) },
  );
  const more = fc.oneof(
    { weight: 8, arbitrary: fc.constant<Pairs>([]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'prompt',
            'request',
            'request_uri',
            'response_mode',
            'nonce',
            '__proto__',
            'headers',
            'query',
            'Headers',
            'client_secret',
            'scope',
          ),
          oddText,
        )
        .map((pair): Pairs => [pair]),
    },
    { weight: 1, arbitrary: fc.tuple(oddText, oddText).map((pair): Pairs => [pair]) },
  );
  return fc
    .tuple(fc.tuple(...entries), flaw, more)
    .map(([all, wrong, extra]) => [
      ...all.flatMap((pair, index) => Array.from({ length: index === wrong?.at ? wrong.times : 1 }, () => pair)),
      ...extra,
    ]);
}

/** Text that is no tidy query or form. */
export const untidy = fc.constantFrom(
  '%',
  '%zz=%',
  'a=%ff%fe',
  '&&==&',
  '%00=%00',
  '+',
  'a=b;c=d',
  '?',
  '[]=1&a[b]=c',
  'a'.repeat(9_000),
  '{"query":"x"}',
  '[1]',
  '{}',
);

/** @returns those of a query or form, mostly right; at times text that is neither. */
export const tidy = (right: Right): fc.Arbitrary<Pairs | string> =>
  fc.oneof({ weight: 15, arbitrary: pairs(right) }, { weight: 1, arbitrary: untidy });
