import { createHmac } from 'node:crypto';

/** 64 bits: enough to tell numbers apart, and short enough for a log line. */
const HEX_DIGITS = 16;

/**
 * Replaces a target in the trail by its HMAC-SHA-256, truncated. With the key, every line about a known target can be found; without it, nobody
 * can try numbers out.
 *
 * @param key the audit key
 * @param target a number or SIP URI in its canonical form, or a {@link fileTarget}
 * @see RFC 2104
 */
export function fingerprint(key: Uint8Array, target: string): string {
  return createHmac('sha256', key).update(target, 'utf8').digest('hex').slice(0, HEX_DIGITS);
}

/** @returns the readable part of an address: of a number its country, area and last two digits, of anything else only its kind. */
export function masked(address: string): string {
  if (/^\+\d{7,15}$/.test(address)) return `${address.slice(0, 4)}***${address.slice(-2)}`;
  if (/^sips?:/.test(address)) return 'sip:***';
  if (/^\d{1,8}$/.test(address)) return 'short code';
  return /^\+?\d+$/.test(address) ? 'number' : 'sender name';
}

/** The form in which a file is hashed. The trail holds no names of files, because they can hold names of people. */
export const fileTarget = (bucket: string, key: string): string => `file:${bucket}/${key}`;

/** Endings that tell the type of a file. Any other could be a part of a name. */
const ENDING =
  /\.(csv|docx?|gif|gz|html?|jpe?g|json|jsonl|md|mp3|mp4|ogg|parquet|pdf|png|pptx?|svg|tar|tsv|txt|vtt|wav|webm|webp|xlsx?|xml|ya?ml|zip)$/i;

/** @returns `***` and the ending of a file's name, if it is a well-known one. */
export const maskedFile = (target: string): string => `***${ENDING.exec(target)?.[0].toLowerCase() ?? ''}`;
