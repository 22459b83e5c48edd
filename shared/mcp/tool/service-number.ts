/** What is said of every such number. */
export const NO_SERVICE_NUMBER = 'Emergency and service numbers cannot be reached through this server.';

/** Everything shorter than a subscriber number, with or without country code. */
const TOO_SHORT = /^\+?\d{1,3}$|^\+\d{4,6}$/;

/** Emergency and service numbers that many countries have: behind at most three digits an exchange takes those for outside lines or prefixes. */
const BEHIND_PREFIX = /^\d{0,3}(?:911|112|999|000|110|113|115|117|118|119|122|133|144|190|191|192|193|995|997|998)$/;

/** Codes of an exchange that do something else first, such as hiding the caller: `*67`, `#31#`. */
const STAR_CODES = [/^[*#]{1,2}\d{2}[*#]{0,2}/, /^[*#]{1,2}\d{3}[*#]{0,2}/] as const;
const MOST_STAR_CODES = 3;

/** What phones dial: digits, plus, star codes, and `w` and `p` for pauses. */
const DIALLED = /^[\d+*#wp]+$/i;
const PAUSES = /[wp]+/i;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u;

/** What takes the number. */
type Taker = 'network' | 'exchange';

/**
 * The one rule for emergency and service numbers: whether a call or message to this could reach one, however it is written: separators, other
 * digits, escapes, SIP and tel URIs, star codes, prefixes for international calls.
 * @param address a telephone number, short code, SIP or tel URI as it came; digits after a comma are dialled after the answer and do not count
 * @param taker `exchange` where a telephone system may dial what it is given: there, four to six digits that end in an emergency number
 *   count, too. A SIP or tel URI always goes to one.
 */
export function isServiceNumber(address: string | number, taker: Taker = 'network'): boolean {
  const text = unescaped(String(address)).normalize('NFKC');
  const scheme = /\b(?:sips?|tel):/i.exec(text);
  const behind = scheme ? text.slice(scheme.index + scheme[0].length) : text;
  const user = behind.split(/[@:;,?&=$]/).find((part) => part.trim() !== '') ?? '';
  const written = user.replaceAll(/[^\p{L}\p{N}+*#]/gu, '');
  if (OTHER_DIGIT.test(written)) return true;
  if (!DIALLED.test(written)) return false;
  const [dialled = ''] = written.split(PAUSES).filter((part) => part !== '');
  return readings(dialled).some((digits) => isService(digits, scheme ? 'exchange' : taker));
}

/** What an exchange may make of it: all its digits, and those behind star codes. */
function readings(dialled: string, left = MOST_STAR_CODES): string[] {
  const behind = left === 0 || !/^[*#]/.test(dialled) ? [] : STAR_CODES.map((code) => dialled.replace(code, ''));
  const plus = dialled.startsWith('+') ? '+' : '';
  return [plus + dialled.replaceAll(/\D/g, ''), ...behind.filter((rest) => rest !== dialled).flatMap((rest) => readings(rest, left - 1))];
}

const isService = (digits: string, taker: Taker): boolean =>
  TOO_SHORT.test(digits) || (taker === 'exchange' && (BEHIND_PREFIX.test(digits) || TOO_SHORT.test(digits.replace(/^(?:00|011)/, '+'))));

const unescaped = (uri: string) =>
  uri.replaceAll(/%([0-7][0-9a-f])/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
