import { querySchema } from '../document.ts';
import { refuse } from '../errors.ts';
import type { Filter } from '../list.ts';
import { positiveInteger } from '../list.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { decimal } from '../state/money.ts';
import type { Offer } from '../state/stock.ts';

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

/** Matches the national digits, or the full number; where an area code is asked for too, only what follows it. */
function byPattern(filter: Filter, withAreaCode: boolean): Test {
  const matches = Object.hasOwn(PATTERNS, filter.operator) ? PATTERNS[filter.operator] : undefined;
  if (!matches) throw refuse(400, '10015', filter.key, `The operator '${filter.operator}' is not supported.`);
  const pattern = filter.value.replace(/^\+/, '');
  return ({ national, areaCode, phoneNumber }) =>
    withAreaCode ? matches(national.slice(areaCode.length), pattern) : matches(national, pattern) || matches(phoneNumber.slice(1), pattern);
}

/** Refuses what the document does not list for a filter. */
function checkValue({ operation }: Call, { key, field }: Filter, values: readonly string[]): void {
  const schema = querySchema(operation, 'filter', field);
  const known = (schema?.items ?? schema)?.enum;
  if (known && !values.every((value) => known.includes(value)))
    throw refuse(400, '10032', key, `The value must be one of: ${known.join(', ')}.`);
}

function exactTests(call: Call): Test[] {
  const { filters } = call.query;
  const withAreaCode = filters.some(({ field }) => field === 'national_destination_code');
  return filters.flatMap((filter): Test[] => {
    const { key, field, value } = filter;
    if (field === 'phone_number') return [byPattern(filter, withAreaCode)];
    if (field === 'country_code') {
      if (!/^[A-Z]{2}$/.test(value)) throw refuse(400, '10015', key, 'The country code must be an ISO 3166 alpha-2 code.');
      return [(offer) => offer.country === value];
    }
    const values = field === 'features' ? value.split(',').filter((one) => one !== '') : [value];
    checkValue(call, filter, values);
    if (field === 'phone_number_type') return [(offer) => offer.type === value];
    return field === 'features' ? [(offer) => values.every((feature) => offer.features.includes(feature))] : [];
  });
}

/** Whether numbers of other places may fill up the answer; anything but true and false is a 400. */
function bestEffort({ query }: Call): boolean {
  const filter = query.filters.find(({ field }) => field === 'best_effort');
  if (filter && filter.value !== 'true' && filter.value !== 'false')
    throw refuse(400, '10015', filter.key, `The '${filter.key}' parameter must be true or false.`);
  return filter?.value === 'true';
}

const placeTests = ({ query }: Call): Test[] =>
  query.filters.flatMap(({ field, value }) => {
    const test = Object.hasOwn(PLACES, field) ? PLACES[field] : undefined;
    return test ? [(offer: Offer) => test(offer, value)] : [];
  });

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
  const limit = positiveInteger(call.query, 'filter[limit]', USUAL_LIMIT, MAX_LIMIT);
  const fills = bestEffort(call);
  const [exact, places] = [exactTests(call), placeTests(call)];
  const fitting = Array.from(call.world.stock.free()).filter((offer) => exact.every((test) => test(offer)));
  const here = fitting.filter((offer) => places.every((test) => test(offer))).slice(0, limit);
  const near = fills
    ? fitting.filter((offer) => /^(US|CA)$/.test(offer.country) && !places.every((test) => test(offer))).slice(0, limit - here.length)
    : [];
  const data = [...here.map((offer) => wireOffer(offer, false)), ...near.map((offer) => wireOffer(offer, true))];
  const totals = { total_results: data.length, best_effort_results: near.length };
  return { status: 200, body: { data, meta: totals, metadata: totals } };
}

export const availableNumberRoutes: Routes = { 'GET /available_phone_numbers': searchOffers };
