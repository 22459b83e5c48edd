import type { CallLeg } from '../state/call.ts';
import { countryOf } from '../state/countries.ts';
import { iso } from '../state/ids.ts';
import { decimal } from '../state/money.ts';

const SECONDS_PER_MINUTE = 60;

/** One ended leg as a detail record. The document has no such type; the fields are those of Telnyx's records of WebRTC calls. */
export function callRecord(leg: CallLeg) {
  const { answeredAt, startedAt, endedAt = startedAt } = leg;
  const seconds = answeredAt === undefined ? 0 : Math.ceil((endedAt - answeredAt) / 1000);
  return {
    record_type: 'call-control',
    id: leg.legId,
    user_id: leg.account.organizationId,
    call_control_id: leg.id,
    call_leg_id: leg.legId,
    call_session_id: leg.sessionId,
    connection_id: leg.connectionId,
    connection_name: leg.connectionName,
    direction: leg.direction === 'outgoing' ? 'outbound' : 'inbound',
    status: answeredAt === undefined ? 'failed' : 'completed',
    cli: leg.from,
    cld: leg.to,
    country_code: countryOf(leg.direction === 'outgoing' ? leg.to : leg.from) ?? '',
    call_sec: seconds,
    billed_sec: leg.minutes * SECONDS_PER_MINUTE,
    rate: decimal(leg.minutePrice, 4),
    rate_measured_in: 'minutes',
    cost: decimal(leg.minutePrice * leg.minutes, 4),
    currency: 'USD',
    hangup_cause: leg.hangupCause ?? '',
    hangup_source: leg.hangupSource ?? '',
    created_at: iso(startedAt),
    started_at: iso(startedAt),
    ...(answeredAt !== undefined && { answered_at: iso(answeredAt) }),
    finished_at: iso(endedAt),
  };
}
