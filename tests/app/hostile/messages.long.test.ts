import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Received } from './connections.ts';
import { messages, type McpCase } from './messages.ts';
import { useHostileApp } from './hostile-app.ts';

const hostile = useHostileApp();

const STATUSES = new Set([200, 202, 204, 400, 401, 403, 404, 405, 406, 413, 415]);
const Id = z.union([z.string(), z.number(), z.null()]);
const RpcAnswer = z.union([
  z.strictObject({ jsonrpc: z.literal('2.0'), id: Id, result: z.looseObject({}) }),
  z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: Id.optional(),
    error: z.strictObject({ code: z.int(), message: z.string().min(1), data: z.unknown().optional() }),
  }),
]);
const Notification = z.strictObject({ jsonrpc: z.literal('2.0'), method: z.string(), params: z.looseObject({}) });
const HttpError = z.strictObject({ error: z.string().regex(/^[a-z_]+$/), error_description: z.string().min(1).max(400) });

function idOf(text: string): unknown {
  try {
    // A byte order mark is no part of the text; half a character becomes a whole one on its way (UTF-8).
    const message: unknown = JSON.parse(text.replace(/^\ufeff/, '').toWellFormed());
    return typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined;
  } catch {
    return undefined;
  }
}

/** The last message of a stream is the answer; those before tell of progress. */
function messageOf({ headers, text }: Received): unknown {
  if (!(headers['content-type'] ?? '').startsWith('text/event-stream')) return JSON.parse(text);
  const sent = text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as unknown] : []));
  for (const each of sent.slice(0, -1)) Notification.parse(each);
  return sent.at(-1);
}

async function check({ method, path, headers, text }: McpCase): Promise<void> {
  const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll('TOKEN', hostile.token)]));
  const answer = await hostile.send({ method, path, headers: filled, ...(method === 'POST' && { body: text }) });
  expect({ status: answer.status, known: STATUSES.has(answer.status) }).toEqual({ status: answer.status, known: true });
  if (answer.text.includes(hostile.token)) throw new Error('The answer holds the token');
  if (answer.text === '') {
    expect([202, 204, 403]).toContain(answer.status);
    if (answer.status === 403) expect(method).toBe('OPTIONS');
    return;
  }
  expect(answer.headers['content-type']).toMatch(/^(application\/json|text\/event-stream)\b/);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  const message = messageOf(answer);
  if ([400, 401, 403].includes(answer.status) && HttpError.safeParse(message).success) {
    if (answer.status === 401) expect(answer.headers['www-authenticate']).toMatch(/^Bearer .*resource_metadata="http/);
    return;
  }
  const rpc = RpcAnswer.parse(message);
  const asked = idOf(text);
  if ('result' in rpc) expect(rpc.id).toEqual(asked);
  else {
    expect([asked, null, undefined]).toContainEqual(rpc.id);
    // Longer than a few sentences only by what it quotes.
    expect(rpc.error.message.length).toBeLessThan(600 + 2 * (text.length + JSON.stringify(headers).length));
  }
}

test('every message of both eras, right or with wrong insides, gets an honest answer that tells nothing of the inside; nothing stays behind', async () => {
  await hostile.endure({ cases: messages, share: 0.3, lanes: 12, check });
}, 900_000);
