import type { Arrived, CallStory, Conversation, Inbox, TextItem, Tool } from '../../../../shared/mcp/tool/index.ts';
import { callTool } from '../../../support/call-tool.ts';
import { EMPTY_INBOX } from '../../../support/fake-inbox.ts';
import { contextFor, type Run } from '../../../app/contract/support/run-tool.ts';
import { startEdge, type Answer } from '../../../app/contract/support/telnyx-edge.ts';

export const OWN = '+13125550100';
export const PEER = '+13125550111';
export const ID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
export const SESSION = '428c31b6-7af4-4bcb-b7f5-5013ef9657c1';

/** The clock of these calls. */
export const NOW = Date.UTC(2026, 0, 1);

/** Answers by the path of the request; anything else is an empty list. */
export const byPath =
  (answers: Readonly<Record<string, unknown>>): Answer =>
  ({ url, method }, response) => {
    const [at = ''] = url.split('?');
    const answer = answers[`${method} ${at}`] ?? answers[at] ?? { data: [] };
    const status = typeof answer === 'number' ? answer : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(status === 200 ? answer : { errors: [] }));
  };

/** Calls a tool with an inbox that holds something. */
export async function runWith(tool: Tool, args: object, inbox: Partial<Inbox> = {}, answer: Answer = byPath({})): Promise<Run> {
  const edge = await startEdge(answer);
  try {
    const context = { ...contextFor(tool, edge.baseUrl), inbox: { ...EMPTY_INBOX, ...inbox } };
    return { result: await callTool(tool, args, context), seen: edge.seen };
  } catch (error) {
    return { error, seen: edge.seen };
  } finally {
    await edge.stop();
  }
}

export const pathsOf = ({ seen }: Run): string[] => seen.map(({ method, url }) => `${method} ${url.split('?')[0] ?? ''}`);

export const text = (about: Partial<TextItem> = {}): TextItem => ({
  kind: 'text',
  at: NOW - 4 * 60_000,
  messageId: ID,
  from: 'them',
  writer: undefined,
  channel: 'SMS',
  text: 'Can you move it to 3pm?',
  subject: undefined,
  media: [],
  state: undefined,
  each: [],
  problems: [],
  cost: undefined,
  keyword: undefined,
  cut: false,
  ...about,
});

export const ours = (about: Partial<TextItem> = {}): TextItem =>
  text({
    from: 'us',
    text: 'Yes, 3pm works.',
    state: { stage: 'delivered', status: 'delivered', final: true },
    cost: { amount: '0.0051', currency: 'USD' },
    ...about,
  });

export const conversation = (about: Partial<Conversation> = {}): Conversation => ({
  id: 'c1',
  kind: 'thread',
  own: OWN,
  others: [PEER],
  sessionId: undefined,
  last: text(),
  waitsForUs: true,
  optedOutAt: undefined,
  ...about,
});

export const listOf = (...conversations: readonly Conversation[]): Pick<Inbox, 'list'> => ({
  list: () => Promise.resolve({ conversations, before: undefined }),
});

export const threadOf = (items: readonly TextItem[], about: { before?: string; optedOutAt?: number } = {}): Pick<Inbox, 'thread'> => ({
  thread: () => Promise.resolve({ id: 'c1', own: OWN, others: [PEER], items, before: about.before, optedOutAt: about.optedOutAt }),
});

export const storyOf = (about: Partial<CallStory> = {}): CallStory => ({
  sessionId: SESSION,
  callControlIds: ['v3:a'],
  direction: 'outgoing',
  from: OWN,
  to: PEER,
  state: 'ended',
  outcome: 'answered',
  startedAt: Date.UTC(2026, 0, 1, 14, 1, 55),
  answeredAt: Date.UTC(2026, 0, 1, 14, 2, 1),
  endedAt: Date.UTC(2026, 0, 1, 14, 2, 22),
  seconds: 21,
  endedBy: 'callee',
  cause: 'normal_clearing',
  sip: '200',
  answeredBy: undefined,
  digits: '',
  transcript: [],
  recordings: [],
  cost: undefined,
  notes: [],
  ...about,
});

const MESSAGE = {
  kind: 'message',
  type: 'message.received',
  at: NOW,
  messageId: ID,
  direction: 'inbound',
  own: OWN,
  others: [PEER],
  from: PEER,
  profileId: undefined,
  channel: 'SMS',
  text: 'On my way',
  subject: undefined,
  media: [],
  statuses: [],
  problems: [],
  cost: undefined,
  keyword: undefined,
  standsAt: NOW,
} as const;

type Event = Arrived['event'];
type MessageEvent = Extract<Event, { kind: 'message' }>;
type CallEvent = Extract<Event, { kind: 'call' }>;

export const messageEvent = (about: Partial<MessageEvent> = {}): Arrived => ({ event: { ...MESSAGE, ...about }, at: NOW, id: 'c1' });

const CALL = {
  kind: 'call',
  type: 'call.hangup',
  at: NOW,
  name: 'hangup',
  callControlId: 'v3:a',
  legId: undefined,
  sessionId: SESSION,
  direction: 'outgoing',
  from: OWN,
  to: PEER,
  startedAt: undefined,
  endedAt: undefined,
  hangup: undefined,
  answeredBy: undefined,
  digits: undefined,
  said: undefined,
  recording: undefined,
  cost: undefined,
  conversationSeconds: undefined,
  status: undefined,
} as const;

export const callEvent = (about: Partial<CallEvent> = {}): Arrived => ({ event: { ...CALL, ...about }, at: NOW, id: 'v1' });
