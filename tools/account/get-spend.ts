import { z } from 'zod';
import { attempted, defineTool, field, inBatches, isComplete, pageOf, pageQuery, path } from '../../shared/mcp/tool/index.ts';
import { Charges, Fees, feesOf } from './support/fees.ts';
import { decimal, sumOf } from './support/money.ts';
import { asOneWord, dateOf, PERIOD, periodNamed, timeOf } from './support/period.ts';
import { costsReadable, Product, questionFor, Row, Usage, usageOf } from './support/usage.ts';

/** Telnyx takes five requests for reports each second. */
const PACE = { size: 4, pauseMs: 800 };
/** No further product is asked for after this time, so that the call can still answer with those that were. */
const ENOUGH_MS = 40_000;

const Products = pageOf(Product).refine(({ data }) => data.length > 0);
const Rows = pageOf(Row);

const isWhole = (page: { readonly next_page?: number }) => page.next_page === undefined && isComplete(page);

export const getSpend = defineTool({
  name: 'get_spend',
  title: 'Get what was spent',
  risk: 'read',
  description:
    'Sum up what the account spent in a period: usage by product, fees of numbers and services. Single records: search_detail_records.',
  input: z.object({
    period: z
      .string()
      .overwrite(asOneWord)
      .regex(PERIOD, 'Expected today, yesterday, this_week, last_week, this_month, last_month, or last_N_days with N up to 31.')
      .default('this_month')
      .describe('today, yesterday, this_week, last_month, last_N_days (31 at most), …'),
  }),
  output: z.object({
    from: field.text(),
    until: field.text(),
    usage_totals: z.array(z.object({ cost: field.text(), currency: field.text() })),
    usage: z.array(Usage).describe('Products that were used'),
    products_asked: field.count(),
    fees: Fees.describe('Of the whole days, beside usage'),
    not_included: field.text(),
    incomplete: field.text(),
  }),
  timeoutMs: 55_000,
  run: async ({ period }, context) => {
    const { telnyx, clock, progress } = context;
    const startedAt = clock();
    const { from, until, end } = periodNamed(period, startedAt);
    progress('Asks which products Telnyx can report');
    const products = await telnyx.get(path`/usage_reports/options`, { answer: Products });
    const charges = await attempted(
      telnyx.get(path`/charges_summary`, {
        query: { start_date: dateOf(from), end_date: dateOf(end) },
        answer: field.data(Charges, 'total'),
      }),
    );
    const questions = products.data.flatMap((product) => questionFor(product) ?? []);
    let done = 0;
    const answers = await inBatches(context, questions, PACE, async (question) => {
      if (clock() - startedAt > ENOUGH_MS) return { question, late: true } as const;
      const { product, dimension, costs, amounts } = question;
      const answer = await attempted(
        telnyx.get(path`/usage_reports`, {
          query: {
            product,
            dimensions: [dimension],
            metrics: [...costs, ...amounts],
            start_date: timeOf(from),
            end_date: timeOf(until),
            ...pageQuery({ page: 1, page_size: 1_000 }),
          },
          answer: Rows,
        }),
      );
      progress(`Usage of ${(done += 1)} of ${questions.length} products`);
      return { question, ...answer } as const;
    });

    const read = answers.flatMap((answer) => ('value' in answer ? [answer] : []));
    const failed = answers.flatMap((answer) => ('error' in answer ? [answer] : []));
    const [first] = failed;
    if (first && read.length === 0) throw first.error;
    const usual = 'value' in charges ? charges.value.currency : undefined;
    const usage = read.flatMap(({ question, value }) => usageOf(question, value.data, usual));
    const late = answers.flatMap((answer) => ('late' in answer ? [answer.question.product] : []));
    const partly = read.flatMap(({ question, value }) => (isWhole(value) && costsReadable(question, value.data) ? [] : [question.product]));
    const missing = [
      ...failed.map(({ question, error }) => `${question.product} (${error.message.replace(/\.$/, '')})`),
      ...late.map((product) => `${product} (no time left)`),
      ...partly.map((product) => `a part of ${product}`),
      ...(isWhole(products) ? [] : ['products that Telnyx did not list']),
      ...('value' in charges && !isComplete(charges.value) ? ['a part of the fees'] : []),
      ...('error' in charges ? [`fees (${charges.error.message.replace(/\.$/, '')})`] : []),
    ];
    const currencies = [...new Set(usage.map(({ currency }) => currency))];
    const fees = 'value' in charges ? feesOf(charges.value) : undefined;
    return {
      from: timeOf(from),
      until: timeOf(until),
      usage_totals: currencies.map((currency) => ({
        cost: decimal(sumOf(usage.filter((one) => one.currency === currency).map(({ cost }) => cost))),
        currency,
      })),
      usage,
      products_asked: read.length,
      fees,
      not_included: `Taxes, payments, and usage that Telnyx has not priced yet.${'error' in charges ? ' Monthly fees of numbers.' : ''}`,
      ...(missing.length > 0 && { incomplete: `The sums are at least these. Missing: ${missing.join('; ')}.` }),
    };
  },
});
