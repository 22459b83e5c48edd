/** Longest name of a client, in characters. */
const LONGEST = 80;

/** What is not seen, or turns the text around it: controls, format characters such as bidi marks and zero-width ones, fillers. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** In: what a client calls itself; the name to use if nothing of it can be seen. Out: one line, at most 80 characters. */
export function cleanName(given: string | null | undefined, otherwise: string): string {
  const line = (given ?? '').normalize('NFC').replace(/\s+/g, ' ').replace(HIDDEN, '').trim();
  const name = Array.from(line).slice(0, LONGEST).join('').trim();
  return name === '' ? otherwise : name;
}
