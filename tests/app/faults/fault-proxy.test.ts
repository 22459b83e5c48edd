import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { QUIET_MS, startFaultProxy } from '../../support/fault-proxy.ts';
import { listen, use } from '../../support/index.ts';

/** Longer than the proxy waits before its noise. */
const PAUSE_MS = QUIET_MS + 200;
const BODY = '{"half":"and half"}';

const upstream = use(() =>
  listen((request, response) => {
    if (request.url === '/sized') response.setHeader('content-length', BODY.length);
    response.write(BODY.slice(0, 8));
    setTimeout(() => response.end(BODY.slice(8)), PAUSE_MS);
  }),
);
const proxy = use(() => startFaultProxy(upstream.url));

/** Everything that comes until 100 kB are there. */
async function bytesOf(path: string): Promise<string> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    if (text.length > 100_000) socket.destroy();
  });
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
  await once(socket, 'close');
  return text;
}

describe('the proxy in front of a dependency', () => {
  test.each(['/sized', '/chunked'])(
    '"flood_after": an answer that comes in pieces (%s) arrives whole, and only then the noise',
    async (path) => {
      proxy.set('flood_after');
      const text = await bytesOf(path);
      const answer = text.trimEnd();
      expect(answer.replace(/\r\n[\da-f]+\r\n/g, '')).toContain('{"half":"and half"}');
      expect(answer).not.toContain('  ');
      expect(text.length - answer.length).toBeGreaterThan(99_000);
    },
  );
});
