/** What an SDK writes where a handler lists no tools. It cannot stand inside a JSON string, whose quotes are escaped. */
const EMPTY_LIST = '"tools":[]';

/**
 * Puts the ready list into an SDK's answer to tools/list: to write the same tools as JSON for every request would cost more than all
 * the rest. In: the answer with an empty list; the list as JSON in UTF-8. Out: the whole answer; what holds no list is not changed.
 */
export async function fillToolList(response: Response, list: Uint8Array): Promise<Response> {
  const text = await response.text();
  const at = text.indexOf(EMPTY_LIST);
  if (at < 0) return new Response(text, response);
  const start = at + EMPTY_LIST.indexOf('[');
  const end = at + EMPTY_LIST.length;
  return new Response(Buffer.concat([Buffer.from(text.slice(0, start)), list, Buffer.from(text.slice(end))]), response);
}
