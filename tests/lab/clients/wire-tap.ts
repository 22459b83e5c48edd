import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

/** One request of a client, and how it was answered. */
export interface Exchange {
  readonly path: string;
  /** The JSON-RPC method, where the body is one message. */
  readonly rpc: string | undefined;
  /** The protocol version that the client named in its header. */
  readonly version: string | undefined;
  readonly status: number;
  /** The WWW-Authenticate header of the answer. */
  readonly challenge: string;
}

export interface WireTap {
  /** The origin that clients know. */
  readonly url: string;
  /** Where requests go from now on. */
  pointAt(origin: string): void;
  /** @returns what of it was on the wire. */
  during(work: () => Promise<unknown>): Promise<readonly Exchange[]>;
  /** The server is gone: nobody listens, open connections break. */
  hangUp(): Promise<void>;
  /** It is there again, on the same port. */
  pickUp(): Promise<void>;
}

const Message = z.object({ method: z.string() });

const rpcOf = (body: Buffer): string | undefined => {
  try {
    return Message.safeParse(JSON.parse(body.toString())).data?.method;
  } catch {
    return undefined;
  }
};

/** Stands between the clients and the app, passes everything on unchanged and keeps what it saw. */
export async function startWireTap(): Promise<WireTap> {
  const seen: Exchange[] = [];
  let target = 'http://localhost:0';

  async function passOn(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const { method, headers, url: path = '/' } = incoming;
    const version = headers['mcp-protocol-version'];
    // Without a pool: a connection that is kept would outlive the app.
    const onward = send(new URL(path, target), { method, headers, agent: false }, (answer) => {
      seen.push({
        path,
        rpc: rpcOf(body),
        version: typeof version === 'string' ? version : undefined,
        status: answer.statusCode ?? 0,
        challenge: answer.headers['www-authenticate'] ?? '',
      });
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    onward.end(body);
  }

  const server = createServer((incoming, outgoing) => void passOn(incoming, outgoing).catch(() => outgoing.destroy()));
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, 'localhost', () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  const port = await listen(0);
  return {
    url: `http://localhost:${port}`,
    pointAt(origin) {
      target = origin;
    },
    async during(work) {
      const from = seen.length;
      await work();
      return seen.slice(from);
    },
    hangUp: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    async pickUp() {
      await listen(port);
    },
  };
}
