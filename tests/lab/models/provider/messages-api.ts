import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { eventStream, json, Schema, Texts, type Dialect, type Turn } from './dialect.ts';

const Part = z.union([
  z.object({ type: z.literal('tool_result'), content: Texts.default('') }),
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.string() }),
]);
const Request = z.object({
  stream: z.boolean().default(false),
  system: Texts.default(''),
  messages: z.array(
    z.object({ role: z.string(), content: z.union([z.string().transform((text) => [{ type: 'text' as const, text }]), z.array(Part)]) }),
  ),
  tools: z.array(z.looseObject({ name: z.string(), description: z.string().default(''), input_schema: Schema.default({}) })).default([]),
});

const blockOf = (turn: Turn) =>
  'say' in turn ? { type: 'text', text: turn.say } : { type: 'tool_use', id: `toolu_${randomUUID()}`, name: turn.tool, input: turn.args };

/** The stream of a turn: its one block comes in one piece. */
function events(turn: Turn, message: object) {
  const block = blockOf(turn);
  const [start, delta] =
    'say' in turn
      ? [
          { ...block, text: '' },
          { type: 'text_delta', text: turn.say },
        ]
      : [
          { ...block, input: {} },
          { type: 'input_json_delta', partial_json: JSON.stringify(turn.args) },
        ];
  return [
    { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
    { type: 'content_block_start', index: 0, content_block: start },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'say' in turn ? 'end_turn' : 'tool_use', stop_sequence: null },
      usage: { output_tokens: 1 },
    },
    { type: 'message_stop' },
  ];
}

/** Anthropic's Messages API. */
export const messagesApi: Dialect = {
  asks: (path) => /^\/(v1\/)?messages(\?|$)/.test(path),
  read(body) {
    const { system, messages, tools } = Request.parse(body);
    const parts = messages.flatMap(({ content }) => content);
    return {
      text: [system, ...parts.flatMap((part) => ('text' in part ? part.text : []))].join('\n'),
      tools: tools.map(({ name, description, input_schema }) => ({ name, description, parameters: input_schema })),
      results: parts.flatMap((part) => ('content' in part ? part.content : [])),
    };
  },
  write(turn, body) {
    const message = {
      id: `msg_${randomUUID()}`,
      type: 'message',
      role: 'assistant',
      model: 'stub',
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    if (Request.parse(body).stream) return eventStream(events(turn, message), true);
    return json({ ...message, content: [blockOf(turn)], stop_reason: 'say' in turn ? 'end_turn' : 'tool_use' });
  },
};
