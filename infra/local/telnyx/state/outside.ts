import { NotFound } from '../errors.ts';
import type { Simulator } from '../simulator.ts';
import type { Account } from './account.ts';
import { numberByPhone } from './account.ts';
import type { CallLeg } from './call.ts';
import { fromApplication, tell } from './call.ts';
import { hangUp, MAX_CALL_SECS, pickUp, receive } from './call-life.ts';
import type { Message } from './message.ts';
import { receiveMessage } from './message.ts';
import { CALL_PRICES } from './money.ts';
import { iso } from './row.ts';
import { encodeText } from './text-encoding.ts';

/**
 * A message from outside to a number of some account. STOP, START and HELP do what they do at Telnyx.
 *
 * @param sent `from` and `to` in +E.164; `from` may be a short code
 * @throws {@link NotFound} where no account has the number on a messaging profile
 */
export function replyAs(simulator: Simulator, { from, to, text }: { from: string; to: string; text: string }): Message {
  for (const account of simulator.accounts()) {
    const profile = account.profiles.get(numberByPhone(account, to)?.row.messaging_profile_id ?? '');
    if (!profile) continue;
    account.timeline.run(simulator.now());
    const plan = {
      ...{ type: 'SMS', from, to, text, profile, encoded: encodeText(text, 'auto'), price: { rate: 0, carrierFee: 0 } },
      webhookUrl: profile.webhook_url,
      webhookFailoverUrl: profile.webhook_failover_url,
    };
    return receiveMessage(account, plan, simulator.now());
  }
  throw new NotFound('no account owns this number with a messaging profile');
}

/**
 * Somebody calls a number that is routed to a call control application: it rings until it is answered.
 *
 * @throws {@link NotFound} where no account has such a number
 */
export function callAs(simulator: Simulator, { from, to }: { from: string; to: string }): CallLeg {
  const startedAt = simulator.now();
  for (const account of simulator.accounts()) {
    const application = account.applications.get(numberByPhone(account, to)?.row.connection_id ?? '');
    if (!application?.active) continue;
    account.timeline.run(startedAt);
    const plan = {
      ...{ account, direction: 'incoming' as const, from, to, startedAt, ...fromApplication(application) },
      ...{ minutePrice: CALL_PRICES.incoming, timeLimitMs: MAX_CALL_SECS * 1000, clientState: undefined },
    };
    return receive(plan, application.first_command_timeout ? application.first_command_timeout_secs * 1000 : undefined);
  }
  throw new NotFound('no account owns this number with an active call control application');
}

/** The leg of that id in one of the phases, as it is now. */
function legIn(simulator: Simulator, callControlId: string, phases: readonly CallLeg['phase'][]): CallLeg {
  for (const account of simulator.accounts()) {
    const leg = account.calls.get(callControlId);
    if (!leg) continue;
    account.timeline.run(simulator.now());
    if (phases.includes(leg.phase)) return leg;
  }
  throw new NotFound(`no call of this id is ${phases.join(' or ')}`);
}

/** The same for a call that an account makes and that still rings. */
function ringingOut(simulator: Simulator, callControlId: string): CallLeg {
  const leg = legIn(simulator, callControlId, ['ringing']);
  if (leg.plan.direction !== 'outgoing') throw new NotFound('the call comes from outside: the account answers it');
  return leg;
}

/**
 * The other side presses keys, one event each.
 *
 * @param pressed `digits` of 0-9, A-D, * and #
 * @throws {@link NotFound} where no answered call has the id
 */
export function press(simulator: Simulator, { callControlId, digits }: { callControlId: string; digits: string }): void {
  const leg = legIn(simulator, callControlId, ['answered']);
  const { from, to } = leg.plan;
  for (const digit of digits) tell(leg, 'dtmf.received', { from, to, digit }, simulator.now());
}

/**
 * The other side hangs up, or, where the call still rings, gives up or declines.
 *
 * @throws {@link NotFound} where no call that rings or is answered has the id
 */
export function hangUpAs(simulator: Simulator, { callControlId }: { callControlId: string }): void {
  const leg = legIn(simulator, callControlId, ['ringing', 'answered']);
  const theyCalled = leg.plan.direction === 'incoming';
  const cause = leg.phase === 'answered' ? 'normal_clearing' : theyCalled ? 'originator_cancel' : 'call_rejected';
  hangUp(leg, cause, theyCalled ? 'caller' : 'callee', simulator.now());
}

/**
 * The other side answers a call that an account makes.
 *
 * @throws {@link NotFound} where no call to outside that rings has the id
 */
export function answerAs(simulator: Simulator, { callControlId }: { callControlId: string }): void {
  pickUp(ringingOut(simulator, callControlId), simulator.now());
}

/** The same, but declines it. */
export function declineAs(simulator: Simulator, { callControlId }: { callControlId: string }): void {
  hangUp(ringingOut(simulator, callControlId), 'call_rejected', 'callee', simulator.now());
}

/** A phone is in somebody's hand, or no longer: while it is, calls to it ring until {@link answerAs}, and are not answered by themselves. */
export function attend(simulator: Simulator, { number, attended }: { number: string; attended: boolean }): void {
  const numbers = simulator.world().attended;
  if (attended) numbers.add(number);
  else numbers.delete(number);
}

/** One text between an outside number and a number of an account. Directions are as the account sees them. */
export interface OutsideText {
  readonly id: string;
  /** The account's number, short code or alphanumeric sender. */
  readonly own: string;
  readonly direction: 'inbound' | 'outbound';
  readonly text: string;
  readonly media: readonly string[];
  /** ISO 8601. */
  readonly at: string;
  /** As Telnyx has it: queued, sent, delivered, delivery_failed, scheduled, cancelled; of what came in webhook_delivered or delivered. */
  readonly status: string;
}

/** One call between an outside number and a number of an account. Times are ISO 8601. */
export interface OutsideCall {
  /** The call_control_id. */
  readonly id: string;
  readonly own: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly state: CallLeg['phase'];
  readonly startedAt: string;
  readonly answeredAt: string | undefined;
  readonly endedAt: string | undefined;
  readonly hangupCause: string | undefined;
}

/** What the phone of an outside number would show; oldest first. */
export interface OutsideNumber {
  /** In +E.164, a short code or a SIP URI. */
  readonly number: string;
  readonly texts: readonly OutsideText[];
  readonly calls: readonly OutsideCall[];
}

function textOf(message: Message): OutsideText & { peer: string } {
  const inbound = message.direction === 'inbound';
  const [to] = message.to;
  const [peer, own] = inbound ? [message.from.phone_number, to.phone_number] : [to.phone_number, message.from.phone_number];
  return {
    ...{ peer, own, id: message.id, direction: inbound ? 'inbound' : 'outbound', text: message.text },
    media: message.media.map(({ url }) => url),
    at: message.send_at ?? message.received_at,
    status: to.status,
  };
}

function callOf({ id, plan, phase, answeredAt, endedAt, hangupCause }: CallLeg): OutsideCall & { peer: string } {
  const [peer, own] = plan.direction === 'incoming' ? [plan.from, plan.to] : [plan.to.replace(/,.*/, ''), plan.from];
  const time = (at: number | undefined) => (at === undefined ? undefined : iso(at));
  return {
    ...{ peer, own, id, direction: plan.direction, state: phase, startedAt: iso(plan.startedAt) },
    ...{ answeredAt: time(answeredAt), endedAt: time(endedAt), hangupCause },
  };
}

/** Every outside number that texted or called, or was texted or called, as things are now. */
export function phoneBook(simulator: Simulator): OutsideNumber[] {
  const book = new Map<string, { number: string; texts: OutsideText[]; calls: OutsideCall[] }>();
  const page = (number: string) => {
    const known = book.get(number) ?? { number, texts: [], calls: [] };
    book.set(number, known);
    return known;
  };
  const accounts: Account[] = [...simulator.accounts()];
  for (const account of accounts) account.timeline.run(simulator.now());
  for (const { messages, calls } of accounts) {
    for (const message of messages.values()) {
      const { peer, ...text } = textOf(message);
      page(peer).texts.push(text);
    }
    for (const leg of calls.values()) {
      const { peer, ...call } = callOf(leg);
      page(peer).calls.push(call);
    }
  }
  for (const { texts, calls } of book.values()) {
    texts.sort((a, b) => a.at.localeCompare(b.at));
    calls.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  }
  return [...book.values()];
}
