import { loadNumberPlan, type GuardSettings } from '../../platform/index.ts';
import type { Account } from '../account.ts';
import type { Reason } from './facts.ts';
import type { Reached } from './reached.ts';
import { placeOf } from './refusals.ts';

export type OwnCountries = () => Promise<ReadonlySet<string>>;

/** By the list as the account returned it: the same list is not looked up again. */
const countriesOfLists = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Countries in which the account has a number. */
export function ownCountries(account: Account): OwnCountries {
  return async () => {
    const [numbers, planOf] = await Promise.all([account.numbers(), loadNumberPlan()]);
    const known = countriesOfLists.get(numbers) ?? new Set(numbers.flatMap((number) => planOf(number).countries));
    countriesOfLists.set(numbers, known);
    return known;
  };
}

/** Recipients in countries without a number of the account. */
export async function foreignReasons(reached: readonly Reached[], { countries }: GuardSettings, own: OwnCountries): Promise<Reason[]> {
  const placed = reached.filter((one) => one.countries.length > 0);
  if (countries !== 'own' || placed.length === 0) return [];
  const known = await own();
  return placed
    .filter((one) => !one.countries.some((country) => known.has(country)))
    .map((one) => ({
      code: 'foreign_country',
      what: `${one.recipient.address} belongs to another country (${placeOf(one)}), where the account has no number`,
    }));
}
