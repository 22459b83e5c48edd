import { createHash } from 'node:crypto';

/** Hex digits. */
const LENGTH = 16;

/** UTF-16 units that are hashed at once: a call for each comma would take a second for 2 MiB. */
const CHUNK = 65_536;

/** @returns the first 16 hex digits of the SHA-256 of a text */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, LENGTH);

/** What is still to be written: an object or list, or a text as it is. */
type Piece = object | string;

/**
 * @param json Any JSON value, however deep: no call stack grows with it.
 * @returns the first 16 hex digits of the SHA-256 of its canonical form: members by name, no spaces
 */
export function hashOfJson(json: unknown): string {
  const hash = createHash('sha256');
  const pieces: Piece[] = [pieceOf(json)];
  let text = '';
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    if (typeof piece === 'string') text += piece;
    else open(piece, pieces);
    if (text.length < CHUNK) continue;
    hash.update(text);
    text = '';
  }
  return hash.update(text).digest('hex').slice(0, LENGTH);
}

const pieceOf = (value: unknown): Piece => (typeof value === 'object' && value !== null ? value : JSON.stringify(value ?? null));

/** Puts what is inside on the pile, the last first. */
function open(value: object, pieces: Piece[]): void {
  if (Array.isArray(value)) {
    pieces.push(']');
    for (let at = value.length - 1; at >= 0; at -= 1) add(value[at], at === 0 ? '' : ',', pieces);
    pieces.push('[');
    return;
  }
  const record = value as Record<string, unknown>;
  const names = Object.keys(record).sort();
  pieces.push('}');
  for (const [at, name] of [...names.entries()].reverse()) add(record[name], `${at === 0 ? '' : ','}${JSON.stringify(name)}:`, pieces);
  pieces.push('{');
}

function add(value: unknown, before: string, pieces: Piece[]): void {
  const piece = pieceOf(value);
  if (typeof piece === 'string') pieces.push(before + piece);
  else pieces.push(piece, before);
}
