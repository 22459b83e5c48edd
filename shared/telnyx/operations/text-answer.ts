import { cutText } from '../../platform/index.ts';
import type { RawAnswer } from '../rest/index.ts';
import { isSecretText } from './hidden.ts';
import type { OperationAnswer } from './answer.ts';
import type { Operation } from './operation.ts';

export const SECRET_TEXT = 'Telnyx answered with a text that is a secret, so it is not shown.';

/** Lines of a text that are shown. */
const MOST_LINES = 50;
const LONGEST_LINE = 2_000;

const IS_TEXT = /^text\/|[/+]xml$|^application\/(?:csv|yaml)$/;

interface Showing {
  /** Lines that are left out. */
  readonly skip: number;
  readonly room: number;
}

/** @returns what a model gets of an answer that is no JSON: the first lines of a text, and of anything else what it is */
export function textAnswer(operation: Operation, raw: RawAnswer, showing: Showing): OperationAnswer {
  const { contentType, bytes, method, url } = raw;
  if (IS_TEXT.test(contentType)) {
    const text = bytes.toString('utf8');
    // Nothing in a text is named, so nothing can be left out.
    if (operation.class === 'credential' || isSecretText(text)) return { note: SECRET_TEXT };
    return linesOf(text, showing);
  }
  const data = { type: contentType === '' ? 'unknown' : contentType, bytes: bytes.length };
  const [path = ''] = url.split('?', 1);
  const note = `This is a file, which is not shown. The person can fetch it with ${method} https://api.telnyx.com/v2${path} and the API key, or find it in the Telnyx portal.`;
  return { data, note };
}

function linesOf(text: string, { skip, room }: Showing): OperationAnswer {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const shown: string[] = [];
  let left = room;
  for (const line of lines.slice(skip, skip + MOST_LINES)) {
    const short = line.length > LONGEST_LINE ? `${cutText(line, LONGEST_LINE)}…` : line;
    const length = JSON.stringify(short).length;
    if (length > left && shown.length > 0) break;
    shown.push(short);
    left -= length;
  }
  const next = skip + shown.length;
  const data = shown.join('\n');
  if (next >= lines.length) return { data };
  const note = `Lines ${skip + 1} to ${next} of ${lines.length} are shown. For the rest, call again with skip ${next}.`;
  return { data, next: { skip: next }, note };
}
