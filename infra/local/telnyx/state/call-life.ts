import type { Account } from './account.ts';
import type { CallPlan } from './call.ts';
import { CallLeg, parties, tell } from './call.ts';
import { scheduleAftermath, SIP_CAUSES } from './call-end.ts';
import { cutAudio, play } from './call-audio.ts';
import { iso } from './row.ts';
import { PACE } from './world.ts';

const MINUTE_MS = 60_000;
/** Seconds that a call rings, and that it lasts, where nobody asked for less. Telnyx ends incoming calls after the same time. */
export const RING_SECS = 30;
export const MAX_CALL_SECS = 14_400;
const DETECTION_MS = 1_000;

/** The number alone, without digits that are to be dialled once it is answered. */
const numberOf = (to: string) => to.replace(/,.*/, '');

/** Whether nobody picks up by himself: the number ends in 0198, which is the way to see a timeout, or somebody holds its phone. */
const isLeftRinging = ({ attended }: Account, to: string) => numberOf(to).endsWith('0198') || attended.has(numberOf(to));

/** A number whose line is busy, unless somebody holds its phone. */
const isBusy = ({ attended }: Account, to: string) => numberOf(to).endsWith('0197') && !attended.has(numberOf(to));

/** A number that an answering machine picks up for. */
const hasMachine = (to: string) => numberOf(to).endsWith('0196');

/** Rings at once; somebody answers after two seconds, or the ringing ends after `timeoutMs`. */
export function dial(plan: CallPlan, timeoutMs: number): CallLeg {
  const leg = new CallLeg(plan);
  const { startedAt, to, account } = plan;
  const { timeline } = account;
  tell(leg, 'initiated', { ...parties(leg), direction: 'outgoing', state: 'bridging' }, startedAt);
  if (isBusy(account, to)) {
    timeline.schedule(startedAt + PACE.busyMs, (at) => {
      if (leg.phase === 'ringing') hangUp(leg, 'user_busy', 'callee', at);
    });
  } else if (!isLeftRinging(account, to) && PACE.answeredMs < timeoutMs) {
    timeline.schedule(startedAt + PACE.answeredMs, (at) => {
      if (leg.phase === 'ringing') pickUp(leg, at);
    });
  }
  timeline.schedule(startedAt + timeoutMs, (at) => {
    if (leg.phase === 'ringing') hangUp(leg, 'timeout', 'callee', at);
  });
  return leg;
}

/** A call from outside rings until a command answers, or, with `firstCommandMs`, until no command came in that time. */
export function receive(plan: CallPlan, firstCommandMs: number | undefined): CallLeg {
  const leg = new CallLeg(plan);
  tell(leg, 'initiated', { ...parties(leg), direction: 'incoming', state: 'parked', caller_id_name: plan.from }, plan.startedAt);
  if (firstCommandMs !== undefined) {
    plan.account.timeline.schedule(plan.startedAt + firstCommandMs, (at) => {
      if (leg.phase === 'ringing') hangUp(leg, 'timeout', 'unknown', at);
    });
  }
  return leg;
}

/** The call is answered: it is billed from now on, and ends at its time limit. */
export function pickUp(leg: CallLeg, at: number): void {
  const { account, detectsMachines, from, greeting, origin, timeLimitMs, to } = leg.plan;
  const { timeline } = account;
  leg.phase = 'answered';
  leg.answeredAt = at;
  tell(leg, 'answered', { ...parties(leg), state: 'answered' }, at);
  bill(leg, at);
  timeline.schedule(at + timeLimitMs, (due) => hangUp(leg, 'time_limit', 'unknown', due));
  if (detectsMachines) {
    timeline.schedule(at + DETECTION_MS, (due) => {
      if (leg.phase !== 'answered') return;
      const person = detectsMachines === 'premium' ? 'human_residence' : 'human';
      tell(leg, 'machine.detection.ended', { from, to, result: hasMachine(to) ? 'machine' : person }, due);
    });
  }
  if (greeting) play(leg, greeting, 'queue', at);
  if (origin) bridge(origin, leg, at);
}

function bridge(first: CallLeg, second: CallLeg, at: number): void {
  first.partner = second;
  second.partner = first;
  for (const leg of [first, second]) tell(leg, 'bridged', { from: leg.plan.from, to: leg.plan.to }, at);
}

/** Each minute begun costs; the balance may fall below zero, as it may at Telnyx. */
function bill(leg: CallLeg, at: number): void {
  if (leg.phase !== 'answered') return;
  leg.plan.account.balance -= leg.plan.minutePrice;
  leg.minutes += 1;
  leg.plan.account.timeline.schedule(at + MINUTE_MS, (due) => bill(leg, due));
}

/** Ends the leg, and what depends on it: the leg it talks with, and legs that still ring for it. Does nothing to an ended one. */
export function hangUp(
  leg: CallLeg,
  cause: NonNullable<CallLeg['hangupCause']>,
  source: NonNullable<CallLeg['hangupSource']>,
  at: number,
): void {
  if (leg.phase === 'ended') return;
  leg.phase = 'ended';
  leg.endedAt = at;
  leg.hangupCause = cause;
  leg.hangupSource = source;
  cutAudio(leg, at);
  const sip = SIP_CAUSES[cause];
  const about = { hangup_cause: cause, hangup_source: source, ...(sip !== undefined && { sip_hangup_cause: sip }) };
  tell(leg, 'hangup', { ...parties(leg), end_time: iso(at), state: 'hangup', ...about }, at);
  scheduleAftermath(leg, at);
  if (leg.partner) hangUp(leg.partner, 'normal_clearing', 'unknown', at);
  for (const other of leg.dialled) if (other.phase === 'ringing') hangUp(other, 'originator_cancel', 'caller', at);
}
