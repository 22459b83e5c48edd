/** The HTTP server of each stand-in, on the loopback interface. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface LoopbackRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
  /** Reads at most 64 KiB of text. */
  body(): Promise<string>;
}

export interface LoopbackAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoopbackServer {
  /**
   * Binds 127.0.0.1.
   * @param port default: any free one
   * @returns the base URL, without a trailing slash
   */
  listen(port?: number): Promise<{ url: string }>;
  /** Stops listening and destroys open sockets. Can be called twice. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const BODY_LIMIT = 64 * 1024;
/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const IDLE_MS = 120_000;

class BodyTooLarge extends Error {}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > BODY_LIMIT) throw new BodyTooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, answer: LoopbackAnswer): void {
  const body = answer.body ?? '';
  response.writeHead(answer.status, { 'Content-Length': Buffer.byteLength(body), ...answer.headers });
  response.end(body);
}

/** Lets a server listen on loopback; to close it aborts `closing` and ends every connection. */
export const listenerOf = (server: Server, closing: AbortController): LoopbackServer => ({
  listen: (port = 0) =>
    new Promise((resolve, reject) => {
      server.keepAliveTimeout = IDLE_MS;
      server.once('error', reject);
      server.listen(port, HOST, () => {
        server.off('error', reject);
        const address = server.address();
        const bound = typeof address === 'object' && address !== null ? address.port : port;
        resolve({ url: `http://${HOST}:${bound}` });
      });
    }),
  close: () =>
    new Promise((resolve) => {
      closing.abort();
      server.close(() => resolve());
      server.closeAllConnections();
    }),
});

/** An exception of `handle` becomes an empty 500 (413 for a body over 64 KiB), which cannot be mistaken for an error of the imitated service. */
export function createLoopbackServer(handle: (request: LoopbackRequest) => LoopbackAnswer | Promise<LoopbackAnswer>): LoopbackServer {
  const closing = new AbortController();

  async function answer(incoming: IncomingMessage): Promise<LoopbackAnswer> {
    try {
      return await handle({
        method: incoming.method ?? 'GET',
        url: new URL(incoming.url ?? '/', `http://${HOST}`),
        headers: incoming.headers,
        closing: closing.signal,
        body: () => readBody(incoming),
      });
    } catch (error) {
      if (error instanceof BodyTooLarge) return { status: 413, headers: { Connection: 'close' } };
      // close() aborts requests: nothing to report.
      if (!closing.signal.aborted) console.error(error);
      return { status: 500 };
    }
  }

  const server = createServer((incoming, response) => {
    void answer(incoming).then((done) => {
      if (!response.destroyed) send(response, done);
    });
  });

  return listenerOf(server, closing);
}

/** Waits `ms` milliseconds, or until the server closes. */
export async function pause(ms: number, closing: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: closing }).catch(() => undefined);
}
