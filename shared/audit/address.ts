import { createHmac } from 'node:crypto';

/** 64 bits: enough to tell numbers apart, and short enough for a line. */
const HEX_DIGITS = 16;

/**
 * In: the audit key; a number or SIP URI in its canonical form. Out: what stands for it in the trail: who has the number and the key finds
 * every line about it, and nobody without the key can try numbers out (HMAC-SHA-256, RFC 2104, truncated).
 */
export function fingerprint(key: Uint8Array, address: string): string {
  return createHmac('sha256', key).update(address, 'utf8').digest('hex').slice(0, HEX_DIGITS);
}

/** In: the same. Out: what a person may read of it: country and area, and the last two digits; of anything else only its kind. */
export function masked(address: string): string {
  if (/^\+\d{7,15}$/.test(address)) return `${address.slice(0, 4)}***${address.slice(-2)}`;
  if (/^sips?:/.test(address)) return 'sip:***';
  return /^\d+$/.test(address) ? 'short code' : 'sender name';
}
