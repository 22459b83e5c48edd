import { createServer, request as send, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that is held. */
interface Held {
  /** Settles when such a request has come as far as it may. */
  readonly reached: Promise<void>;
  /** Lets it go on. */
  readonly release: () => void;
}

/** A way to an HTTP service on loopback that counts requests, holds them, loses answers and says another time. */
export interface ServiceGate {
  /** The target's URL with the gate's port. */
  readonly url: string;
  /** Requests so far, such as `GET /account/table(…)`; the body follows after a line break. */
  readonly requests: readonly string[];
  /** Bodies of the service's answers so far. */
  readonly answers: readonly string[];
  /** Holds the next request that fits, with its body: before the service gets it, or its answer after it was carried out. */
  hold(only: RegExp, moment: 'request' | 'answer'): Held;
  /** The next requests that fit are carried out, and their connections break without an answer. */
  loseAnswers(only: RegExp, times?: number): void;
  /** From now on every request that fits is broken before the service gets it, until {@link restore}. */
  refuse(only: RegExp): void;
  restore(): void;
  /** The time that the service says from now on, in milliseconds since the epoch: it stands still. */
  setTime(at: number): void;
  stop(): Promise<void>;
}

interface Rule {
  readonly only: RegExp;
  readonly kind: 'hold request' | 'hold answer' | 'lose answer' | 'refuse';
  left: number;
  readonly come: () => void;
  readonly until: Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** @returns a function, and what settles once it was called */
function signal(): [() => void, Promise<void>] {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return [() => give(), given];
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function passOn(target: URL, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port: target.port, method, path: url, headers }, (answer) => {
      const { statusCode: status = 502, headers: answered } = answer;
      bytesOf(answer).then((bytes) => resolve({ status, headers: answered, body: bytes }), reject);
    });
    outgoing.on('error', reject).end(body);
  });
}

/** Starts a gate. Whoever signs the URL must not sign host or port (shared keys do not). */
export async function startServiceGate(target: string): Promise<ServiceGate> {
  const service = new URL(target);
  const requests: string[] = [];
  const answers: string[] = [];
  let rules: Rule[] = [];
  let time: number | undefined;

  // Longer than any client keeps an idle connection, so that none is closed under a request.
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    void (async () => {
      const body = await bytesOf(request);
      const text = `${request.method ?? ''} ${request.url ?? ''}\n${body.toString()}`;
      requests.push(text);
      const rule = rules.find(({ only, left }) => left > 0 && only.test(text));
      if (rule) rule.left--;
      if (rule?.kind === 'hold request') {
        rule.come();
        await rule.until;
      }
      if (rule?.kind === 'refuse') return void response.destroy();
      const answer = await passOn(service, request, body);
      answers.push(answer.body.toString());
      if (rule?.kind === 'hold answer') {
        rule.come();
        await rule.until;
      }
      if (rule?.kind === 'lose answer') return void response.destroy();
      const { 'transfer-encoding': _chunked, connection: _kept, ...headers } = answer.headers;
      const date = time === undefined ? headers.date : new Date(time).toUTCString();
      response.writeHead(answer.status, { ...headers, date, 'content-length': answer.body.length }).end(answer.body);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);

  const add = (only: RegExp, kind: Rule['kind'], left = Infinity): Held => {
    const [come, reached] = signal();
    const [release, until] = signal();
    rules.push({ only, kind, left, come, until });
    return { reached, release };
  };
  return {
    url: url.href.replace(/\/$/, ''),
    requests,
    answers,
    hold: (only, moment) => add(only, `hold ${moment}`, 1),
    loseAnswers: (only, times = 1) => void add(only, 'lose answer', times),
    refuse: (only) => void add(only, 'refuse'),
    restore: () => void (rules = []),
    setTime: (at) => void (time = at),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
