import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with an exchange (a request and its answer), on the level of bytes. */
export type FaultKind = keyof typeof BEHAVIOURS;

/** Every kind, for tests that go through all of them. `refuse` is not among them: nobody listens then. */
export const faultKinds = (): FaultKind[] => Object.keys(BEHAVIOURS) as FaultKind[];

interface Scope {
  /** Only exchanges whose request begins so, such as `/^POST \/v2\/messages/`; all where it is not given. */
  readonly only?: RegExp;
  /** So many exchanges, then it is over. */
  readonly times?: number;
}

interface ProxyOptions {
  /** A fixed port; any free one by default. */
  readonly port?: number;
  /** Gets all that is passed on to the target, before the target does. */
  readonly record?: (bytes: Buffer) => void;
}

export interface FaultProxy {
  /** The target's URL with the proxy's port. */
  readonly url: string;
  /** How many connections came so far, broken ones as well. */
  readonly connections: () => number;
  /** From now on this goes wrong, besides what was set before: the first that fits an exchange counts. With `cut` the open connections break as well. */
  set(kind: FaultKind, scope?: Scope): void;
  /** Resolves when noise has followed every answer that has ended (`flood_after`). */
  noise(): Promise<void>;
  /** Nobody listens any more, open connections break: ECONNREFUSED. */
  refuse(): Promise<void>;
  /** Everything is right again, on the same port; connections from before break. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

const LATENCY_MS = 300;
const DRIP_MS = 400;
/** How long after a complete answer the noise begins: whoever uses the connection again is faster, on a busy machine as well. */
export const QUIET_MS = 1_000;
const NOISE = Buffer.alloc(64 * 1024, ' ');
const ENDLESS_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n';
const HEAD_END = '\r\n\r\n';

/** One connection through the proxy, and how far the answer of its present exchange has come. */
interface Way {
  readonly client: Socket;
  readonly upstream: Socket;
  answerBytes: number;
  /** Of these, the head's; undefined until it has ended. */
  headBytes: number | undefined;
  /** The head so far, and the last bytes of the answer. */
  head: Buffer;
  tail: Buffer;
  /** Until noise begins. */
  timer: NodeJS.Timeout | undefined;
}

interface Behaviour {
  /** In place of passing on the request, or the answer; passed on where it is not given. `first` of its exchange. */
  readonly request?: (chunk: Buffer, way: Way, first: boolean) => void;
  readonly answer?: (chunk: Buffer, way: Way, first: boolean) => void;
}

const reset = ({ client, upstream }: Way) => {
  client.resetAndDestroy();
  upstream.destroy();
};
const half = (chunk: Buffer) => chunk.subarray(0, Math.ceil(chunk.length / 2));
const nothing = () => undefined;

function flip(chunk: Buffer, from: number, to = chunk.length): Buffer {
  const spoilt = Buffer.from(chunk);
  for (let index = from; index < Math.min(to, spoilt.length); index += 5) spoilt.writeUInt8(spoilt.readUInt8(index) ^ 0x15, index);
  return spoilt;
}

/** As fast as the other side takes it, until it hangs up. */
function flood(client: Socket): void {
  while (client.writable && client.write(NOISE));
  if (client.writable) client.once('drain', () => flood(client));
}

const LAST_CHUNK = '0\r\n\r\n';

/** Whether the whole answer has come, by its own framing (RFC 9112 section 6.3): no pause says so on a busy machine. */
function isComplete({ head, headBytes, answerBytes, tail }: Way): boolean {
  if (headBytes === undefined) return false;
  const text = head.toString('latin1', 0, headBytes);
  if (/^transfer-encoding: *chunked\r$/im.test(text)) return tail.toString('latin1').endsWith(LAST_CHUNK);
  return answerBytes - headBytes >= Number(/^content-length: *(\d+)\r$/im.exec(text)?.[1] ?? 0);
}

function drip(client: Socket, bytes: Buffer): void {
  if (client.destroyed || bytes.length === 0) return;
  client.write(bytes.subarray(0, 1));
  setTimeout(() => drip(client, bytes.subarray(1)), DRIP_MS).unref();
}

const BEHAVIOURS = {
  /** The answer comes late, and is good. */
  latency: { answer: (chunk, { client }) => void setTimeout(() => client.write(chunk), LATENCY_MS) },
  /** Taken, and never answered. */
  silence: { request: nothing },
  /** Reset before anything is passed on. */
  cut: { request: (_chunk, way) => reset(way) },
  cut_in_request: {
    request(chunk, way) {
      way.upstream.write(half(chunk), () => reset(way));
    },
  },
  /** Carried out; then the connection is reset without a word. */
  lose_answer: { answer: (_chunk, way) => reset(way) },
  cut_in_answer: {
    answer(chunk, way) {
      way.client.write(half(chunk), () => reset(way));
    },
  },
  corrupt_head: { answer: (chunk, { client }, first) => void client.write(first ? flip(chunk, 0, 20) : chunk) },
  corrupt_body: {
    answer(chunk, { client, headBytes = Infinity, answerBytes }) {
      client.write(flip(chunk, Math.max(0, headBytes - (answerBytes - chunk.length))));
    },
  },
  /** Carried out; answered with bytes that never end. */
  flood: {
    answer(_chunk, way, first) {
      if (!first) return;
      way.client.write(ENDLESS_HEAD);
      flood(way.client);
    },
  },
  /** A good answer, then bytes that never end and belong to nothing. */
  flood_after: {
    answer(chunk, way) {
      way.client.write(chunk);
      if (!isComplete(way)) return;
      way.timer = setTimeout(() => {
        flood(way.client);
        way.timer = undefined;
      }, QUIET_MS);
    },
  },
  /** Byte by byte. */
  drip: { answer: (chunk, { client }) => drip(client, chunk) },
} as const satisfies Readonly<Record<string, Behaviour>>;

interface Rule {
  readonly kind: FaultKind;
  readonly only: RegExp | undefined;
  left: number;
}

/** A way to a service on loopback that can be spoilt. It passes bytes: whoever signs the URL must not sign host or port (shared keys do not). */
export async function startFaultProxy(target: string, { port = 0, record }: ProxyOptions = {}): Promise<FaultProxy> {
  let rules: Rule[] = [];
  let count = 0;
  const sockets = new Set<Socket>();
  const ways = new Set<Way>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    return socket;
  };

  const behaviourFor = (request: Buffer): Behaviour | undefined => {
    const line = request.toString('latin1', 0, 512);
    const rule = rules.find(({ only, left }) => left > 0 && (only === undefined || only.test(line)));
    if (!rule) return undefined;
    rule.left--;
    return BEHAVIOURS[rule.kind];
  };

  const server = createServer((client) => {
    count++;
    const upstream = connect(Number(new URL(target).port), '127.0.0.1');
    const fresh = () => ({ answerBytes: 0, headBytes: undefined, head: Buffer.alloc(0), tail: Buffer.alloc(0) });
    const way: Way = { client: track(client), upstream: track(upstream), ...fresh(), timer: undefined };
    ways.add(way);
    let behaviour: Behaviour | undefined;
    let answering = true;
    client.on('data', (chunk: Buffer) => {
      const first = answering;
      if (first) {
        behaviour = behaviourFor(chunk);
        Object.assign(way, fresh());
        // Whoever uses the connection again before the noise began gets an answer first.
        clearTimeout(way.timer);
        way.timer = undefined;
      }
      answering = false;
      if (behaviour?.request) behaviour.request(chunk, way, first);
      else {
        record?.(chunk);
        upstream.write(chunk);
      }
    });
    upstream.on('data', (chunk: Buffer) => {
      const first = way.answerBytes === 0;
      if (way.headBytes === undefined) {
        way.head = Buffer.concat([way.head, chunk]);
        const headEnd = way.head.indexOf(HEAD_END);
        if (headEnd >= 0) way.headBytes = headEnd + HEAD_END.length;
      }
      way.tail = Buffer.concat([way.tail, chunk]).subarray(-LAST_CHUNK.length);
      way.answerBytes += chunk.length;
      answering = true;
      if (behaviour?.answer) behaviour.answer(chunk, way, first);
      else client.write(chunk);
    });
    client
      .on('end', () => upstream.end())
      .on('close', () => {
        clearTimeout(way.timer);
        ways.delete(way);
        upstream.destroy();
      });
    // What is still to come late or slowly comes nevertheless.
    upstream.on('close', () => {
      if (!behaviour?.answer || way.answerBytes === 0) client.destroy();
    });
  });

  const listen = (on: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(on, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(port);
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  const breakAll = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const refuse = () =>
    new Promise<void>((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      breakAll();
    });
  return {
    url: url.href,
    connections: () => count,
    set(kind, { only, times = Infinity } = {}) {
      rules.push({ kind, only, left: times });
      if (kind === 'cut') breakAll();
    },
    async noise() {
      while ([...ways].some(({ timer }) => timer !== undefined)) await sleep(20);
    },
    refuse,
    async restore() {
      rules = [];
      breakAll();
      if (!server.listening) await listen(Number(url.port));
    },
    stop: refuse,
  };
}
