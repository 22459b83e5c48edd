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

/** The body is no form. */
export class BodyNotFormError extends Error {
  override readonly name = 'BodyNotFormError';
  readonly code = 'body_not_form';
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
export async function readBody(request: Pick<Request, 'headers' | 'body'>, limit: number): Promise<string> {
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

/**
 * A form (application/x-www-form-urlencoded) of at most 16 KiB. What looks like JSON is none, whatever its Content-Type says: see
 * {@link holdsReservedName}. Errors: as {@link readBody}, and {@link BodyNotFormError}.
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await readBody(request, 16_384);
  if (/^[\s\ufeff]*[{[]/.test(text)) throw new BodyNotFormError();
  return new URLSearchParams(text);
}

const RESERVED_NAME = /^(headers|query)$/i;

/**
 * Whether one of these names is one that the Functions host mistakes for its own binding data when answers are streamed: a value in the query,
 * or a top-level member of a JSON body (of any Content-Type), that is called "headers" takes the place of all headers of the request. A mere link, or a form on
 * a foreign page, could forge Origin, Sec-Fetch-Site and cookies with it (azure-webjobs-sdk-extensions, HttpTriggerAttributeBindingProvider).
 */
export const holdsReservedName = (names: Iterable<string>): boolean => [...names].some((name) => RESERVED_NAME.test(name));
