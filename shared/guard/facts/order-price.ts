import type { Account } from '../account.ts';
import type { Price, Reason } from './facts.ts';

interface OrderPrice {
  readonly price: Price;
  /** US cents of all prices that are known. */
  readonly knownCents: number;
  readonly reasons: readonly Reason[];
}

/**
 * Adds up what numbers cost. The sum of an order with a number whose price is not known is not known either.
 *
 * @param amount how many are bought: a block names its first one alone, and the others count as much as that
 */
export async function priceOf(numbers: readonly string[], amount: number, account: Account): Promise<OrderPrice> {
  const prices = await account.prices(numbers);
  const each = numbers.map((number) => prices.get(number) ?? { upfront: undefined, monthly: undefined });
  const unnamed = Math.max(0, amount - numbers.length);
  const sum = (part: 'upfront' | 'monthly') =>
    each.reduce<number | undefined>((total, price) => addCents(total, price[part]), unnamed > 0 ? undefined : 0);
  const unknown = unnamed + each.filter(({ upfront, monthly }) => upfront === undefined || monthly === undefined).length;
  const named = each.reduce((total, { upfront = 0, monthly = 0 }) => total + upfront + monthly, 0);
  const knownCents = Math.ceil((named * (numbers.length + unnamed)) / numbers.length);
  return { knownCents, price: { upfront: sum('upfront'), monthly: sum('monthly') }, reasons: unknown === 0 ? [] : [priceUnknown(unknown)] };
}

const addCents = (total: number | undefined, cents: number | undefined) =>
  total === undefined || cents === undefined ? undefined : total + cents;

const priceUnknown = (count: number): Reason => ({
  code: 'price_unknown',
  what: count === 1 ? 'the price of a number is not known in advance' : `the prices of ${count} numbers are not known in advance`,
});
