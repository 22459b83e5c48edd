import { refuse } from '../errors.ts';
import type { Filter } from '../list.ts';
import { listReply } from '../list.ts';
import type { Call, Reply, Routes } from '../operation.ts';
import type { CallEvent, CallLeg } from '../state/call.ts';
import { iso } from '../state/row.ts';

const DAY_MS = 24 * 3600_000;

/** Events in the order in which they happened; of the last 24 hours where neither leg nor session is named. */
function listEvents(call: Call): Reply {
  const { account, now, query } = call;
  const asksFor = (name: string) => query.filters.filter(({ field }) => field === name);
  const [first, second] = asksFor('occurred_at');
  if (second) throw refuse(422, '10015', second.key, 'Only one filter[occurred_at] can be passed.');
  const isNamed = asksFor('leg_id').length + asksFor('application_session_id').length > 0;
  const since = isNamed || first ? '' : iso(now - DAY_MS);
  const events = account.callEvents.filter(({ row }) => row.event_timestamp >= since);
  const legs = new Map(events.map(({ row, leg }) => [row, leg]));
  const ofLeg =
    (read: (plan: CallLeg['plan']) => string | undefined) =>
    (row: CallEvent['row'], { value }: Filter) => {
      const leg = legs.get(row);
      return leg !== undefined && read(leg.plan) === value;
    };
  return listReply(
    call,
    events.map(({ row }) => row),
    'event_timestamp',
    {
      ...{ leg_id: 'call_leg_id', application_session_id: 'call_session_id', occurred_at: 'event_timestamp' },
      from: ofLeg(({ from }) => from),
      to: ofLeg(({ to }) => to),
      connection_id: ofLeg(({ application }) => application.connectionId),
      product: ofLeg(({ product = 'call_control' }) => product),
      // These three are for other lists of the same filter.
      ...{ status: () => true, failed: () => true, application_name: () => true },
    },
  );
}

export const callEventRoutes: Routes = { 'GET /call_events': listEvents };
