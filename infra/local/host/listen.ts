/** Listens on the loopback interface only, in both address families, so that `http://localhost:PORT` works with whichever a client tries first. */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { StartError } from './start-error.ts';

/** Kestrel's own limits: 32 KB of request headers, idle connections kept for 130 s. */
const OPTIONS = { maxHeaderSize: 32 * 1024, keepAliveTimeout: 130_000 };
/** A free IPv4 port may be taken in IPv6: then another one is tried. */
const ATTEMPTS = 20;

export interface Listener {
  readonly port: number;
  /** Refuses new connections and ends idle ones; running requests go on. */
  stop(): void;
  /** Ends every connection, idle or not. */
  destroy(): void;
}

/** Answers the error code, or undefined when it listens. */
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

function refusal(port: number, code: string): StartError {
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is in use. Stop what listens there, or take another: PORT=${port + 1} npm start`);
  if (code === 'EACCES') return new StartError(`Port ${port} needs administrator rights. Take another: PORT=7071 npm start`);
  return new StartError(`Cannot listen on port ${port} (${code}). Take another: PORT=${port + 1} npm start`);
}

/** Binds 127.0.0.1 and, where the machine has it, ::1, to the same port; port 0 takes a free one. Throws a StartError where the port cannot be had. */
export async function listenOnLoopback(port: number, onRequest: RequestListener): Promise<Listener> {
  for (let attempt = 1; ; attempt += 1) {
    const v4 = createServer(OPTIONS, onRequest);
    const refused = await tryListen(v4, '127.0.0.1', port);
    if (refused !== undefined) throw refusal(port, refused);

    const bound = portOf(v4);
    const v6 = createServer(OPTIONS, onRequest);
    const missing = await tryListen(v6, '::1', bound);
    if (missing === 'EADDRINUSE') {
      v4.close();
      if (port !== 0 || attempt === ATTEMPTS) throw refusal(bound, missing);
      continue;
    }
    // Any other code: this machine has no IPv6, and IPv4 is enough.
    const servers = missing === undefined ? [v4, v6] : [v4];
    return {
      port: bound,
      stop: () => servers.forEach((server) => server.close()),
      destroy: () => servers.forEach((server) => server.closeAllConnections()),
    };
  }
}
