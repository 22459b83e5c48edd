import { randomBytes, randomUUID } from 'node:crypto';
import type { Account } from './account.ts';
import { append, remember } from './account.ts';
import type { Application } from './application.ts';
import { iso } from './row.ts';
import type { Money } from './money.ts';
import type { StatusCallback } from './texml-status.ts';
import { tellStatus } from './texml-status.ts';
import type { WebhookTarget } from './webhook-delivery.ts';
import { deliver } from './webhook-delivery.ts';

/** Words of call.hangup, from the document. */
type HangupCause = 'call_rejected' | 'normal_clearing' | 'originator_cancel' | 'timeout' | 'time_limit' | 'user_busy';
type HangupSource = 'caller' | 'callee' | 'unknown';

/** Something that is heard on a call, from a command on. `ms` is Infinity for an endless loop. */
export interface Sound {
  readonly kind: 'speak' | 'playback';
  readonly ms: number;
  /** What its events say besides ids. */
  readonly about: Readonly<Record<string, unknown>>;
}

/** A recording that runs while the call is answered. */
export interface Recording {
  readonly id: string;
  readonly channels: string;
  readonly format: string;
}

/** What a new leg needs to know. Times are milliseconds since 1970. */
export interface CallPlan {
  readonly account: Account;
  readonly direction: 'incoming' | 'outgoing';
  readonly from: string;
  readonly to: string;
  readonly application: {
    readonly connectionId: string;
    readonly connectionName: string;
    readonly voiceProfileId?: string | undefined;
    readonly tellsCost?: boolean;
  };
  readonly minutePrice: Money;
  readonly startedAt: number;
  readonly timeLimitMs: number;
  readonly webhook: WebhookTarget;
  /** What dialled it, if not call control. */
  readonly product?: 'texml';
  readonly clientState?: string | undefined;
  readonly sessionId?: string;
  readonly recording?: Recording | undefined;
  readonly statusCallback?: StatusCallback | undefined;
  /** What asks who picked up: `premium` has finer words. */
  readonly detectsMachines?: 'usual' | 'premium' | undefined;
  /** Played as soon as the call is answered. */
  readonly greeting?: Sound | undefined;
  /** The leg that this one is dialled for by a transfer. */
  readonly origin?: CallLeg;
}

/** An account keeps this many legs, and this many events of them. */
const MAX_LEGS = 10_000;
const MAX_EVENTS = 50_000;

/** A call_control_id. */
export const newCallControlId = (): string => `v3:${randomBytes(36).toString('base64url')}`;

/** One leg of a call, known to its account: from ringing over answered to ended, never back. */
export class CallLeg {
  readonly plan: CallPlan;
  /** The call_control_id. */
  readonly id = newCallControlId();
  readonly legId = randomUUID();
  readonly sessionId: string;
  webhook: WebhookTarget;
  clientState: string | undefined;
  phase: 'ringing' | 'answered' | 'ended' = 'ringing';
  answeredAt: number | undefined;
  endedAt: number | undefined;
  hangupCause: HangupCause | undefined;
  hangupSource: HangupSource | undefined;
  minutes = 0;
  recording: Recording | undefined;
  /** The legs that transfers of this one dialled, and the leg that it is talking with. */
  readonly dialled: CallLeg[] = [];
  partner: CallLeg | undefined;
  /** Commands to it so far, by command_id. */
  readonly commands = new Map<string, { readonly at: number; readonly reply: unknown }>();
  /** What plays (first) and waits, and what plays over it. */
  readonly queue: Sound[] = [];
  readonly overlay: Sound[] = [];

  constructor(plan: CallPlan) {
    this.plan = plan;
    this.sessionId = plan.sessionId ?? randomUUID();
    this.webhook = plan.webhook;
    this.clientState = plan.clientState;
    this.recording = plan.recording;
    remember(plan.account.calls, this, MAX_LEGS);
    plan.origin?.dialled.push(this);
  }
}

/** What a leg takes over from the application it is made with. */
export const fromApplication = (application: Application) => ({
  application: {
    connectionId: application.id,
    connectionName: application.application_name,
    voiceProfileId: application.outbound.outbound_voice_profile_id,
    tellsCost: application['call_cost_in_webhooks'] === true,
  },
  webhook: {
    product: 'voice' as const,
    urls: [application.webhook_event_url, application.webhook_event_failover_url],
    apiVersion: application['webhook_api_version'],
    timeoutSecs: application['webhook_timeout_secs'],
  },
});

/** The ids of a leg, as answers, events and records have them. */
export const idsOf = ({ id, legId, sessionId }: CallLeg) => ({ call_control_id: id, call_leg_id: legId, call_session_id: sessionId });

/** The leg as POST /calls and GET /calls/{id} send it; `asked` is when, since POST always says that it is not alive yet. */
export const wireLeg = (leg: CallLeg, asked: 'new' | 'later', now: number) => ({
  record_type: 'call',
  ...idsOf(leg),
  is_alive: asked === 'later' && leg.phase !== 'ended',
  ...(leg.clientState !== undefined && { client_state: leg.clientState }),
  ...(asked === 'later' && {
    start_time: iso(leg.plan.startedAt),
    call_duration: leg.answeredAt === undefined ? 0 : Math.floor(((leg.endedAt ?? now) - leg.answeredAt) / 1000),
    ...(leg.endedAt !== undefined && { end_time: iso(leg.endedAt) }),
  }),
  ...(asked === 'new' && leg.plan.recording && { recording_id: leg.plan.recording.id }),
});

/** Who talks with whom: the part of an event that not all of them have. */
export const parties = ({ plan }: CallLeg) => ({ from: plan.from, to: plan.to, start_time: iso(plan.startedAt) });

/** Something that happened to a leg, whether anybody was told or not, as GET /call_events sends it. */
export interface CallEvent {
  readonly leg: CallLeg;
  readonly row: { readonly event_timestamp: string; readonly [name: string]: unknown };
}

/** @param metadata the command's body, or the event as webhooks get it */
export function recordEvent(leg: CallLeg, type: 'command' | 'webhook', name: string, metadata: unknown, at: number): void {
  const { call_leg_id, call_session_id } = idsOf(leg);
  const row = { record_type: 'call_event', call_leg_id, call_session_id, event_timestamp: iso(at), name, type, metadata };
  append(leg.plan.account.callEvents, { leg, row }, MAX_EVENTS);
}

/**
 * Records an event, and sends it to the webhook of the leg.
 *
 * @param name the event without `call.`
 * @param about members of the payload besides the ids
 */
export function tell(leg: CallLeg, name: string, about: Readonly<Record<string, unknown>>, at: number): void {
  const { account, application, statusCallback } = leg.plan;
  if (statusCallback) tellStatus(leg, statusCallback, name, at);
  const payload = { ...idsOf(leg), connection_id: application.connectionId, client_state: leg.clientState ?? null, ...about };
  recordEvent(leg, 'webhook', `call.${name}`, { event_type: `call.${name}`, payload }, at);
  deliver(account, leg.webhook, { type: `call.${name}`, payload, at });
}
