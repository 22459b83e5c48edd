import { isUtf8 } from 'node:buffer';

/** Types that are text, and those that say nothing. */
const MAY_BE_TEXT =
  /^(text\/|application\/(json|xml|yaml|x-yaml|toml|sql|csv|javascript|x-ndjson|x-www-form-urlencoded|octet-stream)\b|[\w.-]+\/[\w.-]+\+(json|xml|yaml)\b|image\/svg|binary\/octet-stream\b)/i;

/** In: bytes, perhaps cut in the middle of a character. Out: the same as text, or undefined where they are none. */
export function asText(bytes: Buffer, isCut: boolean): string | undefined {
  const endings = isCut ? [0, 1, 2, 3] : [0];
  const whole = endings.map((cut) => bytes.subarray(0, Math.max(0, bytes.length - cut))).find((part) => isUtf8(part));
  return whole === undefined || whole.includes(0) ? undefined : whole.toString();
}

/** Text or base64, as type and bytes allow. */
export function inlineContent(bytes: Buffer, contentType: string | undefined, isCut: boolean): { text: string } | { base64: string } {
  const text = MAY_BE_TEXT.test(contentType ?? 'text/plain') ? asText(bytes, isCut) : undefined;
  return text === undefined ? { base64: bytes.toString('base64') } : { text };
}
