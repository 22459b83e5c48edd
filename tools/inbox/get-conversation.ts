import { z } from 'zod';
import { defineTool, field, InputError, MessageSender, OwnEnd, type ToolContext } from '../../shared/mcp/tool/index.ts';
import { Cursor, readCursor, writeCursor, type ThreadCursor } from './support/cursor.ts';
import { missedEvents } from './support/gaps.ts';
import { roomFor, withTimes, wordsOf, type Dated } from './support/lines.ts';
import { recordedMessages } from './support/older.ts';
import { missingSetup } from './support/receivers.ts';
import { momentOf } from './support/times.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

const Peers = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(MessageSender).min(1).max(20));

export const getConversation = defineTool({
  name: 'get_conversation',
  title: 'Read a conversation',
  risk: 'read',
  parties: { to: 'peer', from: 'own' },
  description:
    'Read what one of your numbers and somebody texted, in order (UTC), with delivery and calls; opt-outs are told. What is older than the inbox has no text. To wait for an answer: wait_for.',
  input: z.object({
    own: OwnEnd.describe('Your number'),
    peer: Peers.describe('All others of a group'),
    limit: z.int().min(1).max(50).default(20),
    before: Cursor.optional(),
  }),
  output: z.object({
    lines: z.array(z.string()),
    opted_out: field.text(),
    before: field.text().describe('Give it for older ones'),
    note: field.text(),
  }),
  // Lines hold words of whoever wrote or called.
  strangersWrote: ({ lines }) => lines.length > 0,
  run: async ({ own, peer, limit, before }, context) => {
    const from = before === undefined ? undefined : cursorOf(before);
    const isFirst = from === undefined;
    const [page, missed] = await Promise.all([
      pageOfThread(context, { own, others: peer, limit, from }),
      isFirst ? missedEvents(context, context.clock() - WEEK_MS, peer) : undefined,
    ]);
    const { lines, next, notes, newestAt, optedOutAt } = page;
    const isQuiet = isFirst && (newestAt === undefined || context.clock() - newestAt > HOUR_MS);
    const missing = isQuiet ? await missingSetup(context) : undefined;
    const told = [missing, missed, ...notes, lines.length === 0 ? 'Nothing is known of this conversation.' : undefined];
    return {
      lines: withTimes(lines),
      opted_out:
        optedOutAt === undefined ? undefined : `They opted out (STOP) on ${momentOf(optedOutAt)}: do not text them until they send START.`,
      before: next && writeCursor(next),
      note: told.filter((text) => text !== undefined).join(' ') || undefined,
    };
  },
});

function cursorOf(before: string): ThreadCursor {
  const cursor = readCursor(before);
  if (cursor === undefined) throw new InputError('before: Expected the before of an earlier answer.');
  return cursor;
}

interface Wanted {
  readonly own: string;
  readonly others: readonly string[];
  readonly limit: number;
  readonly from: ThreadCursor | undefined;
}

interface Page {
  /** Oldest first. */
  readonly lines: readonly Dated[];
  readonly next: ThreadCursor | undefined;
  readonly notes: readonly string[];
  /** Of the newest thing in the inbox; undefined where there is none. */
  readonly newestAt: number | undefined;
  readonly optedOutAt: number | undefined;
}

/** A page of what the inbox holds; once it holds nothing older, with what detail records know. */
async function pageOfThread(context: ToolContext, { own, others, limit, from }: Wanted): Promise<Page> {
  const asksInbox = from === undefined || from.inbox !== undefined;
  const thread = asksInbox ? await context.inbox.thread({ own, others, limit, before: from?.inbox }) : undefined;
  const items = thread?.items ?? [];
  const kept = items.map((item): Dated => ({
    at: item.at,
    messageId: item.kind === 'text' ? item.messageId : undefined,
    words: wordsOf(item, others.length > 1, roomFor(items.length), true),
  }));
  const page = { notes: [], newestAt: items.at(-1)?.at, optedOutAt: thread?.optedOutAt };
  if (thread?.before !== undefined) return { ...page, lines: kept, next: cursorAt(kept, thread.before, from?.at ?? context.clock()) };

  const [peer, ...more] = others;
  // Records of a group name one recipient each, and not whose message it was.
  if (peer === undefined || more.length > 0) return { ...page, lines: kept, next: undefined };
  const recorded = await recordedMessages(context, { own, peer, before: from?.at, limit });
  if ('error' in recorded) {
    const notes = [`What is older than the inbox could not be read: ${recorded.error.message}`];
    return { ...page, lines: kept, next: kept.length > 0 ? cursorAt(kept, undefined) : undefined, notes };
  }
  const known = new Set([from?.messageId, ...kept.map(({ messageId }) => messageId)]);
  const merged = [...recorded.lines.filter(({ messageId }) => messageId === undefined || !known.has(messageId)), ...kept].sort(
    (one, other) => one.at - other.at,
  );
  // What the inbox holds is always shown: on the next page it would be a record without its text.
  const lines = newest(merged, Math.max(limit, kept.length === 0 ? 0 : merged.length - merged.findIndex((line) => kept.includes(line))));
  const hasMore = recorded.more || lines.length < merged.length;
  return { ...page, lines, next: hasMore ? cursorAt(lines, undefined) : undefined };
}

/** Those of the same moment as the oldest one stay together: the next page begins before it. */
function newest(lines: readonly Dated[], limit: number): readonly Dated[] {
  const oldest = lines.at(-limit);
  return oldest === undefined ? lines : lines.filter(({ at }) => at >= oldest.at);
}

/** @param otherwise where a page without lines ended */
function cursorAt(lines: readonly Dated[], inbox: string | undefined, otherwise = 0): ThreadCursor {
  const [oldest] = lines;
  return { at: oldest?.at ?? otherwise, messageId: oldest?.messageId, inbox };
}
