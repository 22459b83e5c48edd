/** Headers of every answer that is not a page. */
const COMMON = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

type Headers = Readonly<Record<string, string>>;

/** A JSON answer, not to be stored unless `headers` say otherwise. */
export function json(status: number, body: unknown, headers: Headers = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...COMMON, 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

/** An error answer: a stable code and a sentence that says what to do. */
export function jsonError(status: number, error: string, description: string, headers: Headers = {}): Response {
  return json(status, { error, error_description: description }, headers);
}

/** 303: the browser goes on with GET (RFC 9110 section 15.4.4). */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const response = new Response(null, { status: 303, headers: { ...COMMON, location } });
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}
