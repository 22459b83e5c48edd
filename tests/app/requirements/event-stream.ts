import { z } from 'zod';

/** A JSON-RPC message as it came. */
export const Message = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  result: z.looseObject({}).optional(),
  error: z.looseObject({ code: z.int(), message: z.string() }).optional(),
});
export type Message = z.output<typeof Message>;

const Progress = z.object({ progressToken: z.union([z.string(), z.number()]), progress: z.number() });

/** @returns its messages, in order. */
export async function messagesOf(response: Response): Promise<Message[]> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return [Message.parse(JSON.parse(text))];
  const data = text.split('\n').filter((line) => line.startsWith('data:') && line.slice(5).trim() !== '');
  return data.map((line) => Message.parse(JSON.parse(line.slice(5))));
}

/** @returns token and step of every progress notification among them. */
export const progressOf = (messages: readonly Message[]) =>
  messages.filter(({ method }) => method === 'notifications/progress').map(({ params }) => Progress.parse(params));
