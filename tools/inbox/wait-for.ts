import { z } from 'zod';
import {
  attempted,
  defineTool,
  field,
  MessageSender,
  OwnEnd,
  path,
  UpstreamClientError,
  type Arrived,
  type ToolContext,
  type Waited,
  type WaitQuery,
} from '../../shared/mcp/tool/index.ts';
import { EventTypes } from '../webhooks/support/event-types.ts';
import { arrivedLine, spaced } from './support/arrived.ts';
import { CALL } from './support/call-ids.ts';
import { endLine } from './support/call-lines.ts';
import { Cursor } from './support/cursor.ts';
import { missedEvents } from './support/gaps.ts';
import { plain, roomFor, withTimes, type Dated } from './support/lines.ts';
import { missingSetup, SIDE_LOOK_MS } from './support/receivers.ts';

const HOUR_MS = 3_600_000;
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
    own: OwnEnd.optional().describe('Your number'),
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
    const { inbox, principal, signal, progress } = context;
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
    // Where the inbox was not told, Telnyx knows it all the same.
    const ended = after === undefined && (types?.includes('message.finalized') ?? true) ? message?.ended : undefined;
    const presence = { grantId: principal.grantId, signal, progress };
    const askedAt = context.clock();
    const waited = await inbox.wait({ ...query, seconds: ended === undefined ? seconds : 0 }, presence);
    const arrived = waited.arrived.slice(-MOST_LINES);
    const told = await Promise.all(arrived.map((one) => lineOf(context, one, roomFor(arrived.length))));
    const lines = told.length === 0 && ended !== undefined ? [ended] : told;
    const left = waited.arrived.length - arrived.length;
    const notes = [
      ...(lines.length > 0 ? [] : await whySilent(context, waited, query)),
      isReply(query) && waited.arrived.length > 0 && waited.arrived.every(({ at }) => at < askedAt)
        ? `This came before you asked. If your last message is newer, it is no answer to it: ask again with after=${waited.after}`
        : undefined,
      left > 0 ? `${left} earlier ones are left out: list_conversations and get_conversation have them.` : undefined,
    ];
    return {
      lines: withTimes(lines),
      after: waited.after,
      note: notes.filter((text) => text !== undefined).join(' ') || undefined,
    };
  },
});

/** The end of a call with what became of it, which its last event alone does not tell. */
async function lineOf({ inbox }: ToolContext, arrived: Arrived, most: number): Promise<Dated> {
  const line = arrivedLine(arrived, most);
  const { event } = arrived;
  if (event.kind !== 'call' || event.name !== 'hangup' || event.sessionId === undefined) return line;
  const story = await inbox.call({ sessionId: event.sessionId });
  return story?.state === 'ended' ? { ...line, words: endLine(story) } : line;
}

/**
 * Whether somebody waits for an answer. What came before the question may be an answer to an older message: that the last one was sent may not have
 * reached the inbox yet.
 */
const isReply = ({ after, messageId, callControlId, sessionId, own, peer }: Omit<WaitQuery, 'seconds'>) =>
  after === undefined &&
  messageId === undefined &&
  callControlId === undefined &&
  sessionId === undefined &&
  own !== undefined &&
  peer !== undefined;

/** Nobody asks why while things arrive, and each wait is answered as soon as they do. */
const whySilent = async (context: ToolContext, waited: Waited, query: Omit<WaitQuery, 'seconds'>) => [
  silence(waited),
  // In a crowd nobody asks Telnyx, which would make it longer.
  ...(waited.crowded
    ? []
    : await Promise.all([
        missingSetup(context, senderOf(query)),
        missedEvents(context, context.clock() - HOUR_MS, query.peer === undefined ? [] : [query.peer]),
      ])),
];

/** What would have to send the events that are waited for. */
function senderOf({ callControlId, sessionId, messageId, own, peer }: Omit<WaitQuery, 'seconds'>) {
  if (callControlId !== undefined || sessionId !== undefined) return 'application';
  return messageId === undefined && own === undefined && peer === undefined ? undefined : 'profile';
}

const silence = ({ seconds, after, crowded }: Waited) =>
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
  const asked = await attempted(telnyx.get(path`/messages/${id}`, { answer: field.data(Message, 'id'), withinMs: SIDE_LOOK_MS }));
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
