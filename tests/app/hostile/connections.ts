import { Agent, request as open, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Connections {
  /** Redirects are not followed. Rejects where there is no whole answer. */
  send(request: Sent): Promise<Received>;
  /** Closes what is kept open; the next request opens anew. */
  close(): void;
}

/** More than any answer takes, the waits between two tries included: beyond it the app hangs. */
const PATIENCE_MS = 28_000;

/**
 * Kept connections to one server.
 *
 * @param patienceMs how long an answer may take
 */
export function openConnections(url: string, patienceMs = PATIENCE_MS): Connections {
  let agent = new Agent({ keepAlive: true, scheduling: 'lifo' });
  return {
    async send(request) {
      try {
        return await exchange(url, request, agent, patienceMs);
      } catch (error) {
        // The server may end a kept connection in this very moment (RFC 9112 section 9.3.1); a new one it must answer.
        if (!(error instanceof StaleConnection)) throw error;
        return exchange(url, request, false, patienceMs);
      }
    },
    close() {
      agent.destroy();
      agent = new Agent({ keepAlive: true, scheduling: 'lifo' });
    },
  };
}

class StaleConnection extends Error {}

function exchange(url: string, { method, path, headers, body }: Sent, agent: Agent | false, patienceMs: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = open(`${url}${path}`, { method, agent, headers: { ...headers, ...length } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error(`No answer within ${patienceMs} ms`)));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      reject(outgoing.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection() : error);
    });
    outgoing.end(body);
  });
}
