import { expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const MINE = '+13125550100';
const THEIRS = '+13125550142';
const URL = 'https://hooks.example.com/sms';

const sim = useSimulator();

const list = async (query = '') => (await sim.api('GET', `/webhook_deliveries?${query}`)).json;
const types = async (query?: string) =>
  (await list(query)).data.map(({ webhook }: { webhook: { event_type: string } }) => webhook.event_type);
const send = (fields: object = {}) => sim.api('POST', '/messages', { from: MINE, to: THEIRS, text: 'hello', ...fields });

test('tell what became of a message, newest first, as it was then', async () => {
  const { id } = (await send({ webhook_url: URL })).json.data;
  expect(await types()).toEqual([]);
  await sim.advance(1500);
  const { data, meta } = await list();
  expect(meta).toEqual({ page_number: 1, page_size: 20, total_pages: 1, total_results: 2 });
  expect(data).toMatchObject([
    { status: 'delivered', webhook: { event_type: 'message.finalized', payload: { id, to: [{ status: 'delivered' }] } } },
    {
      record_type: 'webhook_delivery',
      status: 'delivered',
      started_at: '2026-07-15T12:00:00.500Z',
      webhook: {
        record_type: 'event',
        event_type: 'message.sent',
        occurred_at: '2026-07-15T12:00:00.500Z',
        payload: { to: [{ status: 'sent' }] },
      },
      attempts: [{ status: 'delivered', http: { request: { url: URL }, response: { status: 200 } }, errors: [] }],
    },
  ]);
});

test('are none without a URL', async () => {
  await send();
  await sim.control('POST', '/messages/inbound', { from: THEIRS, to: MINE, text: 'hi' });
  await sim.advance(5000);
  expect(await types()).toEqual([]);
});

test('tell of received messages, by the URL of the profile', async () => {
  const [{ id }] = (await sim.api('GET', '/messaging_profiles')).json.data;
  await sim.api('PATCH', `/messaging_profiles/${id}`, { webhook_url: URL });
  await sim.control('POST', '/messages/inbound', { from: THEIRS, to: MINE, text: 'Yes' });
  expect((await list()).data).toMatchObject([{ webhook: { event_type: 'message.received', payload: { text: 'Yes' } } }]);
});

test('fail three times at a host that cannot exist, then go to the failover', async () => {
  await send({ webhook_url: 'https://gone.invalid/x' });
  await send({ webhook_url: 'https://gone.invalid/x', webhook_failover_url: URL });
  await sim.advance(500);
  const { data } = await list('filter[status][eq]=failed');
  expect(data).toHaveLength(1);
  expect(data[0].attempts).toHaveLength(3);
  expect(data[0].attempts[0]).toMatchObject({ status: 'failed', errors: [expect.any(Number)] });
  const rescued = (await list(`filter[attempts][contains]=${encodeURIComponent(URL)}`)).data;
  expect(rescued).toHaveLength(1);
  expect(rescued[0].attempts.map(({ status }: { status: string }) => status)).toEqual(['failed', 'failed', 'failed', 'delivered']);
});

test('are filtered by type, content and time, and paged', async () => {
  const { id } = (await send({ webhook_url: URL })).json.data;
  await send({ webhook_url: URL });
  await sim.advance(60_000);
  expect(await types('filter[event_type]=message.sent,call.initiated')).toEqual(['message.sent', 'message.sent']);
  expect(await types(`filter[webhook][contains]=${id}`)).toEqual(['message.finalized', 'message.sent']);
  expect(await types('filter[started_at][gte]=2026-07-15T14:00:01%2B02:00')).toEqual(['message.finalized', 'message.finalized']);
  expect(await types('filter[finished_at][lte]=2026-07-15T12:00:01Z')).toEqual(['message.sent', 'message.sent']);
  expect((await list('page[size]=3&page[number]=2')).data).toHaveLength(1);
  expect((await sim.api('GET', '/webhook_deliveries?filter[started_at][gte]=noon')).status).toBe(422);
  expect((await sim.api('GET', '/webhook_deliveries?filter[status][eq]=nope')).json.errors[0]).toMatchObject({ code: '10032' });
  expect((await sim.api('GET', '/webhook_deliveries?filter[colour]=red')).json.errors[0]).toMatchObject({ code: '10015' });
});
