import { randomBytes, randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { remember } from './account.ts';
import type { Application } from './application.ts';
import { iso } from './row.ts';
import type { Money } from './money.ts';
import type { WebhookTarget } from './webhook-delivery.ts';
import { deliver } from './webhook-delivery.ts';

/** Words of call.hangup, from the document. */
type HangupCause = 'call_rejected' | 'normal_clearing' | 'originator_cancel' | 'timeout' | 'time_limit';
type HangupSource = 'caller' | 'callee' | 'unknown';

/** Something that is heard on a call, from a command on. `ms` is Infinity for an endless loop. */
export interface Sound {
  readonly kind: 'speak' | 'playback';
  readonly ms: number;
  /** What its events say besides ids. */
  readonly about: Readonly<Record<string, unknown>>;
}

/** One leg of a call: from ringing over answered to ended, never back. Times are milliseconds since 1970. */
export interface CallLeg {
  readonly account: Account;
  /** The call_control_id. */
  readonly id: string;
  readonly legId: string;
  readonly sessionId: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly from: string;
  readonly to: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly minutePrice: Money;
  readonly startedAt: number;
  readonly timeLimitMs: number;
  readonly recordingId: string | undefined;
  readonly detectsMachines: boolean;
  /** Played as soon as the call is answered. */
  readonly greeting: Sound | undefined;
  webhook: WebhookTarget;
  clientState: string | undefined;
  phase: 'ringing' | 'answered' | 'ended';
  answeredAt: number | undefined;
  endedAt: number | undefined;
  hangupCause: HangupCause | undefined;
  hangupSource: HangupSource | undefined;
  minutes: number;
  /** The leg that this one was dialled for by a transfer. */
  readonly origin: CallLeg | undefined;
  /** The legs that transfers of this one dialled. */
  readonly dialled: CallLeg[];
  /** The leg that it is talking with. */
  partner: CallLeg | undefined;
  /** Commands to it so far, by command_id. */
  readonly commands: Map<string, { readonly at: number; readonly reply: unknown }>;
  /** What plays (first) and waits, and what plays over it. */
  readonly queue: Sound[];
  readonly overlay: Sound[];
}

/** What a new leg needs to know; the rest begins empty. */
export type NewLeg = Pick<
  CallLeg,
  'account' | 'direction' | 'from' | 'to' | 'minutePrice' | 'startedAt' | 'timeLimitMs' | 'webhook' | 'clientState'
> &
  Partial<Pick<CallLeg, 'sessionId' | 'recordingId' | 'detectsMachines' | 'greeting' | 'origin'>> & {
    readonly application: Pick<CallLeg, 'connectionId' | 'connectionName'>;
  };

/** An account keeps this many legs. */
const MAX_LEGS = 10_000;

/** A ringing leg, known to its account. */
export function createLeg({ application, ...leg }: NewLeg): CallLeg {
  const created: CallLeg = {
    id: `v3:${randomBytes(36).toString('base64url')}`,
    legId: randomUUID(),
    sessionId: randomUUID(),
    recordingId: undefined,
    detectsMachines: false,
    greeting: undefined,
    origin: undefined,
    ...leg,
    connectionId: application.connectionId,
    connectionName: application.connectionName,
    dialled: [],
    phase: 'ringing',
    answeredAt: undefined,
    endedAt: undefined,
    hangupCause: undefined,
    hangupSource: undefined,
    minutes: 0,
    partner: undefined,
    commands: new Map(),
    queue: [],
    overlay: [],
  };
  remember(leg.account.calls, created, MAX_LEGS);
  created.origin?.dialled.push(created);
  return created;
}

/** What a leg takes over from the application it is made with. */
export const fromApplication = (application: Application) => ({
  application: { connectionId: application.id, connectionName: application.application_name },
  webhook: { url: application.webhook_event_url, failoverUrl: application.webhook_event_failover_url },
});

/** The leg as POST /calls and GET /calls/{id} send it; `asked` is when, since POST always says that it is not alive yet. */
export const wireLeg = (leg: CallLeg, asked: 'new' | 'later', now: number) => ({
  record_type: 'call',
  call_control_id: leg.id,
  call_leg_id: leg.legId,
  call_session_id: leg.sessionId,
  is_alive: asked === 'later' && leg.phase !== 'ended',
  ...(leg.clientState !== undefined && { client_state: leg.clientState }),
  ...(asked === 'later' && {
    start_time: iso(leg.startedAt),
    call_duration: leg.answeredAt === undefined ? 0 : Math.floor(((leg.endedAt ?? now) - leg.answeredAt) / 1000),
    ...(leg.endedAt !== undefined && { end_time: iso(leg.endedAt) }),
  }),
  ...(asked === 'new' && leg.recordingId !== undefined && { recording_id: leg.recordingId }),
});

/** Who talks with whom: the part of an event that not all of them have. */
export const parties = (leg: CallLeg) => ({ from: leg.from, to: leg.to, start_time: iso(leg.startedAt) });

/** Tells the webhook of the leg what happened: `call.` and the name, the ids of the call, and `about`. */
export function tell(leg: CallLeg, name: string, about: Readonly<Record<string, unknown>>, at: number): void {
  const payload = {
    call_control_id: leg.id,
    call_leg_id: leg.legId,
    call_session_id: leg.sessionId,
    connection_id: leg.connectionId,
    client_state: leg.clientState ?? null,
    ...about,
  };
  deliver(leg.account, leg.webhook, `call.${name}`, payload, at);
}
