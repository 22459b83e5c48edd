/** How a text travels: its alphabet, its length in that alphabet's units, and the parts it is billed in. */
export interface EncodedText {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets (an extension character counts twice) or UTF-16 code units. */
  readonly units: number;
  readonly parts: number;
}

/** The default alphabet and its extension table, 3GPP TS 23.038 §6.2.1. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Units in a single part, and in each part once a text is split and carries a concatenation header (3GPP TS 23.040 §9.2.3.24.1). */
const CAPACITY = { 'GSM-7': [160, 153], 'UCS-2': [70, 67] } as const;

/** True if every character is in the GSM alphabet. */
export function fitsGsm7(text: string): boolean {
  for (const character of text) if (!BASIC.has(character) && !EXTENDED.has(character)) return false;
  return true;
}

/** Cuts characters of the given widths into parts: a character that takes two units is never split between two parts. */
function countParts(widths: readonly number[], [single, split]: readonly [number, number]): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= single) return 1;
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > split) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}

/** Encodes as asked, or in GSM-7 where the text allows it (`auto`). An empty text is one part. */
export function encodeText(text: string, wanted: 'auto' | 'gsm7' | 'ucs2'): EncodedText {
  const encoding = wanted === 'ucs2' || (wanted === 'auto' && !fitsGsm7(text)) ? 'UCS-2' : 'GSM-7';
  const widths = Array.from(text, (character) => (encoding === 'GSM-7' ? (EXTENDED.has(character) ? 2 : 1) : character.length));
  return { encoding, units: widths.reduce((sum, width) => sum + width, 0), parts: countParts(widths, CAPACITY[encoding]) };
}
