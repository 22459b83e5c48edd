import fc from '../../support/fast-check.ts';
import { oddName, oddValue } from './values.ts';

/** What happens to one place inside of a JSON value. */
type Change = { readonly at: number } & (
  | { readonly what: 'replace'; readonly value: unknown }
  | { readonly what: 'add'; readonly name: string; readonly value: unknown }
  | { readonly what: 'remove' | 'as_text' | 'as_list' | 'doubled' }
);

const at = fc.nat({ max: 60 });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('replace' as const), at, value: oddValue }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('add' as const), at, name: oddName, value: oddValue }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constantFrom('remove' as const, 'as_text' as const, 'as_list' as const, 'doubled' as const), at }),
  },
);

/** @returns the same, so made wrong; never the whole value in place of which another stands. */
export function withWrongInsides(right: fc.Arbitrary<unknown>, least: number, most: number): fc.Arbitrary<unknown> {
  return fc
    .tuple(right, fc.array(change, { minLength: least, maxLength: most }))
    .map(([value, changes]) => changes.reduce<unknown>((now, each) => apply(now, each), value));
}

function apply(root: unknown, how: Change): unknown {
  const count = size(root);
  // Place 0 is the whole, to which only a member may be added.
  const target = how.what === 'add' ? how.at % count : count === 1 ? -1 : 1 + (how.at % (count - 1));
  let index = 0;
  const walk = (value: unknown): { readonly keep: readonly unknown[] } => {
    const here = index++;
    const whole = rebuilt(value, walk);
    return { keep: here === target ? changed(whole, how) : [whole] };
  };
  return walk(root).keep[0];
}

function rebuilt(value: unknown, walk: (member: unknown) => { readonly keep: readonly unknown[] }): unknown {
  if (Array.isArray(value)) return value.flatMap((item) => walk(item).keep);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      walk(member)
        .keep.slice(0, 1)
        .map((kept) => [name, kept]),
    ),
  );
}

function changed(value: unknown, how: Change): readonly unknown[] {
  switch (how.what) {
    case 'replace':
      return [how.value];
    case 'add':
      return isObject(value) ? [Object.fromEntries([...Object.entries(value), [how.name, how.value]])] : [value];
    case 'remove':
      return [];
    case 'as_text':
      return [JSON.stringify(value)];
    case 'as_list':
      return [[value]];
    case 'doubled':
      return [value, value];
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** How many values stand in it, itself counted. */
const size = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.values(value).reduce<number>((sum, member) => sum + size(member), 1) : 1;
