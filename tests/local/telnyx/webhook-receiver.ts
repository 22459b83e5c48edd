import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createPublicKey, verify } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from '@jest/globals';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The parsed body; its shape is what the tests examine. */
  readonly json: ReturnType<typeof JSON.parse>;
}

/** Answers a request: with a status, or in any way, or not at all. */
export type Behaviour = number | ((response: ServerResponse, received: Received) => void);

/** Whether a request was signed by the key. */
export function isSigned({ headers, body }: Received, publicKey: string): boolean {
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') },
  });
  const signature = Buffer.from(String(headers['telnyx-signature-ed25519']), 'base64');
  return verify(null, Buffer.concat([Buffer.from(`${String(headers['telnyx-timestamp'])}|`), body]), key, signature);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Something that takes webhooks on this machine, fresh for every test. It answers 200 but where a test says otherwise, in order. */
export function useReceiver() {
  let received: Received[] = [];
  let behaviours: Behaviour[] = [];
  let waiting: { count: number; resolve: (all: Received[]) => void }[] = [];
  let origin = '';

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const one = { path: request.url ?? '', headers: request.headers, body, json: parsed(body) };
      received.push(one);
      const behaviour = behaviours.shift() ?? 200;
      if (typeof behaviour === 'number') response.writeHead(behaviour).end();
      else behaviour(response, one);
      for (const { resolve } of waiting.filter(({ count }) => received.length >= count)) resolve(received);
      waiting = waiting.filter(({ count }) => received.length < count);
    });
  });
  beforeEach(async () => {
    [received, behaviours, waiting] = [[], [], []];
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  return {
    url: (path = '/hook') => `${origin}${path}`,
    answer: (...next: Behaviour[]) => void behaviours.push(...next),
    received: () => received,
    /** All that arrived, once it is so many. */
    until: (count: number): Promise<Received[]> =>
      received.length >= count ? Promise.resolve(received) : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}
