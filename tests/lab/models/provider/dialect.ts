import { z } from 'zod';

/** A tool as the client gives it to its provider. */
export interface ShownTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments, in the provider's form. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a request to the provider holds: all that the model sees. */
export interface Prompt {
  /** Every text of the person and of the system. */
  readonly text: string;
  readonly tools: readonly ShownTool[];
  /** The results of the tool calls so far, in their order, as text. */
  readonly results: readonly string[];
}

/** What the model says next. */
export type Turn = { readonly tool: string; readonly args: Readonly<Record<string, unknown>> } | { readonly say: string };

/** How one provider's API writes prompts and turns. */
export interface Dialect {
  /** Whether a request to this path asks for a turn of the model. */
  readonly asks: (path: string) => boolean;
  /** @throws ZodError where the body is not one of this API. */
  readonly read: (body: unknown) => Prompt;
  readonly write: (turn: Turn, body: unknown, path: string) => { readonly type: string; readonly body: string };
}

export const Schema = z.record(z.string(), z.unknown());

/** Texts in the parts of a message, whether it is a string or a list of parts. */
export const Texts = z
  .union([
    z.string().transform((text) => [text]),
    z.array(z.looseObject({ text: z.string().optional() })).transform((parts) => parts.flatMap(({ text }) => text ?? [])),
  ])
  .transform((texts) => texts.join('\n'));

export const json = (body: unknown) => ({ type: 'application/json', body: JSON.stringify(body) });

/** Events of a stream, each with its name where the API names them. */
export const eventStream = (events: readonly object[], named = false) => ({
  type: 'text/event-stream',
  body: events
    .map((event) => `${named && 'type' in event ? `event: ${String(event.type)}\n` : ''}data: ${JSON.stringify(event)}\n\n`)
    .join(''),
});
