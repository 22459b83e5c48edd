import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** A request as it came over the wire. */
export interface Seen {
  readonly method: string;
  /** Raw: path and query as the client wrote them. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Raw text, "" without a body. */
  readonly body: string;
}

export type Answer = (seen: Seen, response: ServerResponse) => void;

export interface Edge {
  readonly baseUrl: string;
  readonly seen: readonly Seen[];
  readonly stop: () => Promise<void>;
}

const Address = z.object({ port: z.number() });

/** Starts an HTTP server on loopback that stands for Telnyx and keeps all requests. */
export async function startEdge(answer: Answer): Promise<Edge> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = Address.parse(server.address());
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers every request with the same JSON. */
export const json =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_seen, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };

/** Gives one answer after the other; the last one repeats. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let turn = 0;
  return (seen, response) => {
    answers[Math.min(turn++, answers.length - 1)]?.(seen, response);
  };
}
