import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawConnection {
  readonly socket: Socket;
  /** The next answer on this connection: read by Content-Length or chunks. Rejects when the connection ends before. */
  answer(): Promise<RawAnswer>;
  /** Settles when the other side has closed the connection. */
  readonly closed: Promise<void>;
}

/** One TCP connection to the app: for requests that no HTTP client would send. */
export function openConnection(url: string): RawConnection {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), noDelay: true });
  let received = Buffer.alloc(0);
  let wake: () => void = () => undefined;
  let ended = false;
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, Buffer.from(chunk)]);
    wake();
  });
  // A reset after the answer is no news.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      ended = true;
      wake();
      resolve();
    });
  });
  const answer = async (): Promise<RawAnswer> => {
    for (;;) {
      const complete = parse(received);
      if (complete) {
        received = received.subarray(complete.length);
        return complete.answer;
      }
      if (ended) throw new Error(`The connection ended after: ${received.toString('latin1').slice(0, 300)}`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return { socket, answer, closed };
}

/** Sends one request as it is on a connection of its own. */
export async function exchange(url: string, request: string | Uint8Array): Promise<RawAnswer> {
  const connection = openConnection(url);
  connection.socket.write(request);
  try {
    return await connection.answer();
  } finally {
    connection.socket.destroy();
  }
}

function parse(bytes: Buffer): { answer: RawAnswer; length: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':', 1)[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  const rest = bytes.subarray(headEnd + 4);
  const body = headers['transfer-encoding'] === 'chunked' ? chunked(rest) : sized(rest, Number(headers['content-length'] ?? 0));
  if (!body) return undefined;
  return { answer: { status: Number(first.split(' ')[1]), headers, body: body.text }, length: headEnd + 4 + body.length };
}

function sized(bytes: Buffer, length: number) {
  return bytes.length < length ? undefined : { text: bytes.subarray(0, length).toString(), length };
}

function chunked(bytes: Buffer): { text: string; length: number } | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    const end = lineEnd + 2 + size + 2;
    if (bytes.length < end) return undefined;
    if (size === 0) return { text: Buffer.concat(parts).toString(), length: end };
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = end;
  }
}
