import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from '../../../support/listen.ts';
import type { Dialect, Prompt, Turn } from './dialect.ts';

/** What the model does next, given all that it has seen. */
export type Model = (prompt: Prompt) => Turn | Promise<Turn>;

/** A model provider on loopback that thinks what it is told to. */
export interface Provider {
  readonly url: string;
  /** Every prompt so far, in order. */
  readonly prompts: readonly Prompt[];
  /** Requests to anything but the model, and what went wrong with requests to it. */
  readonly errors: readonly string[];
  stop(): Promise<void>;
}

/** @param dialect the API that it speaks */
export async function startProvider(dialect: Dialect, model: Model): Promise<Provider> {
  const prompts: Prompt[] = [];
  const errors: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: path = '/' } = request;
    if (!dialect.asks(path)) {
      errors.push(`${request.method ?? ''} ${path}`);
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Not here"}}');
      return;
    }
    const body = await json(request);
    const prompt = dialect.read(body);
    prompts.push(prompt);
    const turn = dialect.write(await model(prompt), body, path);
    response.writeHead(200, { 'content-type': turn.type }).end(turn.body);
  }

  const server = await listen((request, response) => {
    answer(request, response).catch((error: unknown) => {
      errors.push(String(error));
      // A status that clients do not repeat.
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"The stub cannot read this"}}');
    });
  });
  return { ...server, prompts, errors };
}
