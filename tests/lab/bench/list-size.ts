/** How much of a model's context the tool list takes. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { z } from 'zod';

const Answer = z.object({
  result: z.object({ tools: z.array(z.looseObject({ name: z.string(), description: z.string(), inputSchema: z.looseObject({}) })) }),
});

interface Size {
  readonly characters: number;
  readonly bytes: number;
  /** As o200k_base counts them: other models count alike within a tenth or so. */
  readonly tokens: number;
}

export interface ListSize {
  readonly tools: number;
  /** The whole answer, and what clients show a model of it: name, description and input schema. */
  readonly whole: Size;
  readonly visible: Size;
}

const size = (text: string): Size => ({ characters: text.length, bytes: Buffer.byteLength(text), tokens: countTokens(text) });

export function measureList(text: string): ListSize {
  const { tools } = Answer.parse(JSON.parse(text)).result;
  const visible = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return { tools: tools.length, whole: size(text), visible: size(JSON.stringify(visible)) };
}
