/** Names and values as they are sent. One may come several times. */
type Pairs = readonly (readonly [name: string, value: string])[];

/** What a request sends, by the way in which it is written. */
export type RequestBody =
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'form' | 'multipart'; readonly pairs: Pairs }
  | { readonly type: 'raw'; readonly text: string };

interface Written {
  readonly contentType: string;
  readonly data: string | Buffer;
}

export async function writtenBody(body: RequestBody): Promise<Written> {
  switch (body.type) {
    case 'json':
      return { contentType: 'application/json', data: JSON.stringify(body.value) };
    case 'raw':
      return { contentType: 'application/octet-stream', data: Buffer.from(body.text) };
    case 'form':
      return {
        contentType: 'application/x-www-form-urlencoded',
        data: new URLSearchParams(body.pairs.map(([...pair]) => pair)).toString(),
      };
    case 'multipart':
      return multipart(body.pairs);
  }
}

async function multipart(pairs: Pairs): Promise<Written> {
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value);
  // Writes the parts, and says where they end.
  const written = new Response(form);
  return { contentType: written.headers.get('content-type') ?? '', data: Buffer.from(await written.arrayBuffer()) };
}
