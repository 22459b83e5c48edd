import type { Collection } from '../collection.ts';
import { listReply, passes } from '../collection.ts';
import { refuse } from '../errors.ts';
import type { Route } from '../operation.ts';
import type { Filter } from '../query.ts';
import { iso } from '../state/ids.ts';
import type { WebhookDelivery } from '../state/webhook-delivery.ts';
import { attemptsText, eventText, wireDelivery } from '../state/webhook-delivery.ts';

/** Compared as times, whatever zone the filter is written in; 422 for what is no time. */
function moment(at: number, filter: Filter): boolean {
  const wanted = Date.parse(filter.value);
  if (Number.isNaN(wanted)) throw refuse(422, '10015', filter.key, 'The value must be an ISO 8601 time.');
  return passes(iso(at), { ...filter, value: iso(wanted) });
}

const DELIVERIES: Collection<WebhookDelivery> = {
  filters: {
    status: ({ status }, filter) => passes(status, filter),
    event_type: ({ event }, filter) => filter.value.split(',').includes(event.type),
    webhook: (delivery, filter) => passes(eventText(delivery), filter),
    attempts: (delivery, filter) => passes(attemptsText(delivery), filter),
    started_at: ({ startedAt }, filter) => moment(startedAt, filter),
    finished_at: ({ finishedAt }, filter) => moment(finishedAt, filter),
  },
  sorts: { started_at: ({ startedAt }) => startedAt },
  usualSort: '-started_at',
  maxPageSize: 250,
};

export const webhookDeliveryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/webhook_deliveries',
    handle: (call) =>
      // Newest first, also among those of the same moment.
      listReply(call, call.account.deliveries.toReversed(), DELIVERIES, (delivery) => wireDelivery(delivery, call.account.organizationId)),
  },
];
