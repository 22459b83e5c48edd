/** Listens on the loopback interface, in both address families: clients differ in which one they try for `localhost`. */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { StartError } from './start-error.ts';

/** Kestrel's limits: 32 KB of request headers, 130 s for idle connections. */
const OPTIONS = { maxHeaderSize: 32 * 1024, keepAliveTimeout: 130_000 };
/** A port that is free in IPv4 may be in use in IPv6: then try another one. */
const ATTEMPTS = 20;

export interface Listener {
  readonly port: number;
  /** Closes the port and idle connections. Running requests continue. */
  stop(): void;
  /** Closes every connection. */
  destroy(): void;
}

/** @returns the error code; undefined when it listens */
function tryListen(server: Server, host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown error');
    server.once('error', onError);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', onError);
      resolve(undefined);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listenError(port: number, code: string): StartError {
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is in use by another program. Stop that, or take another port: npm start -- --port ${port + 1}`);
  if (code === 'EACCES') return new StartError(`Port ${port} needs administrator rights. Take another port: npm start -- --port 7071`);
  return new StartError(`Cannot listen on port ${port} (${code}). Take another port: npm start -- --port ${port + 1}`);
}

/**
 * For a program that has much to do before it listens.
 * @throws StartError where the port is not free
 */
export async function checkPort(port: number): Promise<void> {
  const listener = await listenOnLoopback(port, (_request, response) => response.destroy());
  listener.stop();
}

/**
 * Binds 127.0.0.1 and, where the machine has IPv6, ::1 to the same port.
 * @param port 0 for any free one
 * @throws StartError where it cannot bind the port
 */
export async function listenOnLoopback(port: number, onRequest: RequestListener): Promise<Listener> {
  for (let attempt = 1; ; attempt += 1) {
    const v4 = createServer(OPTIONS, onRequest);
    const v4Error = await tryListen(v4, '127.0.0.1', port);
    if (v4Error !== undefined) throw listenError(port, v4Error);

    const bound = portOf(v4);
    const v6 = createServer(OPTIONS, onRequest);
    const v6Error = await tryListen(v6, '::1', bound);
    if (v6Error === 'EADDRINUSE') {
      v4.close();
      if (port !== 0 || attempt === ATTEMPTS) throw listenError(bound, v6Error);
      continue;
    }
    // Any other error: the machine has no IPv6.
    const servers = v6Error === undefined ? [v4, v6] : [v4];
    return {
      port: bound,
      stop: () => servers.forEach((server) => server.close()),
      destroy: () => servers.forEach((server) => server.closeAllConnections()),
    };
  }
}
