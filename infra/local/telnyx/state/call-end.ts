import type { CallLeg } from './call.ts';
import { parties, tell } from './call.ts';
import { decimal } from './money.ts';
import { iso } from './row.ts';

/** How long after the end of a call its recording is there, and its cost known. */
const SAVED_MS = 1_000;
const COST_MS = 2_000;

/** SIP responses, where it is known which one belongs to a cause. */
export const SIP_CAUSES: Readonly<Record<string, string>> = {
  normal_clearing: '200',
  user_busy: '486',
  originator_cancel: '487',
  call_rejected: '603',
};

function saved(leg: CallLeg, at: number): void {
  const { recording, answeredAt = at, endedAt = at } = leg;
  if (!recording) return;
  const { id, channels, format } = recording;
  const link = `https://recordings.example.com/${id}.${format}?X-Amz-Expires=600`;
  const about = {
    ...{ recording_id: id, channels, format, recording_urls: { [format]: link }, public_recording_urls: {} },
    ...{ recording_started_at: iso(answeredAt), recording_ended_at: iso(endedAt), end_time: iso(endedAt) },
  };
  tell(leg, 'recording.saved', { ...parties(leg), ...about }, at);
}

function cost(leg: CallLeg, at: number): void {
  const { minutePrice } = leg.plan;
  const billed = leg.minutes * 60;
  const total = decimal(minutePrice * leg.minutes, 4);
  const part = { billed_duration_secs: billed, call_part: 'call-control', cost: total, currency: 'USD', rate: decimal(minutePrice, 4) };
  const about = { status: 'success', billed_duration_secs: billed, billing_group_id: null, cost_parts: [part], total_cost: total };
  tell(leg, 'cost', { ...about, occurred_at: iso(leg.endedAt ?? at) }, at);
}

/** What follows the end of a call that was answered: its recording where there is one, and its cost where the application wants it. */
export function scheduleAftermath(leg: CallLeg, at: number): void {
  if (leg.answeredAt === undefined) return;
  const { account, application } = leg.plan;
  if (leg.recording) account.timeline.schedule(at + SAVED_MS, (due) => saved(leg, due));
  if (application.tellsCost) account.timeline.schedule(at + COST_MS, (due) => cost(leg, due));
}
