import { visibleText } from '../../../platform/index.ts';

/** Longest name of a client, in characters. */
const LONGEST = 80;

/** Characters without a shape of their own: in a name they are boxes, or look like nothing. */
const WITHOUT_SHAPE = /[\p{Cn}\p{Co}]/gu;

/** In: what a client calls itself; the name to use if nothing of it can be seen. Out: one line, at most 80 characters. */
export function cleanName(given: string | null | undefined, otherwise: string): string {
  const line = visibleText((given ?? '').normalize('NFC').replace(/\s+/g, ' '))
    .replace(WITHOUT_SHAPE, '')
    .trim();
  const name = Array.from(line).slice(0, LONGEST).join('').trim();
  return name === '' ? otherwise : name;
}
