/** The body is larger than the route takes. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
  readonly code = 'body_too_large';
}

/** The body is not UTF-8 text. */
export class BodyNotTextError extends Error {
  override readonly name = 'BodyNotTextError';
  readonly code = 'body_not_text';
}

/** The sender went away in the middle of the body. */
export class BodyBrokenError extends Error {
  override readonly name = 'BodyBrokenError';
  readonly code = 'body_broken';
}

/**
 * Reads a body of at most `limit` bytes as UTF-8 text. A Content-Length beyond the limit is refused unread; one that lies, or
 * none at all, is stopped at the limit. Errors: {@link BodyTooLargeError}, {@link BodyNotTextError},
 * {@link BodyBrokenError}.
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length')) > limit) throw new BodyTooLargeError();
  if (!request.body) return '';
  const decode = createDecoder();
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  for (let size = 0; ;) {
    const { done, value } = await reader.read().catch(() => {
      throw new BodyBrokenError();
    });
    if (done) return text + decode();
    size += value.byteLength;
    if (size > limit) {
      void reader.cancel().catch(() => undefined);
      throw new BodyTooLargeError();
    }
    text += decode(value);
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

/** A form (application/x-www-form-urlencoded) of at most 16 KiB. Errors: as {@link readBody}. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await readBody(request, 16_384));
}
