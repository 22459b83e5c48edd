import { z } from 'zod';
import { eventStream, json, Schema, type Dialect } from './dialect.ts';

const Part = z.object({ text: z.string().optional(), functionResponse: z.object({ response: z.unknown() }).optional() });
const Content = z.object({ parts: z.array(Part).default([]) });
const Request = z.object({
  systemInstruction: Content.optional(),
  contents: z.array(Content),
  tools: z
    .array(
      z.object({
        functionDeclarations: z
          .array(
            z.object({
              name: z.string(),
              description: z.string().default(''),
              parameters: Schema.optional(),
              parametersJsonSchema: Schema.optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/** Google's Gemini API. */
export const geminiApi: Dialect = {
  asks: (path) => /:(streamGenerateContent|generateContent)(\?|$)/.test(path),
  read(body) {
    const { systemInstruction, contents, tools } = Request.parse(body);
    const parts = [systemInstruction ?? { parts: [] }, ...contents].flatMap((content) => content.parts);
    return {
      text: parts.flatMap(({ text }) => text ?? []).join('\n'),
      tools: tools
        .flatMap(({ functionDeclarations }) => functionDeclarations)
        .map(({ name, description, parameters, parametersJsonSchema }) => ({
          name,
          description,
          parameters: parametersJsonSchema ?? parameters ?? {},
        })),
      results: parts.flatMap(({ functionResponse }) => (functionResponse === undefined ? [] : JSON.stringify(functionResponse.response))),
    };
  },
  write(turn, _body, path) {
    const part = 'say' in turn ? { text: turn.say } : { functionCall: { name: turn.tool, args: turn.args } };
    const answer = {
      candidates: [{ index: 0, content: { role: 'model', parts: [part] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
      modelVersion: 'stub',
    };
    return path.includes('alt=sse') ? eventStream([answer]) : json(answer);
  },
};
