import { listWebhookDeliveries } from '../../tools/webhooks/list-webhook-deliveries.ts';
import { HOOK, newApplication } from './support/account.ts';
import { given, ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(listWebhookDeliveries, {
  requests: ['GET /webhook_deliveries'],
  answers: [{ data: [{ webhook: { event_type: 'call.hangup' } }] }],
  calls: {
    least: { args: {} },
    full: {
      args: {
        event_type: ['message.received', 'call.initiated'],
        status: 'failed',
        webhook_contains: 'v3:abc&x=1',
        attempts_contains: 'https://fallback.example.com/webhooks',
        started_after: '2026-07-01T00:00:00Z',
        started_before: '2026-07-01T02:00:00+02:00',
        finished_after: '2026-07-01T00:00:00Z',
        finished_before: '2026-07-01T00:00:00Z',
        page: 2,
        page_size: 250,
      },
    },
    'text that looks like a query': { args: { webhook_contains: '"]&page[size]=1000#', page_size: 1 } },
  },
  refused: { 'a page too large': { page_size: 251 }, 'no moment': { started_after: "2026-07-01' or 1=1" } },
  needs: ['telnyx.read'],
  besides: ['GET /call_control_applications', 'GET /messaging_profiles'],
  alsoTaken: { event_type: (value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value) },
  steps: [
    {
      after: ['update_phone_number, so that it takes calls'],
      args: async ({ control }) => {
        const { call_control_id } = await control('/calls/inbound', { from: '+13125550142', to: '+13125550100' });
        return { event_type: ['call.initiated'], webhook_contains: call_control_id };
      },
      shows: { data: [{ event_type: 'call.initiated', payload: { direction: 'incoming' } }] },
    },
  ],
  proofs: {
    'GET /webhook_deliveries': async (sdk) => {
      const { id } = await newApplication(sdk, 'events');
      const { data: call } = await sdk.client.calls.dial({ connection_id: given(id), from: '+13125550100', to: '+13125550142' });
      await sdk.advance(15_000);
      const page = await sdk.client.webhookDeliveries.list({ filter: { event_type: 'call_initiated,call_answered' }, 'page[size]': 50 });
      const mine = page.data.filter(({ webhook }) => webhook?.payload?.['call_control_id'] === given(call).call_control_id);
      sdk.expect(mine.map(({ webhook }) => webhook?.event_type).sort()).toEqual(['call_answered', 'call_initiated']);
      sdk.holds(mine[0], { record_type: 'webhook_delivery', status: 'delivered', started_at: ISO_TIME, finished_at: ISO_TIME });
      sdk.expect(mine[0]?.attempts?.[0]?.http).toMatchObject({ request: { url: HOOK }, response: { status: 200 } });
    },
  },
});
