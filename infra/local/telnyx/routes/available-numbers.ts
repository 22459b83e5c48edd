import { refuse } from '../errors.ts';
import type { Call, Reply, Route } from '../operation.ts';
import type { Filter } from '../query.ts';
import { filterFlag, filterList, positiveInteger } from '../query.ts';
import { decimal } from '../state/money.ts';
import type { Offer } from '../state/stock.ts';

const FEATURES = new Set(['sms', 'mms', 'voice', 'fax', 'emergency', 'hd_voice', 'international_sms', 'local_calling']);
const TYPES = new Set(['local', 'toll_free', 'mobile', 'national', 'shared_cost']);
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

function exactTests({ query }: Call): Test[] {
  const withAreaCode = query.filters.some((filter) => filter.field === 'national_destination_code');
  const tests = query.filters.flatMap((filter): Test[] => {
    if (filter.field === 'phone_number') return [byPattern(filter, withAreaCode)];
    if (filter.field === 'country_code') {
      if (!/^[A-Z]{2}$/.test(filter.value)) throw refuse(400, '10015', filter.key, 'The country code must be an ISO 3166 alpha-2 code.');
      return [(offer) => offer.country === filter.value];
    }
    if (filter.field === 'phone_number_type') {
      if (!TYPES.has(filter.value)) throw refuse(400, '10032', filter.key, `The value must be one of: ${[...TYPES].join(', ')}.`);
      return [(offer) => offer.type === filter.value];
    }
    return [];
  });
  const features = filterList(query, 'features') ?? [];
  if (features.some((feature) => !FEATURES.has(feature)))
    throw refuse(400, '10032', 'filter[features]', `The values must be of: ${[...FEATURES].join(', ')}.`);
  return [...tests, (offer) => features.every((feature) => offer.features.includes(feature))];
}

function placeTests({ query }: Call): Test[] {
  return query.filters.flatMap((filter) => {
    const test = Object.hasOwn(PLACES, filter.field) ? PLACES[filter.field] : undefined;
    return test ? [(offer: Offer) => test(offer, filter.value)] : [];
  });
}

function regions(offer: Offer) {
  return [
    { region_type: 'country_code', region_name: offer.country },
    ...(offer.locality === null ? [] : [{ region_type: 'rate_center', region_name: offer.locality }]),
    ...(offer.administrativeArea === null ? [] : [{ region_type: 'state', region_name: offer.administrativeArea }]),
    ...(offer.locality === null ? [] : [{ region_type: 'location', region_name: offer.locality }]),
  ];
}

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
  const bestEffort = filterFlag(call.query, 'best_effort');
  const [exact, places] = [exactTests(call), placeTests(call)];
  const fitting = Array.from(call.world.stock.free()).filter((offer) => exact.every((test) => test(offer)));
  const here = fitting.filter((offer) => places.every((test) => test(offer))).slice(0, limit);
  const near = bestEffort
    ? fitting.filter((offer) => /^(US|CA)$/.test(offer.country) && !places.every((test) => test(offer))).slice(0, limit - here.length)
    : [];
  const data = [...here.map((offer) => wireOffer(offer, false)), ...near.map((offer) => wireOffer(offer, true))];
  const totals = { total_results: data.length, best_effort_results: near.length };
  return { status: 200, body: { data, meta: totals, metadata: totals } };
}

export const availableNumberRoutes: readonly Route[] = [{ method: 'GET', path: '/available_phone_numbers', handle: searchOffers }];
