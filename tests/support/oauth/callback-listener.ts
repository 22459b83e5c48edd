import { listen } from '../listen.ts';

export interface CallbackListener {
  /** The redirect URI of this client. */
  readonly redirectUri: string;
  /** The next query that comes, or one that nobody has taken yet. */
  next(): Promise<URLSearchParams>;
  /** How many came and were not taken. */
  readonly waiting: number;
  stop(): Promise<void>;
}

/** The program on a person's computer to which a browser is sent back (RFC 8252 section 7.3). */
export async function startCallbackListener(): Promise<CallbackListener> {
  const arrived: URLSearchParams[] = [];
  const takers: ((query: URLSearchParams) => void)[] = [];
  const server = await listen((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><link rel="icon" href="data:,"><title>Client</title><h1>Back at the client</h1>');
    if (url.pathname !== '/callback') return;
    const taker = takers.shift();
    if (taker) taker(url.searchParams);
    else arrived.push(url.searchParams);
  });
  return {
    redirectUri: `${server.url}/callback`,
    next() {
      const ready = arrived.shift();
      return ready ? Promise.resolve(ready) : new Promise((resolve) => takers.push(resolve));
    },
    get waiting() {
      return arrived.length;
    },
    stop: () => server.stop(),
  };
}
