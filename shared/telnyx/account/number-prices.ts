import { z } from 'zod';
import { concurrently, loadNumberPlan } from '../../platform/index.ts';
import { path, type TelnyxClient } from '../rest/index.ts';

/** In US cents. Undefined: Telnyx does not say it. */
interface Cost {
  readonly upfront: number | undefined;
  readonly monthly: number | undefined;
}

const AT_ONCE = 5;
/** Results of one search. */
const MOST_FOUND = 250;

const Amount = z
  .union([z.string(), z.number()])
  .transform((written) => Number(written))
  .refine((amount) => Number.isFinite(amount) && amount >= 0)
  .optional()
  .catch(undefined);

const Offer = z.object({
  phone_number: z.string(),
  cost_information: z.object({ upfront_cost: Amount, monthly_cost: Amount, currency: z.string().optional() }).optional().catch(undefined),
});

const Found = z.object({ data: z.array(z.unknown()) });

/**
 * Searches each number among those for sale: there is no other way to ask for a price.
 *
 * @param numbers +E.164
 * @returns prices by number, without those that are not for sale
 */
export async function readPrices(telnyx: TelnyxClient, numbers: readonly string[]): Promise<ReadonlyMap<string, Cost>> {
  const planOf = await loadNumberPlan();
  const prices = await concurrently(numbers, AT_ONCE, async (number) => {
    const { countries, national } = planOf(number);
    const query = {
      'filter[country_code]': countries[0],
      'filter[phone_number][contains]': national,
      'filter[limit]': MOST_FOUND,
    };
    const { data } = await telnyx.get(path`/available_phone_numbers`, { query, answer: Found });
    const offers = data.flatMap((offer) => Offer.safeParse(offer).data ?? []);
    const offer = offers.find(({ phone_number }) => phone_number === number);
    return offer ? [[number, costOf(offer)] as const] : [];
  });
  return new Map(prices.flat());
}

function costOf({ cost_information: cost }: z.output<typeof Offer>): Cost {
  // Limits are in US dollars, and nothing here knows rates of exchange.
  if (!cost || (cost.currency ?? 'USD') !== 'USD') return { upfront: undefined, monthly: undefined };
  return { upfront: cents(cost.upfront_cost), monthly: cents(cost.monthly_cost) };
}

/** Rounded up, after the digits that binary fractions add. */
const cents = (dollars: number | undefined) => (dollars === undefined ? undefined : Math.ceil(Number((dollars * 100).toFixed(4))));
