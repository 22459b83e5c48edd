import { z } from 'zod';
import { DisclosedRecord, field } from '../../../shared/mcp/tool/index.ts';
import { decimal, sumOf } from './money.ts';

const Kinds = { product_dimensions: field.texts(), product_metrics: field.texts() };

/** A product whose usage Telnyx sums up, and what it can be asked for. */
export const Product = z.object({ product: field.text(), ...Kinds, record_types: field.list(z.object(Kinds)) });
type Product = z.output<typeof Product>;

export const Row = DisclosedRecord;
type Row = z.output<typeof Row>;

const isCost = (metric: string) => /(?:^|_)cost$/.test(metric);

/** Amounts that say how much was used, where a product has them. */
const AMOUNTS = ['count', 'completed', 'parts', 'billed_sec', 'call_sec', 'prompt_tokens', 'completion_tokens', 'number_of_characters'];

interface Question {
  readonly product: string;
  readonly dimension: string;
  readonly costs: readonly string[];
  readonly amounts: readonly string[];
}

/** @returns how to ask for the cost of a product; undefined where it has none */
export function questionFor({ product, record_types = [], ...own }: Product): Question | undefined {
  const kinds = [own, ...record_types].find(({ product_metrics = [] }) => product_metrics.some(isCost));
  if (product === undefined || kinds === undefined) return undefined;
  const { product_dimensions: dimensions = [], product_metrics: metrics = [] } = kinds;
  return {
    product,
    // One is obligatory. With the currency, the answer is one row.
    dimension: ['currency', 'date'].find((name) => dimensions.includes(name)) ?? dimensions[0] ?? 'date',
    costs: metrics.filter(isCost),
    amounts: AMOUNTS.filter((name) => metrics.includes(name)),
  };
}

export const Usage = z.object({ product: field.text(), cost: field.text(), currency: field.text() }).catchall(z.unknown());

/** Telnyx writes money as a number, a text, or an object with the amount. */
function numberOf(value: unknown): string | number | undefined {
  if (typeof value === 'object' && value !== null && 'amount' in value) return numberOf(value.amount);
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' ? value : undefined;
}

const isReadable = (value: unknown) => value === undefined || Number.isFinite(Number(numberOf(value) ?? NaN));

/** Whether every cost in these rows is a number. A row may have none. */
export const costsReadable = ({ costs }: Question, rows: readonly Row[]): boolean =>
  rows.every((row) => costs.every((name) => isReadable(row[name])));

/**
 * The rows of a product summed up, by currency. Without any use there is none.
 *
 * @param usual the currency of rows that name none
 */
export function usageOf({ product, costs, amounts }: Question, rows: readonly Row[], usual: string | undefined) {
  const currencyOf = (row: Row) => {
    const inside = costs
      .map((name) => row[name])
      .find((cost): cost is { currency: unknown } => typeof cost === 'object' && cost !== null && 'currency' in cost);
    const currency = row['currency'] ?? inside?.currency;
    return typeof currency === 'string' ? currency : usual;
  };
  return [...new Set(rows.map(currencyOf))].flatMap((currency) => {
    const same = rows.filter((row) => currencyOf(row) === currency);
    const total = (name: string) => sumOf(same.map((row) => numberOf(row[name])));
    const cost = costs.map(total).reduce((sum, part) => sum + part, 0n);
    const used = amounts.map((name) => [name, Number(decimal(total(name)))] as const).filter(([, amount]) => amount !== 0);
    if (cost === 0n && used.length === 0) return [];
    return [{ product, cost: decimal(cost), ...(currency !== undefined && { currency }), ...Object.fromEntries(used) }];
  });
}
