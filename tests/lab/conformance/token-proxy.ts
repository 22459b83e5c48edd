import { createServer, request as send } from 'node:http';
import { pipeline } from 'node:stream';

interface TokenProxy {
  /** An origin of this machine by name, as the suites demand. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The suites cannot log in: this adds the token to each request and passes on all else as it is, Host and Origin too. */
export async function startTokenProxy({ url, token }: { readonly url: string; readonly token: string }): Promise<TokenProxy> {
  const { port } = new URL(url);
  const server = createServer((incoming, outgoing) => {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
