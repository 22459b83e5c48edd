import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TablesProxy {
  /** The target's URL with the proxy's port. */
  readonly url: string;
  /** How many connections came so far, refused ones as well. */
  readonly connections: () => number;
  /** From now on every connection breaks, those that are open as well. */
  cut(): void;
  /** From now on connections are taken and nothing is ever answered on them; open ones break. */
  silence(): void;
  /** The next answer gets lost: the request has arrived and was carried out, its connection breaks. */
  loseNextAnswer(): void;
  restore(): void;
  stop(): Promise<void>;
}

/** A way to a service on loopback that can be cut. It passes bytes: what signs the URL must not sign host or port (shared keys do not). */
export async function startTablesProxy(target: string): Promise<TablesProxy> {
  let state: 'open' | 'cut' | 'silent' = 'open';
  let count = 0;
  let losing = false;
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    count++;
    track(client);
    if (state === 'cut') return client.destroy();
    if (state === 'silent') return client.resume();
    const upstream = track(connect(Number(new URL(target).port), '127.0.0.1'));
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      if (losing) client.destroy();
      else client.write(chunk);
      losing = false;
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    return client;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  const become = (next: typeof state) => {
    state = next;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    connections: () => count,
    cut: () => become('cut'),
    silence: () => become('silent'),
    loseNextAnswer() {
      losing = true;
    },
    restore: () => become('open'),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        become('cut');
      }),
  };
}
