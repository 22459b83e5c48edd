import { createServer } from 'node:http';

export interface Listener {
  readonly url: string;
  /** Method, path and Authorization header of each request that came. */
  readonly hits: readonly string[];
  stop(): Promise<void>;
}

/** A server that nobody may ever call: it only writes down who does. */
export async function startListener(): Promise<Listener> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    hits,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
