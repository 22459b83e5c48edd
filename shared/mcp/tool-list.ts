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
  const before = text.slice(0, at + EMPTY_LIST.indexOf('['));
  const after = text.slice(at + EMPTY_LIST.length);
  return new Response(inTurn([Buffer.from(before), list, Buffer.from(after)]), response);
}

/** Chunk after chunk, none copied: the list is the same bytes for everyone. */
function inTurn(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}
