import { createServer, type RequestListener } from 'node:http';

export interface HttpServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves HTTP on a free port of loopback; stopping it breaks the connections that are open. */
export async function listen(handler: RequestListener): Promise<HttpServer> {
  // Longer than any client keeps an idle connection, so that none is closed under a request.
  const server = createServer({ keepAliveTimeout: 120_000 }, handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
