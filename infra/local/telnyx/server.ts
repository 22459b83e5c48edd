import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { LoopbackServer } from '../cloud/loopback/server.ts';
import { listenerOf } from '../cloud/loopback/server.ts';
import { send, sendFaulty } from './answer.ts';
import { control } from './control/control.ts';
import { errorBody, errorEntry } from './errors.ts';
import { createPhone } from './phone/serve.ts';
import type { RawRequest, Simulator } from './simulator.ts';
import { createSimulator } from './simulator.ts';

/** The key of the account that exists by default. It opens nothing but this simulator. */
export const LOCAL_API_KEY = 'KEY00000000000000000000000000010ca1';

export interface TelnyxSimulatorOptions {
  /** One account per key; the first is the default of the test controls. */
  readonly apiKeys?: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Requests per second and key; beyond it 429. */
  readonly rateLimit?: number;
}

const CONTROLS = '/_sim';
const MAX_BODY = 10 * 1024 * 1024;
const NO_BODY = Buffer.alloc(0);

/** The whole body, or undefined where it is larger than 10 MiB. Rejects when the caller hangs up. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

const hasBody = ({ headers }: IncomingMessage) => headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

async function answerControl(simulator: Simulator, { method, url, body }: RawRequest, response: ServerResponse): Promise<void> {
  const reply = await control(simulator, method, url.slice(CONTROLS.length), body.toString());
  response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
}

function answerRequest(
  simulator: Simulator,
  request: RawRequest,
  response: ServerResponse,
  closing: AbortSignal,
  phone: ReturnType<typeof createPhone>,
): Promise<void> | undefined {
  const { method, url, headers, body } = request;
  const page = phone(request);
  if (page) {
    response.writeHead(page.status, page.headers).end(page.body);
    return undefined;
  }
  if (url.startsWith(`${CONTROLS}/`)) return answerControl(simulator, request, response);
  const entry = simulator.log.add({ method, url, headers, body: body.toString(), at: simulator.now() });
  const fault = simulator.faults.take(method, url);
  const accepted = () => {
    entry.accepted = true;
  };
  if (fault) return sendFaulty(simulator, fault, request, response, closing, accepted);
  const outcome = simulator.answer(request);
  if (outcome.status < 400) accepted();
  send(response, outcome);
  return undefined;
}

/**
 * A program that behaves like https://api.telnyx.com/v2 for the operations in routes/, with accounts, numbers, messages and money of its own.
 * Operations are below /v2, test controls below
 * /_sim. Nothing leaves the machine and nothing outlives the process.
 */
export function createTelnyxSimulator({
  apiKeys = [LOCAL_API_KEY],
  clock = Date.now,
  rateLimit = 2000,
}: TelnyxSimulatorOptions = {}): LoopbackServer {
  const closing = new AbortController();
  const simulator = createSimulator({ apiKeys, clock, rateLimit, closing: closing.signal });
  const phone = createPhone(simulator);

  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const body = hasBody(message) ? await readBody(message) : NO_BODY;
    if (!body) {
      response
        .writeHead(413, { 'content-type': 'application/json', connection: 'close' })
        .end(JSON.stringify(errorBody([errorEntry('10015')])));
      return;
    }
    await answerRequest(
      simulator,
      { method: message.method ?? '', url: message.url ?? '', headers: message.headers, body },
      response,
      closing.signal,
      phone,
    );
  };

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      if (closing.signal.aborted || response.destroyed) return;
      console.error(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify(errorBody([errorEntry('10007')])));
    });
  });
  return listenerOf(server, closing);
}
