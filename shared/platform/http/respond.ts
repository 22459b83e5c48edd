type Headers = Readonly<Record<string, string>>;

export function json(status: number, body: unknown, headers: Headers = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
}

/** The JSON form of an error (RFC 6749 section 5.2): a stable code, and a sentence that says what to do. */
export function jsonError(status: number, error: string, description: string, headers: Headers = {}): Response {
  return json(status, { error, error_description: description }, headers);
}

/** 303: the browser goes on with GET (RFC 9110 section 15.4.4). */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const response = new Response(null, { status: 303, headers: { location } });
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

/** Whether a browser asks, which wants a page. */
export const acceptsHtml = ({ headers }: Request): boolean => headers.get('accept')?.includes('text/html') === true;
