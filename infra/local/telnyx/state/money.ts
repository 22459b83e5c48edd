/** US dollars in whole units of 1/10,000 dollar: sums of money are never floats. */
export type Money = number;

const DECIMAL = /^(-?)(\d{1,9})(?:\.(\d{1,4}))?$/;

/** Reads a decimal string such as "0.0051"; at most four decimals. Throws a RangeError for anything else. */
export function money(text: string): Money {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError('not a decimal amount with at most four decimals');
  const units = Number(match[2]) * 10_000 + Number((match[3] ?? '').padEnd(4, '0'));
  return match[1] === '-' ? -units : units;
}

/** Writes a decimal string with at least `decimals` (0 to 4) decimals; further ones appear only where they are not zero. */
export function decimal(amount: Money, decimals = 2): string {
  const digits = String(Math.abs(amount)).padStart(5, '0');
  let fraction = digits.slice(-4);
  while (fraction.length > decimals && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`;
}

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

/** Price of each data set of a number lookup; base data and portability are free. */
export const LOOKUP_PRICES = { carrier: 30, 'caller-name': 60 } as const;

/** Price of each minute begun of an answered call: to North America or a SIP URI, to elsewhere, and incoming. */
export const CALL_PRICES = { home: 70, abroad: 300, incoming: 35 } as const;

/** Price of a minute to a destination: a number in +E.164 of that country, or a SIP URI (no country). */
export const minutePrice = (country: string | undefined): Money =>
  country === undefined || NORTH_AMERICA.has(country) ? CALL_PRICES.home : CALL_PRICES.abroad;
