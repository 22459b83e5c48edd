import { z } from 'zod';

const Structure = z.record(z.string(), z.unknown());

/** How clients wrap what a tool answered. */
const Wrapped = z.union([
  z.object({ structuredContent: Structure }).transform(({ structuredContent }) => structuredContent),
  z
    .object({ name: z.string(), content: Structure })
    .strict()
    .transform(({ content }) => content),
  Structure,
]);

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return Wrapped.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Reads a tool's answer as a model does, whatever stands around it.
 *
 * @throws Error where no answer of a tool is in it.
 */
export function answerIn(result: string): Readonly<Record<string, unknown>> {
  const answer = parsed(result) ?? parsed(result.slice(result.indexOf('{'), result.lastIndexOf('}') + 1));
  if (answer === undefined) throw new Error(`This is no answer: ${result}`);
  return answer;
}
