import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Fault } from './control/faults.ts';
import { answersItself } from './control/faults.ts';
import { errorBody, errorEntry } from './errors.ts';
import type { Outcome, RawRequest, Simulator } from './simulator.ts';

/** The code an injected status carries when its fault brings no body. */
const USUAL_CODES: Readonly<Record<number, string>> = {
  401: '10009',
  402: '20100',
  403: '10010',
  404: '10005',
  422: '10015',
  429: '10011',
};

const JSON_TYPE = 'application/json; charset=utf-8';

/** The body's bytes and its content type; undefined for an empty one. */
function encode(body: unknown): { bytes: Buffer; type?: string } {
  if (body === undefined || body === '') return { bytes: Buffer.alloc(0) };
  // A string that is JSON itself stays as it is.
  if (typeof body === 'string' && body.startsWith('"')) return { bytes: Buffer.from(body), type: JSON_TYPE };
  if (Buffer.isBuffer(body)) return { bytes: body };
  if (typeof body === 'string')
    return { bytes: Buffer.from(body), type: body.trimStart().startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8' };
  return { bytes: Buffer.from(JSON.stringify(body)), type: JSON_TYPE };
}

function headersOf({ rate, headers: own }: Outcome, type: string | undefined): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    'x-ratelimit-limit': rate.limit,
    'x-ratelimit-remaining': rate.remaining,
    'x-ratelimit-reset': rate.resetSeconds,
  };
  if (type !== undefined) headers['content-type'] = type;
  // Not with every 429: a spend limit has the same status.
  if (rate.exceeded) headers['retry-after'] = String(rate.resetSeconds);
  return { ...headers, ...own };
}

/** Sends an answer as it is. */
export function send(response: ServerResponse, outcome: Outcome): void {
  const { bytes, type } = encode(outcome.body);
  response.writeHead(outcome.status, { ...headersOf(outcome, type), 'content-length': bytes.length }).end(bytes);
}

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
async function sendHuge(response: ServerResponse, total: number, compressed: boolean): Promise<void> {
  await pipeline(Readable.from(compressed ? gzipPieces(total) : jsonPieces(total), { objectMode: false }), response).catch(() => undefined);
}

/** Sends the body byte by byte. Stops when the caller hangs up or `signal` fires. */
async function sendDrip(response: ServerResponse, body: Buffer, everyMs: number, signal: AbortSignal): Promise<void> {
  for (let index = 0; index < body.length && !response.destroyed; index += 1) {
    response.write(body.subarray(index, index + 1));
    await sleep(everyMs, undefined, { signal });
  }
  response.end();
}

function faultOutcome(simulator: Simulator, fault: Fault): Outcome {
  const status = fault.status ?? 200;
  const code = USUAL_CODES[status] ?? (status >= 500 ? '10007' : '10015');
  return {
    status,
    body: fault.body !== undefined ? fault.body : status >= 400 ? errorBody([errorEntry(code)]) : { data: {} },
    rate: { ...simulator.rate(), exceeded: status === 429 },
  };
}

/**
 * Injects the fault: carries the operation out or not, waits, and sends, changes or drops the answer. Resolves when the answer is sent.
 *
 * @param signal aborts when the server closes; only then the promise rejects
 * @param accepted called when the operation succeeded
 */
export async function sendFaulty(
  simulator: Simulator,
  fault: Fault,
  request: RawRequest,
  response: ServerResponse,
  signal: AbortSignal,
  accepted: () => void,
): Promise<void> {
  const performs = fault.accept || fault.drop === 'after_accept' || (fault.drop === undefined && !answersItself(fault));
  const real = performs ? simulator.answer(request) : undefined;
  if (real && real.status < 400) accepted();
  // Before any pause: later requests may change what the answer shows.
  const realContent = real && encode(real.body);
  if (fault.delay_ms !== undefined) await sleep(fault.delay_ms, undefined, { signal });
  if (fault.drop !== undefined) return void response.socket?.destroy();
  if (fault.raw !== undefined) return void response.socket?.end(fault.raw);
  const outcome = real && !answersItself(fault) ? real : faultOutcome(simulator, fault);
  const huge = fault.bytes ?? fault.gzip_bytes;
  const content = outcome === real && realContent ? realContent : encode(outcome.body);
  const { bytes, type } = huge === undefined ? content : { bytes: Buffer.alloc(0), type: JSON_TYPE };
  const known =
    huge === undefined ? { 'content-length': bytes.length } : fault.gzip_bytes === undefined ? {} : { 'content-encoding': 'gzip' };
  response.writeHead(outcome.status, { ...headersOf(outcome, type), ...known, ...lowerCased(fault.headers) });
  if (huge !== undefined) return sendHuge(response, huge, fault.gzip_bytes !== undefined);
  if (fault.drip_ms !== undefined) return sendDrip(response, bytes, fault.drip_ms, signal);
  response.end(bytes);
}

/** So that a fault's header replaces ours whatever its case. */
const lowerCased = (headers: Fault['headers']): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
