/** The basic characters of GSM-7 (3GPP TS 23.038 section 6.2.1). */
const BASIC = new Set(
  Array.from(
    '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
  ),
);
/** These take two places (section 6.2.1.1). */
const EXTENDED = new Set(Array.from('\f^{}\\[~]|€'));

const SIZES = { gsm7: { one: 160, each: 153 }, ucs2: { one: 70, each: 67 } } as const;

export interface SmsParts {
  readonly characters: number;
  readonly parts: number;
}

/**
 * How many parts a text message has, each of which costs: 160 places of GSM-7 or 70 of UCS-2 in one part, 153 or 67 in each of several.
 * Networks may replace characters to save parts, so it is an estimate, seldom too low.
 */
export function smsParts(text: string): SmsParts {
  const characters = Array.from(text);
  const isGsm = characters.every((character) => BASIC.has(character) || EXTENDED.has(character));
  const sizes = characters.map((character) => (isGsm ? (EXTENDED.has(character) ? 2 : 1) : character.length));
  const places = sizes.reduce((sum, size) => sum + size, 0);
  const { one, each } = isGsm ? SIZES.gsm7 : SIZES.ucs2;
  return { characters: characters.length, parts: places <= one ? 1 : partsOf(sizes, each) };
}

/** A character of two places is never split between two parts. */
function partsOf(sizes: readonly number[], each: number): number {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
