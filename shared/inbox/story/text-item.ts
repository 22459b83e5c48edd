import type { MessageEvent, Problem } from '../event/index.ts';
import { deliveryOf } from './delivery.ts';
import type { TextItem } from './thread.ts';
import { firstOf, lastOf, type Told } from './told.ts';

/** Events that tell of a message itself. Any other name, such as that of a reaction, only tells about it. */
const OF_MESSAGE: ReadonlySet<string> = new Set(
  ['received', 'sent', 'finalized', 'read', 'echo', 'queued', 'sending', 'delivered', 'failed', 'delivery_failed', 'expired'].map(
    (name) => `message.${name}`,
  ),
);

export const isOfText = ({ type }: MessageEvent): boolean => OF_MESSAGE.has(type);

/** @param all every event of one message, by the time when they happened */
export function textItem(all: readonly [Told<MessageEvent>, ...Told<MessageEvent>[]]): TextItem {
  const events = all.map(({ event }) => event);
  // An event that was kept whole knows the words better.
  const whole = all.filter(({ cut }) => !cut).map(({ event }) => event);
  const best = [...events.filter((event) => !whole.includes(event)), ...whole];
  const ours = events.some(({ direction }) => direction === 'outbound');
  const { each, state } = ours ? deliveryOf(events.filter(({ type }) => type !== 'message.received')) : { each: [], state: undefined };
  const others = new Set(events.flatMap((event) => event.others));
  return {
    kind: 'text',
    at: Math.min(...all.map(({ at }) => at)),
    messageId: firstOf(events, ({ messageId }) => messageId),
    from: ours ? 'us' : 'them',
    writer: ours || others.size < 2 ? undefined : firstOf(events, ({ from }) => from),
    channel: lastOf(best, ({ channel }) => channel),
    text: lastOf(best, ({ text }) => text),
    subject: lastOf(best, ({ subject }) => subject),
    media: lastOf(best, ({ media }) => (media.length > 0 ? media : undefined)) ?? [],
    state,
    each: each.some((one) => one.state.status !== state?.status) ? each : [],
    problems: problemsOf(events),
    cost: lastOf(events, ({ cost }) => cost),
    keyword: lastOf(events, ({ keyword }) => keyword),
    cut: whole.length === 0,
  };
}

function problemsOf(events: readonly MessageEvent[]): readonly Problem[] {
  const known = new Map(events.flatMap(({ problems }) => problems).map((problem) => [JSON.stringify(problem), problem]));
  return [...known.values()];
}
