import { costlyRange, type Cost } from '../../platform/index.ts';

/** The error text for every such number. */
export const NO_SERVICE_NUMBER =
  'Emergency and service numbers, premium-rate ones such as +1 900 too, cannot be reached through this server.';

/** Shorter than a subscriber number, with or without a country code. */
const TOO_SHORT = /^\+?\d{1,3}$|^\+\d{4,6}$/;

/** +1 911 and the other codes of three digits that end in 11: no area code does. */
const SERVICE_CODE = /^\+1[2-9]11/;

/** What no tool takes anywhere, even as a setting. The guard refuses further ranges to recipients: an account may own a shared-cost number. */
const COSTLY: ReadonlySet<Cost | undefined> = new Set<Cost>(['premium', 'satellite']);

/**
 * Emergency and service numbers of many countries. A telephone exchange may take up to three digits in front for an outside line or a prefix.
 */
const BEHIND_PREFIX = /^\d{0,3}(?:911|112|999|000|110|113|115|117|118|119|122|133|144|190|191|192|193|995|997|998)$/;

/** Star codes, which make an exchange do something before it dials, such as hide the caller: `*67`, `#31#`. */
const STAR_CODES = [/^[*#]{1,2}\d{2}[*#]{0,2}/, /^[*#]{1,2}\d{3}[*#]{0,2}/] as const;
const MOST_STAR_CODES = 3;

/** What phones dial: digits, plus, star codes, `w` and `p` for pauses. */
const DIALLED = /^[\d+*#wp]+$/i;
const PAUSES = /[wp]+/i;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/u;

/** What receives the number. */
type Receiver = 'network' | 'exchange';

/**
 * Tells whether a call or message to an address could reach an emergency or service number, however it is written: with separators, other digits,
 * escapes, as SIP or tel URI, with star codes or prefixes for international calls.
 *
 * @param address a telephone number, short code, SIP or tel URI as it came. Digits after a comma are dialled after the answer and do not count
 * @param receiver `exchange` where a telephone system may dial the address: then four to six digits that end in an emergency number count, too.
 *   A SIP or tel URI always goes to an exchange.
 */
export function isServiceNumber(address: string | number, receiver: Receiver = 'network'): boolean {
  const text = unescaped(String(address)).normalize('NFKC');
  const scheme = /\b(?:sips?|tel):/i.exec(text);
  const behind = scheme ? text.slice(scheme.index + scheme[0].length) : text;
  const user = behind.split(/[@:;,?&=$]/).find((part) => part.trim() !== '') ?? '';
  const written = user.replaceAll(/[^\p{L}\p{N}+*#]/gu, '');
  if (OTHER_DIGIT.test(written)) return true;
  if (!DIALLED.test(written)) return false;
  const [dialled = ''] = written.split(PAUSES).filter((part) => part !== '');
  return readings(dialled).some((digits) => isService(digits, scheme ? 'exchange' : receiver));
}

/** What an exchange may dial: all digits, and those after star codes. */
function readings(dialled: string, left = MOST_STAR_CODES): string[] {
  const behind = left === 0 || !/^[*#]/.test(dialled) ? [] : STAR_CODES.map((code) => dialled.replace(code, ''));
  const plus = dialled.startsWith('+') ? '+' : '';
  return [plus + dialled.replaceAll(/\D/g, ''), ...behind.filter((rest) => rest !== dialled).flatMap((rest) => readings(rest, left - 1))];
}

function isService(digits: string, receiver: Receiver): boolean {
  if (reachesService(digits)) return true;
  return receiver === 'exchange' && (BEHIND_PREFIX.test(digits) || reachesService(digits.replace(/^(?:00|011|(?=1\d{10}$))/, '+')));
}

const reachesService = (digits: string) => TOO_SHORT.test(digits) || SERVICE_CODE.test(digits) || COSTLY.has(costlyRange(digits)?.cost);

const unescaped = (uri: string) =>
  uri.replaceAll(/%([0-7][0-9a-f])/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
