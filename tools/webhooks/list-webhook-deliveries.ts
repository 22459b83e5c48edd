import { z } from 'zod';
import { defineTool, DisclosedRecord, field, ListOf, OpenRecord, pageOf, pageQuery, paging, path } from '../../shared/mcp/tool/index.ts';

/** A delivery. `payload` is open because each kind of event has its own. */
const deliveryOf = <Payload extends z.ZodType>(payload: Payload) =>
  z.object({
    id: field.text(),
    status: field.text(),
    started_at: field.text(),
    finished_at: field.text(),
    webhook: field.object({
      event_type: field.text(),
      id: field.text(),
      occurred_at: field.text(),
      payload: payload.optional().catch(undefined),
    }),
    attempts: field.list(
      z.object({
        status: field.text(),
        http: field.object({ request: field.object({ url: field.text() }), response: field.object({ status: field.count() }) }),
        errors: field.list(z.number()),
      }),
    ),
  });

/** Media of texts and recordings of calls: their links expire within minutes and are useless without their signature. */
const LINKS = ['', 'payload.', 'data.payload.'].flatMap((inside) =>
  ['media.url', 'recording_urls', 'public_recording_urls'].map((link) => `data.webhook.payload.${inside}${link}`),
);

export const listWebhookDeliveries = defineTool({
  name: 'list_webhook_deliveries',
  title: 'List what happened',
  risk: 'read',
  description:
    'List events of calls and messages (call.initiated, call.answered, call.hangup, message.received, message.finalized, …) with their data. ' +
    'Only of those with a webhook URL.',
  input: z.object({
    event_type: z
      .string()
      .regex(/^[a-z0-9_.]{1,64}(,[a-z0-9_.]{1,64}){0,19}$/, 'Expected event types joined with commas, such as call.initiated,call.hangup.')
      .optional()
      .describe('Comma list'),
    status: z.enum(['delivered', 'failed']).optional(),
    webhook_contains: z.string().min(1).max(512).optional().describe('Such as a call_control_id'),
    attempts_contains: z.string().min(1).max(512).optional(),
    started_after: field.Timestamp.optional(),
    started_before: field.Timestamp.optional(),
    finished_after: field.Timestamp.optional(),
    finished_before: field.Timestamp.optional(),
    ...paging(),
  }),
  output: ListOf(deliveryOf(OpenRecord)),
  strangersWrote: () => true,
  links: LINKS,
  run: (input, { telnyx }) =>
    telnyx.get(path`/webhook_deliveries`, {
      query: {
        'filter[status][eq]': input.status,
        'filter[event_type]': input.event_type,
        'filter[webhook][contains]': input.webhook_contains,
        'filter[attempts][contains]': input.attempts_contains,
        'filter[started_at][gte]': input.started_after,
        'filter[started_at][lte]': input.started_before,
        'filter[finished_at][gte]': input.finished_after,
        'filter[finished_at][lte]': input.finished_before,
        ...pageQuery(input),
      },
      answer: pageOf(deliveryOf(DisclosedRecord)),
    }),
});
