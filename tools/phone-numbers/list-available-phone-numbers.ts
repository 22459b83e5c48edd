import { z } from 'zod';
import { defineTool, field, isComplete, pageOf, path } from '../../shared/mcp/tool/index.ts';
import { word } from './support/words.ts';

/** What most numbers of an answer have in common. */
const Common = {
  features: field.texts(),
  monthly_cost: field.text(),
  upfront_cost: field.text(),
  currency: field.text(),
  quickship: field.flag(),
  best_effort: field.flag().describe('Only near what was asked for'),
};

const AvailableNumber = z.object({ phone_number: field.text(), region: field.text(), ...Common });

const Offer = z
  .object({
    phone_number: field.text(),
    region_information: field.list(z.object({ region_type: field.text(), region_name: field.text() })),
    cost_information: field.object({ monthly_cost: field.text(), upfront_cost: field.text(), currency: field.text() }),
    features: field.list(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])),
    quickship: field.flag(),
    best_effort: field.flag(),
  })
  .transform(({ phone_number, region_information: regions = [], cost_information, features, quickship, best_effort }) => {
    const named = (type: string) => regions.find(({ region_type }) => region_type === type)?.region_name;
    const region = [named('location') ?? named('rate_center'), named('state'), named('country_code')].filter((name) => name);
    return {
      phone_number,
      ...(region.length > 0 && { region: region.join(', ') }),
      ...(features && { features }),
      ...cost_information,
      quickship,
      best_effort,
    };
  });

type Offered = z.output<typeof Offer>;

const digits = () =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'Expected digits.')
    .optional();

/** This search has no pages, only `limit`. */
export const listAvailablePhoneNumbers = defineTool({
  name: 'list_available_phone_numbers',
  title: 'Search phone numbers for sale',
  risk: 'read',
  description: 'Search numbers for sale, with prices. Then create_number_order.',
  input: z.object({
    country_code: field.CountryCode.default('US'),
    national_destination_code: digits().describe('Area code'),
    locality: z.string().min(1).optional(),
    administrative_area: z.string().min(1).optional().describe('State code; US, CA'),
    rate_center: z.string().min(1).optional(),
    phone_number_type: word('_').optional().describe('local, toll_free, mobile …'),
    features: z.array(word('_')).min(1).max(100).optional().describe('sms (to text), emergency (to call out), mms …'),
    starts_with: digits(),
    ends_with: digits(),
    contains: digits(),
    best_effort: z.boolean().optional().describe('Near misses too'),
    quickship: z.boolean().optional().describe('Toll-free: works at once'),
    reservable: z.boolean().optional(),
    exclude_held_numbers: z.boolean().optional(),
    limit: z.int().min(1).max(100).default(10),
  }),
  rare: ['rate_center', 'reservable', 'exclude_held_numbers'],
  output: z.object({
    data: z.array(AvailableNumber).describe('Members beside this list hold for every number that does not say otherwise'),
    ...Common,
    total_results: field.count(),
    found_nothing: field.text().describe('What to change'),
    truncated: field.text(),
  }),
  run: async (input, { telnyx }) => {
    const found = await telnyx.get(path`/available_phone_numbers`, {
      query: {
        'filter[country_code]': input.country_code,
        'filter[national_destination_code]': input.national_destination_code,
        'filter[locality]': input.locality,
        'filter[administrative_area]': input.administrative_area,
        'filter[rate_center]': input.rate_center,
        'filter[phone_number_type]': input.phone_number_type,
        'filter[features]': input.features,
        'filter[phone_number][starts_with]': input.starts_with,
        'filter[phone_number][ends_with]': input.ends_with,
        'filter[phone_number][contains]': input.contains,
        'filter[best_effort]': input.best_effort,
        'filter[quickship]': input.quickship,
        'filter[reservable]': input.reservable,
        'filter[exclude_held_numbers]': input.exclude_held_numbers,
        'filter[limit]': input.limit,
      },
      answer: pageOf(Offer),
    });
    if (found.data.length > 0 || !isComplete(found)) return { ...found, ...takenOut(found.data) };
    return { ...found, found_nothing: lessFilters(input) };
  },
});

/** What a search that found nothing can leave out. */
function lessFilters({ limit: _limit, country_code, best_effort, ...filters }: Readonly<Record<string, unknown>>): string {
  const given = Object.keys(filters).filter((name) => filters[name] !== undefined);
  const none = `No number of ${String(country_code)} is for sale${given.length === 0 ? '.' : ' that fits all of it.'}`;
  if (given.length === 0) return `${none} Try another country_code.`;
  return `${none} Leave out one of ${given.join(', ')}${best_effort === true ? '' : ', or give best_effort: true'}.`;
}

/**
 * Takes the most frequent values out of two or more numbers, to say them once: price and features are mostly the same. A value is taken out only
 * if every number has one, so that those that then say nothing have this one.
 */
function takenOut(numbers: readonly Offered[]): Partial<Offered> {
  if (numbers.length < 2) return {};
  const usual = Object.keys(Common).flatMap((name) => {
    const values = numbers.map((number) => written(number, name));
    if (values.includes(undefined)) return [];
    const frequency = (value: string | undefined) => values.filter((one) => one === value).length;
    const most = values.reduce((best, value) => (frequency(value) > frequency(best) ? value : best));
    return frequency(most) < 2 ? [] : [{ name, most, value: Reflect.get(numbers[values.indexOf(most)] ?? {}, name) as unknown }];
  });
  for (const number of numbers)
    for (const { name, most } of usual) if (written(number, name) === most) Reflect.deleteProperty(number, name);
  return Object.fromEntries(usual.map(({ name, value }) => [name, value]));
}

/** Nothing for what is missing, or for a list that is noted to lack something: both stay with their number. */
function written(number: Offered, name: string): string | undefined {
  const value: unknown = Reflect.get(number, name);
  const isNoted = typeof value === 'object' && value !== null && Object.getOwnPropertySymbols(value).length > 0;
  return value === undefined || isNoted ? undefined : JSON.stringify(value);
}
