/** How much of a model's context the tool list takes. */
import { z } from 'zod';

const Answer = z.object({
  result: z.object({ tools: z.array(z.looseObject({ name: z.string(), description: z.string(), inputSchema: z.looseObject({}) })) }),
});

export interface ListSize {
  readonly tools: number;
  /** The whole answer, and what clients show a model of it: name, description and input schema. */
  readonly whole: { readonly characters: number; readonly bytes: number };
  readonly visible: { readonly characters: number; readonly bytes: number };
}

const size = (text: string) => ({ characters: text.length, bytes: Buffer.byteLength(text) });

/** In: the body of an answer to tools/list. */
export function measureList(text: string): ListSize {
  const { tools } = Answer.parse(JSON.parse(text)).result;
  const visible = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return { tools: tools.length, whole: size(text), visible: size(JSON.stringify(visible)) };
}
