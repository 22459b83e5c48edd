import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** How a document is answered; what is not said is as it should be. */
export interface Misbehaviour {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the document. */
  readonly body?: string | Buffer;
  /** One byte at a time, with this many ms in between. */
  readonly dripMs?: number;
  /** Headers and the half of the body, then the connection is cut. */
  readonly cutOff?: boolean;
  /** White space without end after the document. */
  readonly endless?: boolean;
  /** No answer at all. */
  readonly silent?: boolean;
}

export interface SeenRequest {
  /** `https://<Host header><path>`: the client_id that was asked for. */
  readonly url: string;
  /** The name of the TLS handshake (SNI). */
  readonly servername: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface MetadataHost {
  /** For CLIENT_METADATA_OVERRIDE. */
  readonly url: string;
  readonly port: number;
  /** The certificate that signs this host's names (PEM), and a file of it for NODE_EXTRA_CA_CERTS. */
  readonly ca: string;
  readonly caFile: string;
  readonly requests: readonly SeenRequest[];
  publish(clientId: string, document: Readonly<Record<string, unknown>>, misbehaviour?: Misbehaviour): void;
  stop(): Promise<void>;
}

interface Published {
  readonly body: string | Buffer;
  readonly how: Misbehaviour;
}

/** An https server on loopback that answers for the given host names, with a certificate of its own for them, and misbehaves when told. */
export async function startMetadataHost(hosts: readonly string[]): Promise<MetadataHost> {
  const certificate = await makeCertificate(hosts);
  const directory = mkdtempSync(join(tmpdir(), 'metadata-host-'));
  const caFile = join(directory, 'ca.pem');
  writeFileSync(caFile, certificate.cert);

  const published = new Map<string, Published>();
  const requests: SeenRequest[] = [];
  const server = createServer({ key: certificate.private, cert: certificate.cert }, (request, response) => {
    const url = `https://${request.headers.host ?? ''}${request.url ?? ''}`;
    const { servername } = request.socket as { servername?: string | false };
    requests.push({ url, servername: String(servername), headers: request.headers });
    answer(response, published.get(url));
  });
  const { port, stop } = await listen(server);
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    ca: certificate.cert,
    caFile,
    requests,
    publish(clientId, document, how = {}) {
      published.set(clientId, { body: how.body ?? JSON.stringify({ client_id: clientId, ...document }), how });
    },
    async stop() {
      await stop();
      rmSync(directory, { recursive: true });
    },
  };
}

/** A server on loopback that takes connections and never says a word: not even in the TLS handshake. */
export async function startSilentHost(): Promise<{ readonly url: string; readonly connections: () => number; stop(): Promise<void> }> {
  let count = 0;
  const { port, stop } = await listen(createTcpServer(() => count++));
  return { url: `https://127.0.0.1:${port}`, connections: () => count, stop };
}

async function makeCertificate(hosts: readonly string[]) {
  return await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2 as const, value })) },
    ],
  });
}

function answer(response: ServerResponse, published: Published | undefined): void {
  if (!published) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    return;
  }
  const { body, how } = published;
  if (how.silent === true) return;
  response.writeHead(how.status ?? 200, { 'content-type': 'application/json', ...how.headers });
  if (how.dripMs !== undefined) drip(response, Buffer.from(body), how.dripMs);
  else if (how.endless === true) pour(response, body);
  else if (how.cutOff === true) response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(body);
}

function drip(response: ServerResponse, body: Buffer, everyMs: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (sent === body.length) response.end();
    else response.write(body.subarray(sent, ++sent));
  }, everyMs);
  response.on('close', () => clearInterval(timer));
}

function pour(response: ServerResponse, first: string | Buffer): void {
  const chunk = ' '.repeat(4096);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.write(first);
  response.on('drain', more);
  more();
}

/** Starts the server on a free port. Stopping cuts what is connected. */
async function listen(server: Server): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A client that hangs up in the middle is what half of the tests are about.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
