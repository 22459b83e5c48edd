import { isUsaOrCanada } from './north-america.ts';

/** Why a call or message to a number costs whom it reaches, or whoever sends, more than a usual one. */
export type Cost = 'premium' | 'shared_cost' | 'personal' | 'satellite' | 'shared_code';

/** A range of numbers, as it is written: `+44 70`. */
export interface CostlyRange {
  readonly range: string;
  readonly cost: Cost;
}

/**
 * Whole ranges, whatever the length of their numbers: those that fraud uses often have a length that no plan has. No range holds a number of a
 * usual subscriber.
 *
 * @see https://www.itu.int/oth/T0202.aspx?parent=T0202 for the national plans, ITU-T E.164 for the codes that no country has
 */
const RANGES: Readonly<Record<Cost, readonly string[]>> = {
  premium: [
    ...['+1 900', '+979', '+33 89', '+34 803', '+34 806', '+34 807', '+358 600', '+39 89', '+41 90', '+44 9', '+46 939', '+47 82'],
    ...['+48 70', '+49 900', '+31 90', '+61 19', '+81 990'],
  ],
  shared_cost: ['+33 82', '+34 902', '+44 84', '+44 87', '+49 137', '+49 180', '+61 13'],
  personal: ['+44 70'],
  satellite: ['+870', '+871', '+872', '+873', '+874', '+881'],
  shared_code: ['+388', '+800', '+808', '+878', '+882', '+883', '+888', '+991'],
};

const BY_PREFIX = Object.entries(RANGES).flatMap(([cost, ranges]) =>
  // The names of the table are its type's.
  ranges.map((range) => ({ prefix: range.replaceAll(' ', ''), found: { range, cost: cost as Cost } })),
);

/** A full number: shorter digits may be an extension behind a prefix. */
const FULL = /^\+\d{7,15}$/;

/** The exchange 976 charges what it likes in every area code of the USA and Canada, but not behind toll-free codes. */
const EXCHANGE_976 = /^\+1(?!8(?:00|33|44|55|66|77|88))([2-9]\d\d)976\d{4}$/;

/**
 * @param number +E.164
 * @returns the range of numbers that nobody should be made to call; undefined for every other number
 */
export function costlyRange(number: string): CostlyRange | undefined {
  if (!FULL.test(number)) return undefined;
  const [, areaCode] = EXCHANGE_976.exec(number) ?? [];
  if (areaCode !== undefined && isUsaOrCanada(number)) return { range: `+1 ${areaCode} 976`, cost: 'premium' };
  return BY_PREFIX.find(({ prefix }) => number.startsWith(prefix))?.found;
}
