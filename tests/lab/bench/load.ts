/** The load: a bounded number of POSTs over keep-alive connections, latencies in microseconds. */
import { Agent, request as send } from 'node:http';
import { isGood, type McpRequest } from './requests.ts';

export interface LoadResult {
  /** ms per good answer, complete. */
  readonly latencies: readonly number[];
  readonly seconds: number;
  readonly failures: number;
}

/** Keep-alive connections to one server; opened by need, kept between loads so that no handshake is measured. */
export function connections(count: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: count, scheduling: 'lifo' });
}

/**
 * Sends one request.
 *
 * @returns the status and the whole body.
 * @throws Error where the connection breaks.
 */
export function exchange(
  url: string,
  { headers, body }: Pick<McpRequest, 'headers' | 'body'>,
  agent: Agent,
): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** `count` requests, at most `width` at a time, each sent when an earlier one is answered. */
export async function load(url: string, request: McpRequest, agent: Agent, width: number, count: number): Promise<LoadResult> {
  const latencies: number[] = [];
  let failures = 0;
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const startedAt = performance.now();
      const { status, text } = await exchange(url, request, agent).catch(() => ({ status: undefined, text: '' }));
      if (isGood(status, text)) latencies.push(performance.now() - startedAt);
      else failures += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: width }, worker));
  return { latencies, failures, seconds: (performance.now() - startedAt) / 1000 };
}
