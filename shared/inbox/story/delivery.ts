import type { MessageEvent } from '../event/index.ts';
import type { DeliveryState } from './thread.ts';

type Stage = DeliveryState['stage'];

/** Telnyx's words of both versions. Any other word is kept, and its stage is unknown. */
const STAGES: ReadonlyMap<string, { readonly stage: Stage; readonly final: boolean }> = new Map(
  Object.entries({
    'on its way': ['accepted', 'queued', 'scheduled', 'sending'],
    sent: ['sent'],
    delivered: ['delivered', 'webhook_delivered'],
    read: ['read'],
    failed: [
      'sending_failed',
      'delivery_failed',
      'failed',
      'undelivered',
      'rejected',
      'expired',
      'cancelled',
      'canceled',
      'gw_reject',
      'gw_timeout',
      'dlr_failed',
    ],
  } satisfies Partial<Record<Stage, string[]>>).flatMap(([stage, words]) =>
    words.map((word) => [word, { stage: stage as Stage, final: stage !== 'on its way' && stage !== 'sent' }] as const),
  ),
);

/** The carrier never said what became of it: nothing more will come. */
const UNCONFIRMED: ReadonlySet<string> = new Set(['delivery_unconfirmed', 'dlr_unconfirmed', 'dlr_timeout']);

export const isUnconfirmed = ({ stage, status }: DeliveryState): boolean => stage === 'sent' && UNCONFIRMED.has(status);

/** A state replaces those before it. The last word on it replaces `sent`, and nothing undoes a delivery. */
const RANKS: Readonly<Record<Stage, number>> = { 'on its way': 0, unknown: 1, sent: 2, failed: 6, delivered: 7, read: 8 };

const rankOf = ({ stage, final }: DeliveryState): number => RANKS[stage] + (final && (stage === 'sent' || stage === 'unknown') ? 3 : 0);

/** Of a group the worst counts. */
const WORST: readonly Stage[] = ['failed', 'on its way', 'unknown', 'sent', 'delivered', 'read'];

type Each = readonly { readonly to: string | undefined; readonly state: DeliveryState }[];

/**
 * @param events of one message of ours, by the time when they happened
 * @returns the state of each recipient, sorted by them, and of all
 */
export function deliveryOf(events: readonly MessageEvent[]): { readonly each: Each; readonly state: DeliveryState | undefined } {
  const states = new Map<string | undefined, DeliveryState>();
  for (const event of events) {
    for (const { to, state } of statesIn(event)) {
      const known = states.get(to);
      if (known === undefined || rankOf(state) >= rankOf(known)) states.set(to, state);
    }
  }
  const each = withoutNobody(states).sort((a, b) => ((a.to ?? '') < (b.to ?? '') ? -1 : 1));
  const state = each.reduce<DeliveryState | undefined>(
    (worst, one) => (worst && !isWorse(one.state, worst) ? worst : one.state),
    undefined,
  );
  return { each, state };
}

const isWorse = (a: DeliveryState, b: DeliveryState): boolean => WORST.indexOf(a.stage) < WORST.indexOf(b.stage);

/** A state without a recipient is that of the only one, where there is one. */
function withoutNobody(states: ReadonlyMap<string | undefined, DeliveryState>): { to: string | undefined; state: DeliveryState }[] {
  const known = [...states].map(([to, state]) => ({ to, state }));
  const [one, ...more] = known.filter(({ to }) => to !== undefined);
  const nobody = states.get(undefined);
  if (nobody === undefined || one === undefined) return known;
  if (more.length > 0) return [one, ...more];
  return [{ to: one.to, state: rankOf(nobody) > rankOf(one.state) ? nobody : one.state }];
}

function statesIn(event: MessageEvent): Each {
  const name = event.type.slice('message.'.length);
  const { statuses, others, problems } = event;
  // Somebody who has read it has got it, whatever the status beside it says.
  if (name === 'read') return whomOf(event).map((to) => ({ to, state: { stage: 'read', status: 'read', final: true } }));
  const last = name === 'finalized';
  if (statuses.length > 0) return statuses.map(({ to, status }) => ({ to, state: stateOf(status, last) }));
  const state: DeliveryState = last && problems.length > 0 ? { stage: 'failed', status: name, final: true } : stateOf(name, last);
  return (others.length > 0 ? others : [undefined]).map((to) => ({ to, state }));
}

function whomOf({ statuses, others }: MessageEvent): readonly (string | undefined)[] {
  if (statuses.length > 0) return statuses.map(({ to }) => to);
  return others.length > 0 ? others : [undefined];
}

/** @param last No later event of this recipient is to be expected. */
function stateOf(status: string, last: boolean): DeliveryState {
  const word = status.toLowerCase();
  if (UNCONFIRMED.has(word)) return { stage: 'sent', status: word, final: true };
  const known = STAGES.get(word);
  return known ? { stage: known.stage, status: word, final: known.final || last } : { stage: 'unknown', status, final: last };
}
