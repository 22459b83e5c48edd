import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

const OPEN = '{"data":"';
const CLOSE = '"}';
const BLOCK = 1024 * 1024;

/** The pieces of a JSON body of exactly `total` bytes, at most 1 MiB at a time. */
function* jsonPieces(total: number): Generator<Buffer> {
  yield Buffer.from(OPEN);
  const block = Buffer.alloc(BLOCK, 'a');
  for (let left = total - OPEN.length - CLOSE.length; left > 0; left -= BLOCK) yield left >= BLOCK ? block : block.subarray(0, left);
  yield Buffer.from(CLOSE);
}

/** The same as gzip members in a row (RFC 1952 §2.2): each block is compressed once, so that a bomb costs its maker nothing. */
function* gzipPieces(total: number): Generator<Buffer> {
  const seen = new Map<number, Buffer>();
  for (const piece of jsonPieces(total)) {
    const member = piece.length < BLOCK ? gzipSync(piece) : (seen.get(piece.length) ?? gzipSync(piece));
    seen.set(piece.length, member);
    yield member;
  }
}

/** Sends a body of `total` bytes before compression, then ends. Resolves early when the caller hangs up. */
export async function sendHuge(response: ServerResponse, total: number, compressed: boolean): Promise<void> {
  await pipeline(Readable.from(compressed ? gzipPieces(total) : jsonPieces(total), { objectMode: false }), response).catch(() => undefined);
}

/** Sends the body byte by byte. Stops when the caller hangs up or `signal` fires. */
export async function sendDrip(response: ServerResponse, body: Buffer, everyMs: number, signal: AbortSignal): Promise<void> {
  for (let index = 0; index < body.length && !response.destroyed; index += 1) {
    response.write(body.subarray(index, index + 1));
    await sleep(everyMs, undefined, { signal });
  }
  response.end();
}
