import { createHmac } from 'node:crypto';

/** 64 bits: enough to tell numbers apart, and short enough for a line. */
const HEX_DIGITS = 16;

/**
 * What stands for a target in the trail: who has the target and the key finds every line about it, and nobody without the key can try numbers
 * out (HMAC-SHA-256, RFC 2104, truncated).
 *
 * @param key The audit key.
 * @param target A number or SIP URI in its canonical form, or {@link fileTarget}.
 */
export function fingerprint(key: Uint8Array, target: string): string {
  return createHmac('sha256', key).update(target, 'utf8').digest('hex').slice(0, HEX_DIGITS);
}

/** @returns What a person may read of an address: country and area, and the last two digits; of anything else only its kind. */
export function masked(address: string): string {
  if (/^\+\d{7,15}$/.test(address)) return `${address.slice(0, 4)}***${address.slice(-2)}`;
  if (/^sips?:/.test(address)) return 'sip:***';
  if (/^\d{1,8}$/.test(address)) return 'short code';
  return /^\+?\d+$/.test(address) ? 'number' : 'sender name';
}

/** A file as it is hashed: names of files can hold those of people, so none stands in the trail. */
export const fileTarget = (bucket: string, key: string): string => `file:${bucket}/${key}`;

/** Endings that say what a file is. Any other may be the second half of a name. */
const ENDING =
  /\.(csv|docx?|gif|gz|html?|jpe?g|json|jsonl|md|mp3|mp4|ogg|parquet|pdf|png|pptx?|svg|tar|tsv|txt|vtt|wav|webm|webp|xlsx?|xml|ya?ml|zip)$/i;

/** @returns Of a file's name a well-known ending alone. */
export const maskedFile = (target: string): string => `***${ENDING.exec(target)?.[0].toLowerCase() ?? ''}`;
