/** Levels of JSON. Tools need 4 or 5; deeper nesting could exhaust the stack of anything recursive. */
export const DEEPEST = 64;

/** Values and names in one message. The largest real ones have a few thousand. A text counts as one, whatever its length. */
export const MOST_VALUES = 20_000;

/** Values and names outside the arguments of a tool. The SDKs take a hundred times as long to reject one as to read it. */
export const MOST_AROUND = 1_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SPACE = 0x20;

/**
 * Limits the work that a JSON text can cause, in one pass that allocates nothing. To parse 4 MiB of small values blocks the process for half a
 * second; to check them with schemas, half a minute. Invalid JSON may pass, because the parser rejects it.
 *
 * @returns which limit the text exceeds, or undefined
 */
export function boundsBroken(text: string): 'too deep' | 'too many values' | undefined {
  let depth = 0;
  let count = 1;
  let opened = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) continue;
    // Counts the first value or name inside brackets. Each further one follows a comma or a colon.
    if (opened && code !== CLOSE_LIST && code !== CLOSE_OBJECT) count++;
    opened = false;
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === COMMA || code === COLON) count++;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      opened = true;
      if (++depth > DEEPEST) return 'too deep';
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
    if (count > MOST_VALUES) return 'too many values';
  }
  return undefined;
}

/** @returns the position of the quote that closes the JSON string at `start`. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** @returns whether a value holds more than `most` values and names, itself included. Does not recurse. */
export function holdsMore(root: unknown, most: number): boolean {
  const open: unknown[] = [root];
  let count = 1;
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const members: unknown[] = Object.values(value);
    count += Array.isArray(value) ? members.length : 2 * members.length;
    if (count > most) return true;
    open.push(...members);
  }
  return false;
}
