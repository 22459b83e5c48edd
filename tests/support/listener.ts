import { listen, type HttpServer } from './listen.ts';

export interface Listener extends HttpServer {
  /** Method, path and Authorization header of each request that came. */
  readonly hits: readonly string[];
}

/** A server that nobody may ever call: it only writes down who does. */
export async function startListener(): Promise<Listener> {
  const hits: string[] = [];
  const server = await listen((request, response) => {
    hits.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    response.end('{}');
  });
  return { ...server, hits };
}
