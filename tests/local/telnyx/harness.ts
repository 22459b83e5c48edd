import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:http';
import { afterEach, beforeEach } from '@jest/globals';
import { answerIssues } from '../../../infra/local/telnyx/document.ts';
import { TelnyxError } from '../../../infra/local/telnyx/errors.ts';
import { createRouter } from '../../../infra/local/telnyx/router.ts';
import { ROUTES } from '../../../infra/local/telnyx/routes/index.ts';
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

/** The authorization of an S3 request: of a signature, the simulator checks the form alone. */
export const signed = (key: string) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260715/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;

const operationAt = createRouter(ROUTES);

/** Where the document is behind Telnyx's pages and SDK, or behind answers that were seen. */
const DEVIATIONS = [
  // Some operations lack members of the one error body.
  / \/errors\/\d+\/(source|meta)(\/parameter)?: Not in the document$/,
  // Scheduled messages.
  /^(POST|GET) \/messages(\/\{id\})? \/data\/(to\/0\/status: |send_at: Not in)/,
  /^DELETE \/messages\/\{id\} \/(send_at|wait_seconds|organization_id): Not in/,
  // It describes two errors without the list that all other operations have.
  /^(DELETE \/messages\/\{id\}|GET \/messaging_optouts) \/(code|title|errors): /,
  // Calls that are not dialled: the code is a number, and there is no title.
  /^POST \/(calls|texml).* \/(data|telnyx_error|errors\/0\/(code|title)): /,
  // Lookups.
  / \/data\/(valid_number|carrier\/mobile_network_code): /,
  // Models and settings of assistants that the SDK has.
  /^(POST|GET) \/ai\/assistants.*\/(transcription\/model|telephony_settings\/noise_suppression): The value must/,
  // Messages from a person who said STOP, START or HELP.
  / \/data\/autoresponse_type: Not in/,
  // Its own example of this time is none of RFC 3339.
  /^GET \/messaging_optouts \/data\/\d+\/created_at: /,
];

/** What Telnyx's document says against an answer, where it knows the operation and, of an error, the status. */
export function issuesOf(method: string, path: string, { status, json }: Pick<Answer, 'status' | 'json'>): string[] {
  // The document has no records of these.
  if (/=(call-control|sip-trunking|ai-voice-assistant|inference)\b/.test(path)) return [];
  try {
    const { operation } = operationAt(method, path.split('?')[0] ?? '');
    const issues = answerIssues(operation, status, json).filter((issue) => !(status >= 400 && issue.includes(' declares no ')));
    return issues.filter((issue) => !DEVIATIONS.some((deviation) => deviation.test(`${operation} ${issue}`)));
  } catch (error) {
    if (error instanceof TelnyxError) return [];
    throw error;
  }
}

/** A running simulator with a standing clock, and a client that sends paths exactly as written. */
async function startSimulator(options: TelnyxSimulatorOptions = {}) {
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

  // An answer of a fault is the test's own.
  let faulty = false;
  return {
    url,
    /** A request to an operation; `path` lies below /v2. The answer must be as Telnyx's document has it. */
    api: async (method: string, path: string, body?: unknown, asked?: Asked) => {
      const answer = await send(method, `/v2${path}`, body, asked);
      const issues = faulty ? [] : issuesOf(method, path, answer);
      if (issues.length > 0) throw new Error(`${method} ${path} answered ${answer.status}: ${issues.join('; ')}`);
      return answer;
    },
    /** A request to any path. */
    send,
    /** A test control: no key. */
    control: (method: string, path: string, body?: unknown) => {
      faulty ||= path === '/faults';
      return send(method, `/_sim${path}`, body, { key: null });
    },
    advance: (ms: number) => send('POST', '/_sim/clock', { advance_ms: ms }, { key: null }),
    close: async () => {
      agent.destroy();
      await simulator.close();
    },
  };
}

type Running = Awaited<ReturnType<typeof startSimulator>>;

/** A fresh simulator for every test of a file. */
export function useSimulator(options?: TelnyxSimulatorOptions): Running {
  let running: Running;
  beforeEach(async () => {
    running = await startSimulator(options);
  });
  afterEach(() => running.close());
  return {
    get url() {
      return running.url;
    },
    api: (...request) => running.api(...request),
    send: (...request) => running.send(...request),
    control: (...request) => running.control(...request),
    advance: (ms) => running.advance(ms),
    close: () => running.close(),
  };
}
