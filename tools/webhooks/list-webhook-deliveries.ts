import { z } from 'zod';
import {
  attempted,
  defineTool,
  field,
  insteadOfNothing,
  isComplete,
  ListOf,
  pageOf,
  pageQuery,
  paging,
  path,
  withRecords,
  type ToolContext,
} from '../../shared/mcp/tool/index.ts';
import { compact, Delivery, Event, strangersWrote } from './support/delivery.ts';
import { EventTypes } from './support/event-types.ts';

/** Media of texts and recordings of calls: their links expire within minutes and are useless without their signature. */
const LINKS = ['media.url', 'recording_urls', 'public_recording_urls'].map((link) => `data.payload.${link}`);

const Deliveries = pageOf(Delivery);

export const listWebhookDeliveries = defineTool({
  name: 'list_webhook_deliveries',
  title: 'List webhook deliveries',
  risk: 'read',
  description:
    'List events of calls and messages: call.initiated, call.answered, call.hangup, message.received, message.finalized, … ' +
    'Only those with a webhook URL, newest first. Also why a delivery failed.',
  input: z.object({
    event_type: EventTypes.optional(),
    status: z.enum(['delivered', 'failed']).optional(),
    webhook_contains: z.string().min(1).max(512).optional().describe('E.g. call_control_id'),
    attempts_contains: z.string().min(1).max(512).optional(),
    started_after: field.Timestamp.optional().describe('ISO 8601'),
    started_before: field.Timestamp.optional(),
    finished_after: field.Timestamp.optional(),
    finished_before: field.Timestamp.optional(),
    ...paging(),
  }),
  rare: ['finished_after', 'finished_before'],
  output: ListOf(Event).extend({ found_nothing: field.text().describe('Why, and what there is') }),
  strangersWrote: ({ data }) => data.some(strangersWrote),
  links: LINKS,
  run: async (input, { telnyx }) => {
    const asked = [...new Set((input.event_type ?? []).flatMap(namesOf))].join(',');
    const period = {
      'filter[started_at][gte]': input.started_after,
      'filter[started_at][lte]': input.started_before,
      'filter[finished_at][gte]': input.finished_after,
      'filter[finished_at][lte]': input.finished_before,
    };
    const found = await telnyx.get(path`/webhook_deliveries`, {
      query: {
        'filter[status][eq]': input.status,
        'filter[event_type]': asked === '' ? undefined : asked,
        'filter[webhook][contains]': input.webhook_contains,
        'filter[attempts][contains]': input.attempts_contains,
        ...period,
        ...pageQuery(input),
      },
      answer: Deliveries,
    });
    if (found.data.length > 0 || !isComplete(found) || input.page > 1) return withRecords(found, compact);
    const { webhook_contains, attempts_contains } = input;
    const filters = Object.entries({ event_type: asked || undefined, status: input.status, webhook_contains, attempts_contains });
    const words = filters.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
    if (words.length === 0) return { ...found, data: [], found_nothing: await whyNone(telnyx) };
    const everything = telnyx.get(path`/webhook_deliveries`, {
      query: { ...period, ...pageQuery({ page: 1, page_size: 50 }) },
      answer: Deliveries,
    });
    const { text, empty } = await insteadOfNothing('delivery', words, ['webhook.event_type', 'status'], everything);
    const why = empty || (await isOfOtherKind(input.event_type, everything)) ? ` ${await whyNone(telnyx)}` : '';
    return { ...found, data: [], found_nothing: `${text}${why}` };
  },
});

/** Applications with webhook_api_version 1 write events of calls in another way: call_initiated, playback_started, dtmf. */
const OF_VERSION_1: Readonly<Record<string, string>> = { 'call.dtmf.received': 'dtmf' };

/** Every name that an event has in either version of Telnyx's API, the given one first. */
function namesOf(event: string): string[] {
  const dotted = event.includes('.')
    ? [event]
    : [event.replaceAll('_', '.'), ...(/^(call|conference|message)_/.test(event) ? [] : [`call.${event.replaceAll('_', '.')}`])];
  const underscored = dotted.flatMap((name) => [
    name.replaceAll('.', '_'),
    // Only events that are not of the call itself lost its name: call.playback.started was playback_started.
    ...(/^call\.\w+\.\w/.test(name) ? [name.slice('call.'.length).replaceAll('.', '_')] : []),
    ...(OF_VERSION_1[name] === undefined ? [] : [OF_VERSION_1[name]]),
  ]);
  return [...new Set([event, ...dotted, ...(event === 'dtmf' ? ['call.dtmf.received'] : []), ...underscored])];
}

/** `call.initiated` and `call_initiated` are events of calls, `message.received` one of messages. */
const kindOf = (eventType: string | undefined) => eventType?.split(/[._]/)[0];

/** Whether all events that are there are of other kinds: those that were asked for may go nowhere. */
async function isOfOtherKind(asked: readonly string[] = [], there: Promise<z.output<typeof Deliveries>>): Promise<boolean> {
  const looked = await attempted(there);
  if (asked.length === 0 || 'error' in looked) return false;
  const kinds = asked.map(kindOf);
  return !looked.value.data.some(({ webhook }) => kinds.includes(kindOf(webhook?.event_type)));
}

const Sender = z.object({
  id: field.text(),
  name: field.text(),
  application_name: field.text(),
  webhook_url: field.text(),
  webhook_event_url: field.text(),
  webhook_api_version: field.text(),
});
const Senders = pageOf(Sender);

/** Names the applications and profiles whose events go nowhere: the commonest cause of an empty list. */
async function whyNone(telnyx: ToolContext['telnyx']): Promise<string> {
  const query = pageQuery({ page: 1, page_size: 50 });
  const looked = await Promise.all([
    attempted(telnyx.get(path`/call_control_applications`, { query, answer: Senders })),
    attempted(telnyx.get(path`/messaging_profiles`, { query, answer: Senders })),
  ]);
  const all = looked.flatMap((one) => ('error' in one ? [] : one.value.data));
  const silent = all.filter(({ webhook_url, webhook_event_url }) => !webhook_url && !webhook_event_url);
  const old = all.filter((one) => !silent.includes(one) && one.webhook_api_version === '1');
  const sentences = [
    silent.length === 0
      ? 'Only events that had a webhook URL when they happened are here.'
      : `No webhook URL: ${namesOfSenders(silent)}. Their events are not here; set one with update_messaging_profile or update_call_control_application.`,
    ...(old.length === 0
      ? []
      : [`With webhook_api_version 1, so that events are called call_initiated and so on: ${namesOfSenders(old)}.`]),
  ];
  return sentences.join(' ');
}

const namesOfSenders = (senders: readonly z.output<typeof Sender>[]) =>
  senders
    .slice(0, 10)
    .map(({ id, name, application_name }) => name ?? application_name ?? id)
    .join(', ');
