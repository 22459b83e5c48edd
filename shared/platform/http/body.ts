import { AppError } from '../errors/index.ts';
import { withDeadline } from '../async/index.ts';

/** The body is larger than the route accepts, or arrives in too many tiny chunks. */
export class BodyTooLargeError extends AppError {
  override readonly name = 'BodyTooLargeError';
  readonly code = 'body_too_large';

  /** @param limit Bytes. */
  constructor(limit: number) {
    const kib = limit / 1024;
    super(`The body is larger than ${kib < 1024 ? `${kib} KiB` : `${kib / 1024} MiB`}.`);
  }
}

export class BodyTooSlowError extends AppError {
  override readonly name = 'BodyTooSlowError';
  readonly code = 'body_too_slow';

  /** @param withinMs Milliseconds that the route waits for the whole body. */
  constructor(withinMs: number) {
    super(`The body did not arrive within ${withinMs / 1000} seconds.`);
  }
}

export class BodyNotTextError extends AppError {
  override readonly name = 'BodyNotTextError';
  readonly code = 'body_not_text';

  constructor() {
    super('The body is not UTF-8 text.');
  }
}

class BodyNotFormError extends AppError {
  override readonly name = 'BodyNotFormError';
  readonly code = 'body_not_form';

  constructor() {
    super('The body is not a form.');
  }
}

/** The sender went away in the middle of the body. */
class BodyBrokenError extends AppError {
  override readonly name = 'BodyBrokenError';
  readonly code = 'body_broken';

  constructor() {
    super('The body broke off.');
  }
}

/**
 * Reads a body as UTF-8 text. A Content-Length beyond the limit is rejected unread. A body that is longer than it says is stopped at the limit.
 *
 * @param limit Bytes.
 * @param withinMs Milliseconds for the whole body: a slow sender must not hold a request open for ever.
 * @throws {@link BodyTooLargeError}, {@link BodyTooSlowError}, {@link BodyNotTextError}, {@link BodyBrokenError}.
 */
export async function readBody(source: BodySource, limit: number, withinMs: number): Promise<string> {
  const decode = createDecoder();
  let text = '';
  await readChunks(source, limit, withinMs, (chunk) => {
    text += decode(chunk);
  });
  return text + decode();
}

/**
 * Reads a body as the bytes that were sent, for what is signed as such. Limits and errors are those of {@link readBody}.
 *
 * @throws {@link BodyTooLargeError}, {@link BodyTooSlowError}, {@link BodyBrokenError}.
 */
export async function readBytes(source: BodySource, limit: number, withinMs: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await readChunks(source, limit, withinMs, (chunk) => void chunks.push(chunk));
  return Buffer.concat(chunks);
}

type BodySource = Pick<Request, 'headers' | 'body'>;

async function readChunks(source: BodySource, limit: number, withinMs: number, take: (chunk: Uint8Array) => void): Promise<void> {
  if (Number(source.headers.get('content-length')) > limit) throw new BodyTooLargeError(limit);
  if (!source.body) return;
  const reader = (source.body as ReadableStream<Uint8Array>).getReader();
  try {
    await withDeadline(
      withinMs,
      () => readAll(reader, limit, take),
      () => new BodyTooSlowError(withinMs),
    );
  } catch (error) {
    // Ends the pending read, and the sender's connection.
    void reader.cancel().catch(() => undefined);
    throw error;
  }
}

/** Each chunk costs as much as a hundred bytes: after the first ones, chunks must be at least this large on average (a packet brings 1,400). */
const FEW_CHUNKS = 1_000;
const LEAST_BYTES = 64;

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, limit: number, take: (chunk: Uint8Array) => void): Promise<void> {
  let chunks = 0;
  for (let size = 0; ;) {
    const { done, value } = await reader.read().catch(() => {
      throw new BodyBrokenError();
    });
    if (done) return;
    size += value.byteLength;
    if (size > limit || (++chunks > FEW_CHUNKS && size < chunks * LEAST_BYTES)) throw new BodyTooLargeError(limit);
    take(value);
  }
}

function createDecoder(): (chunk?: Uint8Array) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (chunk) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new BodyNotTextError();
    }
  };
}

const SMALL_BYTES = 16 * 1024;
const SMALL_MS = 10_000;

/** Reads a body of at most 16 KiB, for at most ten seconds, as {@link readBody} does. */
export const readSmallBody = (request: Request): Promise<string> => readBody(request, SMALL_BYTES, SMALL_MS);

/**
 * Reads a form (application/x-www-form-urlencoded) of at most 16 KiB, as {@link readSmallBody} does. A body that looks like JSON is not a
 * form, whatever its Content-Type says: see {@link holdsReservedName}.
 *
 * @throws {@link BodyNotFormError}
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await readSmallBody(request);
  if (/^[\s\ufeff]*[{[]/.test(text)) throw new BodyNotFormError();
  return new URLSearchParams(text);
}

const RESERVED_NAME = /^(headers|query)$/i;

/**
 * Whether one of these names is one that the Functions host mistakes for its own binding data. While answers are streamed, a query parameter
 * or a top-level JSON member called "headers" replaces all headers of the request, whatever the Content-Type. With it, a link or a form on
 * another site could forge Origin, Sec-Fetch-Site and cookies.
 *
 * @see https://github.com/Azure/azure-webjobs-sdk-extensions HttpTriggerAttributeBindingProvider
 */
export const holdsReservedName = (names: Iterable<string>): boolean => [...names].some((name) => RESERVED_NAME.test(name));
