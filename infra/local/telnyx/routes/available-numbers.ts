import { querySchema } from '../document.ts';
import { refuse } from '../errors.ts';
import type { Filter } from '../list.ts';
import { positiveInteger } from '../list.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { decimal } from '../state/money.ts';
import type { Offer } from '../state/stock.ts';

/** A number can be ordered for half an hour after a search found it, as long as it stays reserved. */
export const SEARCHED_MS = 30 * 60_000;

const USUAL_LIMIT = 50;
const MAX_LIMIT = 250;

type Test = (offer: Offer) => boolean;

const sameName = (actual: string | null, wanted: string) => actual !== null && actual.toUpperCase() === wanted.toUpperCase();

/** Filters that name a place; best effort results may be elsewhere in the same country. */
const PLACES: Readonly<Record<string, (offer: Offer, value: string) => boolean>> = {
  locality: (offer, value) => sameName(offer.locality, value),
  rate_center: (offer, value) => sameName(offer.locality, value),
  administrative_area: (offer, value) => sameName(offer.administrativeArea, value),
  national_destination_code: (offer, value) => offer.areaCode === value,
};

const PATTERNS: Readonly<Record<string, (digits: string, pattern: string) => boolean>> = {
  starts_with: (digits, pattern) => digits.startsWith(pattern),
  ends_with: (digits, pattern) => digits.endsWith(pattern),
  contains: (digits, pattern) => digits.includes(pattern),
};

/** Filters that always apply. Each checks its value and gives the test of an offer. */
const EXACT: Readonly<Record<string, (filter: Filter, call: Call) => Test>> = {
  /** Matches the national digits, or the full number; where an area code is asked for too, only what follows it. */
  phone_number: ({ key, operator, value }, { query }) => {
    const matches = Object.hasOwn(PATTERNS, operator) ? PATTERNS[operator] : undefined;
    if (!matches) throw refuse(400, '10015', key, `The operator '${operator}' is not supported.`);
    const pattern = value.replace(/^\+/, '');
    if (query.filters.some(({ field }) => field === 'national_destination_code'))
      return ({ national, areaCode }) => matches(national.slice(areaCode.length), pattern);
    return ({ national, phoneNumber }) => matches(national, pattern) || matches(phoneNumber.slice(1), pattern);
  },
  country_code: ({ key, value }) => {
    if (!/^[A-Z]{2}$/.test(value)) throw refuse(400, '10015', key, 'The country code must be an ISO 3166 alpha-2 code.');
    return (offer) => offer.country === value;
  },
  phone_number_type: (filter, call) => {
    checkValues(call, filter, [filter.value]);
    return (offer) => offer.type === filter.value;
  },
  features: (filter, call) => {
    const wanted = filter.value.split(',').filter((feature) => feature !== '');
    checkValues(call, filter, wanted);
    return (offer) => wanted.every((feature) => offer.features.includes(feature));
  },
  best_effort: ({ key, value }) => {
    if (value !== 'true' && value !== 'false') throw refuse(400, '10015', key, `The '${key}' parameter must be true or false.`);
    return () => true;
  },
};

/** Refuses what the document does not list for a filter. */
function checkValues({ operation }: Call, { key, field }: Filter, values: readonly string[]): void {
  const schema = querySchema(operation, 'filter', field);
  const known = (schema?.items ?? schema)?.enum ?? [];
  if (!values.every((value) => known.includes(value))) throw refuse(400, '10032', key, `The value must be one of: ${known.join(', ')}.`);
}

const named = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const regions = ({ country, locality, administrativeArea }: Offer) =>
  [
    ['country_code', country],
    ['rate_center', locality],
    ['state', administrativeArea],
    ['location', locality],
  ].flatMap(([region_type, region_name]) => (region_name === null ? [] : [{ region_type, region_name }]));

const wireOffer = (offer: Offer, bestEffort: boolean) => ({
  record_type: 'available_phone_number',
  phone_number: offer.phoneNumber,
  vanity_format: '',
  best_effort: bestEffort,
  quickship: true,
  reservable: true,
  region_information: regions(offer),
  cost_information: { upfront_cost: decimal(offer.upfront), monthly_cost: decimal(offer.monthly), currency: 'USD' },
  features: offer.features.map((name) => ({ name })),
});

/** Exact matches first; with best_effort, numbers of other places (USA and Canada only) fill up to the limit. This operation has no pages. */
function searchOffers(call: Call): Reply {
  const { filters } = call.query;
  const country = 'filter[country_code]';
  if (call.query.get(country) === undefined) throw refuse(400, '10004', country, `The '${country}' parameter is required.`);
  const known = querySchema(call.operation, 'filter')?.properties ?? {};
  for (const { field, key } of filters)
    if (!Object.hasOwn(known, field)) throw refuse(400, '10015', key, `The filter '${field}' is not supported.`);
  const limit = positiveInteger(call.query, 'filter[limit]', USUAL_LIMIT, MAX_LIMIT);
  const tests = filters.flatMap((filter) => named(EXACT, filter.field)?.(filter, call) ?? []);
  const isHere = (offer: Offer) => filters.every(({ field, value }) => named(PLACES, field)?.(offer, value) ?? true);
  const fitting = [...call.world.stock.free()].filter((offer) => tests.every((test) => test(offer)));
  const here = fitting.filter(isHere).slice(0, limit);
  const fills = filters.some(({ field, value }) => field === 'best_effort' && value === 'true');
  const elsewhere = fills ? fitting.filter((offer) => /^(US|CA)$/.test(offer.country) && !isHere(offer)) : [];
  const near = elsewhere.slice(0, limit - here.length);
  for (const { phoneNumber } of [...here, ...near]) call.account.searched.set(phoneNumber, call.now);
  const data = [...here.map((offer) => wireOffer(offer, false)), ...near.map((offer) => wireOffer(offer, true))];
  const totals = { total_results: data.length, best_effort_results: near.length };
  return { status: 200, body: { data, meta: totals, metadata: totals } };
}

export const availableNumberRoutes: Routes = { 'GET /available_phone_numbers': searchOffers };
