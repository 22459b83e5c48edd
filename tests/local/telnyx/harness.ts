import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:http';
import type { TelnyxSimulatorOptions } from '../../../infra/local/telnyx/server.ts';
import { createTelnyxSimulator, LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';

/** Noon of a Wednesday, UTC: the clock stands there until a test moves it. */
const NOON = Date.parse('2026-07-15T12:00:00Z');

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed body, or null where it is not JSON; its shape is what the tests examine. */
  json: ReturnType<typeof JSON.parse>;
}

export interface Asked {
  key?: string | null;
  headers?: Record<string, string>;
  raw?: string;
}

/** A running simulator with a standing clock, and a client that sends paths exactly as written. */
export async function startSimulator(options: TelnyxSimulatorOptions = {}) {
  const simulator = createTelnyxSimulator({ clock: () => NOON, ...options });
  const { url } = await simulator.listen();
  const agent = new Agent({ keepAlive: true });

  const send = (method: string, path: string, body?: unknown, { key = LOCAL_API_KEY, headers = {}, raw }: Asked = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const all = {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(payload !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
        ...headers,
      };
      const outgoing = request(`${url}/`, { method, path, headers: all, agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          let json = null;
          try {
            json = JSON.parse(text);
          } catch {
            // Not JSON: the test looks at the text.
          }
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    });

  return {
    url,
    /** A request to an operation; `path` lies below /v2. */
    api: (method: string, path: string, body?: unknown, asked?: Asked) => send(method, `/v2${path}`, body, asked),
    /** A request to any path. */
    send,
    /** A knob: no key. */
    knob: (method: string, path: string, body?: unknown) => send(method, `/_sim${path}`, body, { key: null }),
    advance: (ms: number) => send('POST', '/_sim/clock', { advance_ms: ms }, { key: null }),
    close: async () => {
      agent.destroy();
      await simulator.close();
    },
  };
}

export type Running = Awaited<ReturnType<typeof startSimulator>>;
