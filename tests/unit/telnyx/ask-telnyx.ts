import { inspect } from 'node:util';
import { z } from 'zod';
import { createTelnyx, path, type TelnyxCall, type TelnyxClient } from '../../../shared/telnyx/index.ts';
import { KEY } from '../../app/contract/support/run-tool.ts';
import { type Answer, type Seen, startEdge } from '../../app/contract/support/telnyx-edge.ts';

const ANSWER = z.object({ data: z.object({ id: z.string() }) });
export const OK = { data: { id: '1' } };

export interface Outcome {
  readonly answer?: unknown;
  readonly error?: unknown;
  readonly seen: readonly Seen[];
}

/** Everything that a log or a report could show of an error. */
export const shown = (error: unknown) => [String(error), JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join('\n');

interface Asking {
  readonly ask: (client: TelnyxClient) => Promise<unknown>;
  readonly call?: Partial<TelnyxCall>;
  readonly apiKey?: (rejected?: string) => Promise<string>;
}

/** Runs one request of the real client against a server that gives `answer`. */
export async function askTelnyx(answer: Answer, { ask, call, apiKey = () => Promise.resolve(KEY) }: Asking): Promise<Outcome> {
  const edge = await startEdge(answer);
  const client = createTelnyx({ baseUrl: edge.baseUrl, apiKey })({
    retry: 'refused',
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    ...call,
  });
  try {
    return { answer: await ask(client), seen: edge.seen };
  } catch (error) {
    return { error, seen: edge.seen };
  } finally {
    await edge.stop();
  }
}

export const get = (client: TelnyxClient) => client.get(path`/messages/${'1'}`, { answer: ANSWER });
export const post = (client: TelnyxClient) => client.post(path`/messages`, { body: { to: '1', none: undefined }, answer: ANSWER });
export const patch = (client: TelnyxClient) => client.patch(path`/phone_numbers/${'1'}`, { body: {}, answer: ANSWER });
