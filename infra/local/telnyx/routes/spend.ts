import { refuse } from '../errors.ts';
import { positiveInteger } from '../list.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import { data } from '../operation.ts';
import type { Money } from '../state/money.ts';
import { decimal, money } from '../state/money.ts';
import { dateRange } from './date-range.ts';
import { recordsOf } from './records.ts';

const DAY_MS = 24 * 3600 * 1000;
const LONGEST_DAYS = 31;

/** The records of each product that usage is made of. A product that is not used here has none. */
const RECORD_TYPES: Readonly<Record<string, string>> = { messaging: 'messaging', 'call-control': 'call-control', 'fax-api': 'fax' };

const DIMENSIONS = ['date', 'currency', 'direction', 'country_code'];
const METRICS: Readonly<Record<string, readonly string[]>> = {
  messaging: ['cost', 'count', 'parts'],
  'call-control': ['cost', 'completed', 'call_sec', 'billed_sec'],
  'fax-api': ['cost', 'count'],
};

const options = (): Reply =>
  data(Object.entries(METRICS).map(([product, product_metrics]) => ({ product, product_dimensions: DIMENSIONS, product_metrics })));

function listed(call: Call, name: string, known: readonly string[]): string[] {
  const values = (call.query.get(name) ?? '').split(',').filter((value) => value !== '');
  const wrong = values.length === 0 || values.some((value) => !known.includes(value));
  if (wrong) throw refuse(400, '10015', name, `Available ${name} values: ${known.join(',')}.`);
  return values;
}

/** [start, end) in ms. Telnyx refuses more than 31 days, and an end in the future; a range by name ends now. */
function range({ query, now }: Call): readonly [start: number, end: number] {
  const name = query.get('date_range');
  if (name !== undefined && query.get('start_date') === undefined && query.get('end_date') === undefined) {
    const named = dateRange(name, now);
    if (!named || named[0] >= now || named[1] - named[0] > LONGEST_DAYS * DAY_MS)
      throw refuse(400, '10015', 'date_range', 'The value is unknown.');
    return [named[0], Math.min(named[1], now)];
  }
  const [start, end] = ['start_date', 'end_date'].map((name) => {
    const time = Date.parse(query.get(name) ?? '');
    if (Number.isNaN(time)) throw refuse(400, '10015', name, 'The value must be an ISO 8601 time.');
    return time;
  }) as [number, number];
  if (end <= start || end - start > LONGEST_DAYS * DAY_MS) throw refuse(400, '10015', 'end_date', 'The range must be of 31 days at most.');
  if (end > now) throw refuse(400, '10015', 'end_date', 'The end must not be in the future.');
  return [start, end];
}

type DetailRecord = ReturnType<typeof recordsOf>[number];

const METRIC: Readonly<Record<string, (records: readonly DetailRecord[]) => string | number>> = {
  cost: (records) => decimal(records.reduce<Money>((sum, { cost }) => sum + money(cost), 0)),
  count: (records) => records.length,
  completed: (records) => records.filter(({ status }) => status === 'completed').length,
};

const added = (records: readonly DetailRecord[], name: string): number =>
  records.reduce((sum, record) => sum + Number(Reflect.get(record, name) ?? 0), 0);

/** One row for each combination of the dimensions. */
function usage(call: Call): Reply {
  const product = call.query.get('product') ?? '';
  const metrics = METRICS[product];
  if (!metrics) throw refuse(400, '10015', 'product', `Available product values: ${Object.keys(METRICS).join(',')}.`);
  const dimensions = listed(call, 'dimensions', DIMENSIONS);
  const wanted = listed(call, 'metrics', metrics);
  const [start, end] = range(call);
  const size = positiveInteger(call.query, 'page[size]', 20, 5_000);
  const number = positiveInteger(call.query, 'page[number]', 1, 1_000_000);

  const rows = new Map<string, { readonly key: object; readonly records: DetailRecord[] }>();
  for (const record of recordsOf(call, RECORD_TYPES[product] ?? '')) {
    const createdAt = Date.parse(record.created_at);
    if (createdAt < start || createdAt >= end) continue;
    const key = Object.fromEntries(
      dimensions.map((name) => [name, name === 'date' ? record.created_at.slice(0, 10) : (Reflect.get(record, name) as unknown)]),
    );
    const row = rows.get(JSON.stringify(key)) ?? { key, records: [] };
    row.records.push(record);
    rows.set(JSON.stringify(key), row);
  }
  const all = [...rows.values()].map(({ key, records }) => ({
    ...key,
    product,
    ...Object.fromEntries(wanted.map((name) => [name, METRIC[name]?.(records) ?? added(records, name)])),
  }));
  const meta = { page_number: number, page_size: size, total_pages: Math.ceil(all.length / size), total_results: all.length };
  return { status: 200, body: { data: all.slice((number - 1) * size, number * size), meta } };
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** The numbers of the account: what they cost by the month, and those bought in the range once. */
function charges({ account, query }: Call): Reply {
  const [start_date = '', end_date = ''] = ['start_date', 'end_date'].map((name) => {
    const value = query.get(name);
    if (value === undefined) throw refuse(400, '10004', name, `The '${name}' parameter is required.`);
    if (!DATE.test(value) || Number.isNaN(Date.parse(value))) throw refuse(422, '10015', name, 'The value must be a date.');
    return value;
  });
  const days = (Date.parse(end_date) - Date.parse(start_date)) / DAY_MS;
  if (days <= 0 || days > LONGEST_DAYS) throw refuse(422, '10015', 'end_date', 'The range must be of 31 days at most.');
  const owned = [...account.numbers.values()].map(({ offer, row }) => ({ offer, boughtOn: String(row['purchased_at']).slice(0, 10) }));
  const fresh = owned.filter(({ boughtOn }) => boughtOn >= start_date && boughtOn < end_date);
  const existing = owned.filter(({ boughtOn }) => boughtOn < start_date);
  const sum = (numbers: typeof owned, price: 'monthly' | 'upfront') => numbers.reduce<Money>((total, { offer }) => total + offer[price], 0);
  const [new_mrc, new_otc, existing_mrc] = [sum(fresh, 'monthly'), sum(fresh, 'upfront'), sum(existing, 'monthly')];
  return data({
    user_id: account.organizationId,
    user_email: 'owner@example.com',
    currency: 'USD',
    start_date,
    end_date,
    summary: {
      lines: [
        {
          type: 'comparative',
          name: 'Phone numbers',
          alias: 'phone_numbers',
          new_this_month: { mrc: decimal(new_mrc), otc: decimal(new_otc), quantity: fresh.length },
          existing_this_month: { mrc: decimal(existing_mrc), otc: null, quantity: existing.length },
        },
      ],
      adjustments: [],
    },
    total: {
      credits: '0.00',
      existing_mrc: decimal(existing_mrc),
      new_mrc: decimal(new_mrc),
      new_otc: decimal(new_otc),
      other: '0.00',
      ledger_adjustments: '0.00',
      grand_total: decimal(new_mrc + new_otc + existing_mrc),
    },
  });
}

export const spendRoutes: Routes = {
  'GET /usage_reports/options': options,
  'GET /usage_reports': usage,
  'GET /charges_summary': charges,
};
