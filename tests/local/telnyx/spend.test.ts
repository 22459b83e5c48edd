import { describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const sim = useSimulator();

const send = (to: string) => sim.api('POST', '/messages', { from: '+13125550100', to, text: 'hello' });
const DAY = 'start_date=2026-07-15T00:00:00Z&end_date=2026-07-15T12:00:02Z';
const report = async (query: string) => (await sim.api('GET', `/usage_reports?${query}`)).json;

describe('usage reports', () => {
  test('say of each product what it can be asked for', async () => {
    const { data } = (await sim.api('GET', '/usage_reports/options')).json;
    expect(data[0]).toMatchObject({ product: 'messaging', product_metrics: ['cost', 'count', 'parts'] });
  });

  test('sum up the records of a range, by each dimension', async () => {
    await send('+13125550142');
    await send('+13125550143');
    await sim.advance(2000);
    expect((await report(`product=messaging&dimensions=currency&metrics=cost,count&${DAY}`)).data).toEqual([
      { product: 'messaging', currency: 'USD', cost: '0.014', count: 2 },
    ]);
    const before = DAY.replaceAll('07-15', '07-14');
    expect((await report(`product=messaging&dimensions=date&metrics=cost&${before}`)).data).toEqual([]);
    expect((await report(`product=fax-api&dimensions=date&metrics=cost&${DAY}`)).data).toEqual([]);
  });

  test('take a range by its name, too', async () => {
    await send('+13125550142');
    await sim.advance(2000);
    const asked = 'product=messaging&dimensions=currency&metrics=count&date_range=';
    expect((await report(`${asked}today`)).data).toEqual([{ product: 'messaging', currency: 'USD', count: 1 }]);
    expect((await report(`${asked}yesterday`)).data).toEqual([]);
  });

  test.each([
    ['product=messaging&dimensions=date&metrics=cost&date_range=ever', 'date_range'],
    ['product=pigeon&dimensions=date&metrics=cost', 'product'],
    ['product=messaging&metrics=cost', 'dimensions'],
    ['product=messaging&dimensions=date&metrics=feathers', 'metrics'],
    ['product=messaging&dimensions=date&metrics=cost&start_date=soon', 'start_date'],
    ['product=messaging&dimensions=date&metrics=cost&start_date=2026-05-01T00:00:00Z&end_date=2026-06-02T00:00:00Z', 'end_date'],
    ['product=messaging&dimensions=date&metrics=cost&start_date=2026-07-15T00:00:00Z&end_date=2026-07-16T00:00:00Z', 'end_date'],
  ])('refuse %s', async (query, parameter) => {
    expect((await report(query)).errors).toMatchObject([{ source: { parameter } }]);
  });
});

describe('monthly charges', () => {
  const charges = async (query: string) => (await sim.api('GET', `/charges_summary?${query}`)).json;

  test('are those of the numbers of the account', async () => {
    const { data } = await charges('start_date=2026-07-01&end_date=2026-08-01');
    expect(data.summary.lines).toMatchObject([{ name: 'Phone numbers', new_this_month: { otc: expect.any(String) } }]);
    expect(Number(data.total.grand_total)).toBeGreaterThan(0);
  });

  test.each([
    ['start_date=2026-07-01', 'end_date'],
    ['start_date=today&end_date=2026-08-01', 'start_date'],
    ['start_date=2026-06-01&end_date=2026-08-01', 'end_date'],
  ])('refuse %s', async (query, parameter) => {
    expect((await charges(query)).errors).toMatchObject([{ source: { parameter } }]);
  });
});
