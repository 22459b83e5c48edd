import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';
import { decimal, sumOf } from './money.ts';

const Month = field.object({ mrc: field.text(), otc: field.text(), quantity: field.count() });

/** What Telnyx charges beside usage: numbers and services by the month, and once. */
export const Charges = z.object({
  currency: field.text(),
  total: field.object({
    grand_total: field.text(),
    existing_mrc: field.text(),
    new_mrc: field.text(),
    new_otc: field.text(),
    other: field.text(),
    credits: field.text(),
    ledger_adjustments: field.text(),
  }),
  summary: field.object({
    lines: field.list(
      z.object({
        name: field.text(),
        alias: field.text(),
        amount: field.text(),
        quantity: field.count(),
        new_this_month: Month,
        existing_this_month: Month,
      }),
    ),
    adjustments: field.list(z.object({ amount: field.text(), description: field.text() })),
  }),
});

export const Fees = field.object({
  total: field.text(),
  currency: field.text(),
  monthly: field.text(),
  one_time: field.text(),
  other: field.text(),
  credits: field.text(),
  adjustments: field.text(),
  lines: field.list(z.object({ name: field.text(), amount: field.text(), quantity: field.count() })),
});

const isMoney = (amount: string | undefined) => amount !== undefined && sumOf([amount]) !== 0n;

/** Fees in few words: what is zero is left out. */
export function feesOf({ currency, total = {}, summary }: z.output<typeof Charges>): z.input<typeof Fees> {
  const parts = {
    monthly: decimal(sumOf([total.existing_mrc, total.new_mrc])),
    one_time: total.new_otc,
    other: total.other,
    credits: total.credits,
    adjustments: total.ledger_adjustments,
  };
  const lines = summary?.lines?.map(({ name, alias, amount, quantity, new_this_month: fresh, existing_this_month: existing }) => ({
    name: name ?? alias,
    amount: amount ?? decimal(sumOf([fresh?.mrc, fresh?.otc, existing?.mrc])),
    quantity: quantity ?? (fresh?.quantity ?? 0) + (existing?.quantity ?? 0),
  }));
  return {
    total: total.grand_total,
    currency,
    ...Object.fromEntries(Object.entries(parts).filter(([, amount]) => isMoney(amount))),
    lines: lines?.filter(({ amount }) => isMoney(amount)),
  };
}
