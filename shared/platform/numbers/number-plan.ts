import parsePhoneNumber from 'libphonenumber-js/max';
import { zonesOfAreaCode } from './north-america.ts';

/** What the numbering plans say about a number. */
export interface PlannedNumber {
  /** ISO 3166-1 alpha-2; undefined where several countries share the range. */
  readonly country: string | undefined;
  /** Every country that it may belong to, the likeliest first. Empty: the country code is none. */
  readonly countries: readonly string[];
  /** Undefined: it fits no plan. */
  readonly type: PlannedType | undefined;
  /** Without the country code. */
  readonly national: string | undefined;
  /** IANA time zones in which it was given out; empty: unknown. */
  readonly zones: readonly string[];
}

const TYPES = {
  FIXED_LINE: 'fixed_line',
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixed_or_mobile',
  TOLL_FREE: 'toll_free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared_cost',
  PERSONAL_NUMBER: 'personal',
  VOIP: 'voip',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
} as const;

export type PlannedType = (typeof TYPES)[keyof typeof TYPES];

/**
 * Looks a number up in the numbering plans of all countries.
 *
 * @param number +E.164
 */
export function planOf(number: string): PlannedNumber {
  const parsed = parsePhoneNumber(number);
  if (!parsed || parsed.number !== number) return { country: undefined, countries: [], type: undefined, national: undefined, zones: [] };
  const { country } = parsed;
  const type = parsed.getType();
  const countries = country ? sharedWith(country, type) : parsed.countryCallingCode === '1' ? [] : parsed.getPossibleCountries();
  return { country, countries, type: type && TYPES[type], national: parsed.nationalNumber, zones: zonesOf(number, countries) };
}

/** Toll-free numbers of the North American plan belong to all its countries. */
const sharedWith = (country: string, type: string | undefined) => (country === 'US' && type === 'TOLL_FREE' ? ['US', 'CA'] : [country]);

function zonesOf(number: string, countries: readonly string[]): readonly string[] {
  const ofArea = number.startsWith('+1') && countries.some((country) => country === 'US' || country === 'CA');
  return (ofArea ? zonesOfAreaCode(number) : undefined) ?? [...new Set(countries.flatMap(zonesOfCountry))];
}

/** Node 22 has the member, newer ones have the method. */
interface ZonedLocale {
  readonly language: string;
  readonly timeZones?: readonly string[] | undefined;
  readonly getTimeZones?: () => readonly string[] | undefined;
}

/** Kept: asking for them takes a millisecond. */
const zonesByCountry = new Map<string, readonly string[]>();

function zonesOfCountry(country: string): readonly string[] {
  const locale: ZonedLocale = new Intl.Locale(`und-${country}`);
  const zones = zonesByCountry.get(country) ?? locale.getTimeZones?.() ?? locale.timeZones ?? [];
  zonesByCountry.set(country, zones);
  return zones;
}
