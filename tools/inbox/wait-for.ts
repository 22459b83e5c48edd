import { z } from 'zod';
import {
  attempted,
  defineTool,
  field,
  MessageSender,
  path,
  UpstreamClientError,
  type ToolContext,
  type WaitQuery,
} from '../../shared/mcp/tool/index.ts';
import { EventTypes } from '../webhooks/support/event-types.ts';
import { arrivedLine, spaced } from './support/arrived.ts';
import { CALL } from './support/call-ids.ts';
import { endOf } from './support/call-lines.ts';
import { Cursor } from './support/cursor.ts';
import { missedEvents } from './support/gaps.ts';
import { callId, plain, roomFor, withTimes, wordsOf, type Dated } from './support/lines.ts';
import { missingSetup } from './support/receivers.ts';

const HOUR_MS = 3_600_000;
/** What came so long before the first wait may be the answer to what was just sent. */
const JUST_NOW_MS = 2 * 60_000;
const MOST_LINES = 50;

export const waitFor = defineTool({
  name: 'wait_for',
  title: 'Wait for what comes',
  risk: 'read',
  parties: { to: 'peer', from: 'own' },
  description:
    'Wait for a reply (own, peer), a delivery (message_id), the end of a call, or whatever comes. Answers as soon as something is there. ' +
    'Silence is no error: ask again with after, so that nothing is missed or told twice.',
  input: z.object({
    own: MessageSender.optional().describe('Your number'),
    peer: MessageSender.optional(),
    ...CALL,
    message_id: field.Uuid.optional(),
    types: EventTypes.optional().describe('Such as message.received, call.hangup'),
    after: Cursor.optional().describe('From the answer before'),
    seconds: z.int().min(1).max(50).default(25),
  }),
  output: z.object({ lines: z.array(z.string()), after: field.text(), note: field.text() }),
  // Lines hold words of whoever wrote or called.
  strangersWrote: ({ lines }) => lines.length > 0,
  timeoutMs: 55_000,
  run: async ({ after, seconds, message_id, call_control_id, call_session_id, types, ...ends }, context) => {
    const { inbox, principal, signal, progress, clock } = context;
    const message = message_id === undefined ? undefined : await messageOf(context, message_id);
    const query = {
      own: ends.own ?? message?.own,
      peer: ends.peer ?? message?.peer,
      callControlId: call_control_id,
      sessionId: call_session_id,
      messageId: message_id,
      types,
      after,
    };
    const there = after === undefined ? await alreadyThere(context, query, message) : undefined;
    const about = query.peer === undefined ? [] : [query.peer];
    const [waited, missing, missed] = await Promise.all([
      inbox.wait({ ...query, seconds: there === undefined ? seconds : 0 }, { grantId: principal.grantId, signal, progress }),
      there === undefined ? missingSetup(context) : undefined,
      there === undefined ? missedEvents(context, clock() - HOUR_MS, about) : undefined,
    ]);
    const arrived = waited.arrived.slice(-MOST_LINES);
    const lines = [...(there === undefined ? [] : [there]), ...arrived.map((one) => arrivedLine(one, roomFor(arrived.length)))];
    const left = waited.arrived.length - arrived.length;
    const told = [
      lines.length > 0 ? undefined : silence(waited),
      lines.length > 0 ? undefined : missing,
      missed,
      left > 0 ? `${left} earlier ones are left out: list_conversations and get_conversation have them.` : undefined,
    ];
    return {
      lines: withTimes(lines),
      after: waited.after,
      note: told.filter((text) => text !== undefined).join(' ') || undefined,
    };
  },
});

const silence = ({ seconds, after, crowded }: { readonly seconds: number; readonly after: string; readonly crowded: boolean }) =>
  crowded
    ? `Too many wait already, so this did not wait. Nothing so far. Ask again in some seconds with after=${after}`
    : `Nothing in ${seconds} s. Ask again with after=${after}`;

const Party = z.object({ phone_number: field.text(), status: field.text() });
const Message = z.object({
  id: field.text(),
  direction: field.text(),
  from: Party.optional().catch(undefined),
  to: field.list(Party),
  completed_at: field.text(),
});

interface Known {
  readonly own: string | undefined;
  readonly peer: string | undefined;
  /** No later state is expected. */
  readonly ended: Dated | undefined;
}

/** States of a message of ours after which none comes. */
const FINAL: ReadonlySet<string> = new Set([
  ...['delivered', 'sending_failed', 'delivery_failed', 'delivery_unconfirmed', 'expired', 'cancelled'],
]);

/**
 * What Telnyx knows of a message: where its events belong, and whether any will come.
 *
 * @throws UpstreamClientError for an id of no message
 */
async function messageOf({ telnyx, clock }: ToolContext, id: string): Promise<Known | undefined> {
  const asked = await attempted(telnyx.get(path`/messages/${id}`, { answer: field.data(Message, 'id'), withinMs: 5_000 }));
  if ('error' in asked) {
    if (asked.error instanceof UpstreamClientError && asked.error.status === 404) throw asked.error;
    return undefined;
  }
  const { direction, from, to = [], completed_at } = asked.value;
  const [first, ...others] = to;
  const isOurs = direction === 'outbound';
  const status = first?.status;
  const isEnded = isOurs && others.length === 0 && status !== undefined && FINAL.has(status);
  const at = Date.parse(completed_at ?? '') || clock();
  const words = `message ${id} → ${plain(first?.phone_number ?? 'unknown')}: ${spaced(status ?? '')} (nothing more comes)`;
  const [own, peer] = isOurs ? [from?.phone_number, first?.phone_number] : [first?.phone_number, from?.phone_number];
  return { own, peer: others.length === 0 ? peer : undefined, ended: isEnded ? { at, messageId: id, words } : undefined };
}

type Asked = Omit<WaitQuery, 'seconds'>;

/** What is there before the first wait, and would never come again: a state, the end of a call, the reply to what was just sent. */
async function alreadyThere(context: ToolContext, query: Asked, message: Known | undefined): Promise<Dated | undefined> {
  const { inbox, clock } = context;
  const { own, peer, callControlId, sessionId, messageId, types } = query;
  const wants = (name: string) => types === undefined || types.includes(name);
  if (messageId !== undefined) return wants('message.finalized') ? message?.ended : undefined;
  if (callControlId !== undefined || sessionId !== undefined) {
    if (!wants('call.hangup')) return undefined;
    const story = await inbox.call(sessionId === undefined ? { callControlId: callControlId ?? '' } : { sessionId });
    if (story?.state !== 'ended') return undefined;
    const words = `call: ${endOf(story)}${story.sessionId === undefined ? '' : ` ${callId(story.sessionId)}`}`;
    return { at: story.endedAt ?? clock(), messageId: undefined, words };
  }
  if (own === undefined || peer === undefined || !wants('message.received')) return undefined;
  const { items } = await inbox.thread({ own, others: [peer], limit: 1 });
  const last = items.at(-1);
  const isReply = last?.kind === 'text' && last.from === 'them' && clock() - last.at < JUST_NOW_MS;
  return isReply ? { at: last.at, messageId: last.messageId, words: wordsOf(last, false, roomFor(1), true) } : undefined;
}
