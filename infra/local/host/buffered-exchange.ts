/** Exchanges without HTTP streams: the whole request and the whole answer are one message each (RpcHttpData). */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { HttpCookie, HttpData, TypedData } from './core-types.ts';
import { answered, answerEmpty, hasBody } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isEndToEnd } from './hop-by-hop.ts';
import type { Invoke } from './invocation.ts';
import { writeError } from './log.ts';
import { readBody } from './request-body.ts';
import type { Body } from './request-body.ts';
import { joinedQuery } from './request-target.ts';
import { triggerMetadata } from './trigger-metadata.ts';

/** Answers with these have neither a length nor a body. */
const BODILESS_STATUS: ReadonlySet<number> = new Set([204, 205, 304]);

function toHttpData({ target, match }: Exchange, bytes: Buffer): HttpData {
  return {
    method: target.method,
    url: `http://${target.host}${target.path}${target.search}`,
    headers: Object.fromEntries(target.headers),
    query: Object.fromEntries(joinedQuery(target.query)),
    params: Object.fromEntries(match.params),
    ...(bytes.length > 0 && { body: { bytes } }),
  };
}

function bytesOf(body: TypedData | null | undefined): Buffer {
  return Buffer.from(body?.bytes ?? body?.string ?? body?.json ?? '');
}

const SAME_SITE = {
  none: undefined,
  lax: 'Lax',
  strict: 'Strict',
  explicitNone: 'None',
} as const;

/**
 * As ASP.NET Core does, encodes the value and defaults the path to "/".
 * @see RFC 6265 section 4.1
 */
function toSetCookie(cookie: HttpCookie): string {
  const seconds = cookie.expires?.value?.seconds;
  const sameSite = SAME_SITE[cookie.sameSite ?? 'none'];
  const attributes: (readonly [name: string, value: string | number | undefined])[] = [
    ['Domain', cookie.domain?.value],
    ['Path', cookie.path?.value ?? '/'],
    ['Expires', seconds === undefined ? undefined : new Date(seconds * 1000).toUTCString()],
    ['Max-Age', cookie.maxAge?.value],
    ['SameSite', sameSite],
  ];
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  for (const [name, value] of attributes) if (value !== undefined) parts.push(`${name}=${value}`);
  if (cookie.secure?.value === true) parts.push('Secure');
  if (cookie.httpOnly?.value === true) parts.push('HttpOnly');
  return parts.join('; ');
}

function writeAnswer(response: ServerResponse, answer: HttpData | undefined, isHead: boolean): void {
  // The real host answers 204 for a function that returns nothing.
  const status = answer === undefined ? 204 : Number(answer.statusCode ?? 200);
  const headers = answer?.headers ?? {};
  for (const [name, value] of Object.entries(headers)) {
    if (isEndToEnd(name, headers['connection']) && (isHead || name.toLowerCase() !== 'content-length')) response.setHeader(name, value);
  }
  const cookies = answer?.cookies ?? [];
  if (cookies.length > 0) response.setHeader('set-cookie', cookies.map(toSetCookie));
  response.statusCode = status;
  if (isHead || BODILESS_STATUS.has(status)) {
    response.end();
    return;
  }
  const bytes = bytesOf(answer?.body);
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

async function serve(exchange: Exchange, invoke: Invoke, limit: number): Promise<void> {
  const { request, response, target, match } = exchange;
  const body: Body = hasBody(request) ? await readBody(request, limit) : { kind: 'bytes', bytes: Buffer.alloc(0) };
  if (body.kind !== 'bytes') {
    answerEmpty(response, 413);
    return;
  }
  try {
    const { response: result } = await invoke({
      id: randomUUID(),
      target: match.target,
      data: { http: toHttpData(exchange, body.bytes) },
      metadata: triggerMetadata(target, match.params, body.bytes.toString()),
      headers: target.headers,
    });
    if (response.destroyed) return;
    writeAnswer(response, result.returnValue?.http, target.method === 'HEAD');
  } catch (error) {
    writeError(match.target.metadata.name, error);
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    answerEmpty(response, 500);
  }
  await answered(response);
}

/** @param limit longest request body in bytes; a longer one gets 413 */
export function createBufferedMode(invoke: Invoke, limit: number): { serve: (exchange: Exchange) => Promise<void> } {
  return { serve: (exchange) => serve(exchange, invoke, limit) };
}
