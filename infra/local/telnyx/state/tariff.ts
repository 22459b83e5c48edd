import type { Money } from './money.ts';

/** What a part costs, in 1/10,000 USD: Telnyx's own rate and the carrier's fee. The figures are the simulator's, only their shape is Telnyx's. */
export interface Tariff {
  readonly rate: Money;
  readonly carrierFee: Money;
}

const NORTH_AMERICA = new Set(['US', 'CA']);

const TARIFFS: Readonly<Record<'SMS' | 'MMS', readonly [home: Tariff, abroad: Tariff]>> = {
  SMS: [
    { rate: 40, carrierFee: 30 },
    { rate: 500, carrierFee: 0 },
  ],
  MMS: [
    { rate: 150, carrierFee: 100 },
    { rate: 900, carrierFee: 0 },
  ],
};

/** Price of one part (an MMS is always one) to a country. */
export function tariff(type: 'SMS' | 'MMS', country: string): Tariff {
  const [home, abroad] = TARIFFS[type];
  return NORTH_AMERICA.has(country) ? home : abroad;
}

/** Price of one number lookup by what is asked for; plain formatting is free. */
export const LOOKUP_PRICES = { format: 0, carrier: 30, 'caller-name': 60 } as const;

/** Price of each minute begun of an answered call: to North America or a SIP URI, to elsewhere, and incoming. */
export const CALL_PRICES = { home: 70, abroad: 300, incoming: 35 } as const;

/** Price of a minute to a destination: a number in +E.164 of that country, or a SIP URI (no country). */
export const minutePrice = (country: string | undefined): Money =>
  country === undefined || NORTH_AMERICA.has(country) ? CALL_PRICES.home : CALL_PRICES.abroad;
