import { getSpend } from '../../tools/account/get-spend.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const PRODUCTS = [{ product: 'messaging', product_dimensions: ['date', 'currency'], product_metrics: ['cost', 'count'] }];

export const record = defineRecord(getSpend, {
  requests: ['GET /usage_reports/options', 'GET /charges_summary', 'GET /usage_reports'],
  answers: [
    { data: PRODUCTS },
    { data: { currency: 'USD', total: { grand_total: '3.00' } } },
    { data: [{ cost: '1.00', currency: 'USD' }] },
  ],
  gathers: true,
  calls: {
    least: { args: {} },
    full: { args: { period: 'last_31_days' } },
  },
  refused: { 'more than Telnyx reports at once': { period: 'last_32_days' }, 'a key of the query': { period: 'today&product=fax' } },
  needs: ['telnyx.read'],
  steps: [
    {
      // The simulator's clock is ahead of the app's by now, so what was used lies after the period.
      args: { period: 'last_2_days' },
      says: 'Usage of 1 of 3 products',
      shows: { products_asked: 3, fees: { currency: 'USD', lines: [{ name: 'Phone numbers' }] } },
    },
  ],
  proofs: {
    'GET /usage_reports/options': async ({ client, expect }) => {
      const { data = [] } = await client.usageReports.getOptions();
      expect(data.map(({ product }) => product)).toContain('messaging');
      expect(data[0]).toMatchObject({
        product_dimensions: expect.arrayContaining(['currency']),
        product_metrics: expect.arrayContaining(['cost']),
      });
    },
    'GET /usage_reports': async ({ client, advance, expect }) => {
      const { data } = await client.messages.send({ from: '+13125550100', to: '+13125550143', text: 'Hello' });
      await advance(120_000);
      const at = Date.parse(given(data?.received_at));
      const page = await client.usageReports.list({
        product: 'messaging',
        dimensions: ['currency'],
        metrics: ['cost', 'count'],
        start_date: new Date(at - 60_000).toISOString(),
        end_date: new Date(at + 60_000).toISOString(),
      });
      expect(page.data).toEqual([
        expect.objectContaining({ product: 'messaging', currency: 'USD', cost: expect.stringMatching(/^\d+\.\d{2,}$/) }),
      ]);
    },
    'GET /charges_summary': async ({ client, holds, expect }) => {
      const { data } = await client.chargesSummary.retrieve({ start_date: '2026-01-01', end_date: '2026-02-01' });
      holds(data, { currency: 'USD', start_date: '2026-01-01', end_date: '2026-02-01' });
      expect(data.total.grand_total).toMatch(/^\d+\.\d\d$/);
    },
  },
});
