/** Deepest JSON we take: tools need 4 or 5 levels, and recursion over strangers' nesting ends in a crash. */
export const DEEPEST = 64;

/** Values and names of one message. The longest honest ones have a few thousand; texts count one each, however long they are. */
export const MOST_VALUES = 20_000;

/** Values and names around the arguments of a tool: the SDKs take a hundred times as long to refuse one as to read it. */
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
 * Bounds the work that a JSON text can cause, in one pass that allocates nothing: to parse 4 MiB of small values would hold up everybody
 * for half a second, and schemas over them for half a minute. What is no JSON may pass: the parser stops at the same place.
 *
 * @returns what is wrong with its shape: a value inside more than 64 others, or more than 20,000 values and names.
 */
export function boundsBroken(text: string): 'too deep' | 'too many values' | undefined {
  let depth = 0;
  let count = 1;
  let opened = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) continue;
    // The first value or name inside; each further one follows a comma or a colon.
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

/** Where the text that begins at `start` has its closing quote. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** Whether a value holds more than so many values and names, itself included. Level by level, without recursion. */
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
