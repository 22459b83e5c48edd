import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that a system gives to whoever asks for any (Linux: from 32768): between looking and listening nobody is given one. */
const FIRST = 20_000;
const COUNT = 12_000;
const MOST_TRIES = 50;

/** A port of 127.0.0.1 on which nobody listens at this moment, and which nobody gets who does not ask for it. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = FIRST + randomInt(COUNT);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port between ${FIRST} and ${FIRST + COUNT} is free.`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
