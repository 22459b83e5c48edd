import type { Call } from './call.ts';

const LIST = { tool: 'list_webhook_deliveries', requests: ['GET /webhook_deliveries'], answers: [{ data: [] }] };
const MOMENT = '2026-07-01T00:00:00Z';

/** Calls of the tool for webhooks. */
export const WEBHOOK_CALLS: readonly Call[] = [
  { ...LIST, what: 'least', args: {} },
  {
    ...LIST,
    what: 'full',
    args: {
      event_type: 'message.received,call.initiated',
      status: 'failed',
      webhook_contains: 'v3:abc&x=1',
      attempts_contains: 'https://fallback.example.com/webhooks',
      started_after: MOMENT,
      started_before: '2026-07-01T02:00:00+02:00',
      finished_after: MOMENT,
      finished_before: MOMENT,
      page: 2,
      page_size: 250,
    },
  },
  { ...LIST, what: 'text that looks like a query', args: { webhook_contains: '"]&page[size]=1000#', page_size: 1 } },
];
