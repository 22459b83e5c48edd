import { request as send } from 'node:http';
import { pipeline } from 'node:stream';
import { listen, type HttpServer } from '../../support/listen.ts';

/**
 * The suites cannot log in: this adds the token to each request and passes on all else as it is, Host and Origin too.
 *
 * @returns its URL names this machine by name, as the suites demand.
 */
export async function startTokenProxy({ url, token }: { readonly url: string; readonly token: string }): Promise<HttpServer> {
  const { port } = new URL(url);
  const server = await listen((incoming, outgoing) => {
    const { method, url: path, rawHeaders } = incoming;
    const headers = [...rawHeaders, 'authorization', `Bearer ${token}`];
    const onward = send({ host: '127.0.0.1', port, method, path, headers, setHost: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      pipeline(answer, outgoing, () => undefined);
    });
    outgoing.on('close', () => onward.destroy());
    pipeline(incoming, onward, (error) => {
      if (error) outgoing.destroy();
    });
  });
  return { ...server, url: server.url.replace('127.0.0.1', 'localhost') };
}
