import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { json, Schema, Texts, type Dialect } from './dialect.ts';

const Item = z.union([
  z.object({ type: z.literal('function_call_output'), output: Texts }),
  z.object({ role: z.string(), content: Texts }),
  z.object({ type: z.string() }),
]);
const Request = z.object({
  instructions: z.string().nullish(),
  input: z.union([z.string().transform((content) => [{ role: 'user', content }]), z.array(Item)]),
  tools: z
    .array(z.looseObject({ name: z.string().default(''), description: z.string().default(''), parameters: Schema.default({}) }))
    .default([]),
});

/** OpenAI's Responses API, without streaming. */
export const responsesApi: Dialect = {
  asks: (path) => path.endsWith('/responses'),
  read(body) {
    const { instructions, input, tools } = Request.parse(body);
    return {
      text: [instructions ?? '', ...input.flatMap((item) => ('content' in item ? item.content : []))].join('\n'),
      tools: tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
      results: input.flatMap((item) => ('output' in item ? item.output : [])),
    };
  },
  write(turn) {
    const id = randomUUID();
    const item =
      'say' in turn
        ? {
            id: `msg_${id}`,
            type: 'message',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text: turn.say, annotations: [] }],
          }
        : {
            id: `fc_${id}`,
            call_id: `call_${id}`,
            type: 'function_call',
            status: 'completed',
            name: turn.tool,
            arguments: JSON.stringify(turn.args),
          };
    const usage = {
      input_tokens: 1,
      output_tokens: 1,
      total_tokens: 2,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    };
    return json({ id: `resp_${id}`, object: 'response', created_at: 0, status: 'completed', model: 'stub', output: [item], usage });
  },
};
