import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What a webhook was answered with. */
export interface WebhookAnswer {
  readonly status: number;
  /** Pairs of name and value. */
  readonly headers: [string, string][];
  readonly body: string;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The whole answer has to be there within this time. */
  readonly timeoutMs: number;
  /** Aborts when the simulator closes. */
  readonly signal: AbortSignal;
}

/** As much of an answer's body is kept. */
const MAX_BODY = 4096;

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a URL is one of this machine. Nothing is ever sent to another. */
export const isLoopback = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return /^https?:$/.test(protocol) && LOOPBACK.includes(hostname);
};

/**
 * One POST to a URL of this machine, over a connection of its own. A redirect is an answer like others.
 *
 * @returns undefined where no whole answer came in time
 */
export function post({ url, headers, body, timeoutMs, signal }: Posting): Promise<WebhookAnswer | undefined> {
  if (!isLoopback(url)) throw new RangeError('only URLs of this machine can be reached');
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const outgoing = send(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': String(body.length) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    outgoing.on('error', () => resolve(undefined));
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => void chunks.push(chunk));
      incoming.on('error', () => resolve(undefined));
      incoming.on('close', () => resolve(undefined));
      incoming.on('end', () => {
        const shown = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
        resolve({ status: incoming.statusCode ?? 0, headers: shown, body: Buffer.concat(chunks).toString().slice(0, MAX_BODY) });
      });
    });
    outgoing.end(body);
  });
}
