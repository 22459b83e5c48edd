/** A letter, mark or digit of a script in which joiners change how a word looks (Unicode Standard, section 23.2). */
const JOINED =
  '[[\\p{L}\\p{M}\\p{Nd}]&&[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mand}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Rohg}\\p{scx=Adlm}\\p{scx=Deva}\\p{scx=Beng}' +
  '\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Mymr}\\p{scx=Khmr}\\p{scx=Thaa}\\p{scx=Tibt}]]';
const LETTER = '[[\\p{L}\\p{M}\\p{N}]--\\p{Default_Ignorable_Code_Point}]';
const EMOJI = '\\p{Extended_Pictographic}';

/** Invisible characters that change how others look. They stay between visible characters, one at a time. */
const PARTS_OF_THE_VISIBLE = [
  // Flags of England, Scotland and Wales: the only emoji of tag characters.
  '\\u{1F3F4}\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}',
  // ZWJ and ZWNJ in words.
  `(?<=${JOINED})[\\u200C\\u200D](?=${LETTER})`,
  `(?<=${LETTER})[\\u200C\\u200D](?=${JOINED})`,
  // ZWJ between emoji.
  `(?<=${EMOJI}|\\p{Emoji_Modifier}|${EMOJI}\\uFE0F)\\u200D(?=${EMOJI})`,
  // The choice between text and picture, after an emoji or within a keycap.
  `(?<=${EMOJI})[\\uFE0E\\uFE0F]`,
  '(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
];

/**
 * Invisible characters, and those that reverse the text around them: controls except tab and line ends, format characters (bidirectional,
 * zero-width, tags) except those of category Cf that are drawn, what fonts may ignore, fillers, line separators, noncharacters, and halves of
 * surrogate pairs.
 */
const HIDDEN =
  '[[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\u2800]' +
  '--[\\t\\n\\r\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u{110BD}\\u{110CD}]]';

/** Text that is visible throughout, the usual case. */
const PLAIN = /^[\x20-\x7e\t\n\r]*$/;

const PATTERN = new RegExp(`(${PARTS_OF_THE_VISIBLE.join('|')})|${HIDDEN}`, 'gv');

/**
 * Drops invisible characters: from answers, from what is sent to people and assistants, and from names of clients.
 *
 * @returns The text without them. Emoji and words of every script stay as they are.
 * @see https://www.unicode.org/reports/tr44/ for the properties
 */
export function visibleText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(PATTERN, (_hidden, visible: string | undefined) => visible ?? '');
}

/** @returns the first character that {@link visibleText} would drop, such as `U+202E`; undefined for a text that it would leave as it is. */
export function firstInvisible(text: string): string | undefined {
  if (PLAIN.test(text)) return undefined;
  const [hidden] = Array.from(text.matchAll(PATTERN)).find(([, visible]) => visible === undefined) ?? [];
  return hidden === undefined ? undefined : codePointName(hidden);
}

/** A piece of a text: `hidden` is one character that {@link visibleText} would drop. */
export interface TextPart {
  readonly text: string;
  readonly hidden: boolean;
}

/** @returns the pieces of a text in their order, so that a reader can be shown where an invisible character is. Nothing is dropped. */
export function textParts(text: string): TextPart[] {
  if (PLAIN.test(text)) return text === '' ? [] : [{ text, hidden: false }];
  const parts: TextPart[] = [];
  const add = (from: number, to: number, hidden: boolean) => from < to && parts.push({ text: text.slice(from, to), hidden });
  let seen = 0;
  for (const { 0: match, 1: visible, index } of text.matchAll(PATTERN)) {
    if (visible !== undefined) continue;
    add(seen, index, false);
    seen = index + match.length;
    add(index, seen, true);
  }
  add(seen, text.length, false);
  return parts;
}

/** @returns the first character of a text as `U+202E`, for one that cannot be shown. */
export const codePointName = (text: string): string => `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A name whose direction does not reach the words around it, as `bdi` does where there are elements (Unicode Standard Annex #9). */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
