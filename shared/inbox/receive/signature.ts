import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** What the headers of a request say of its signature. */
export interface Proof {
  readonly signature: Uint8Array;
  /** As it was sent: it is signed in these very characters. */
  readonly timestamp: string;
  /** The same in milliseconds since the epoch. */
  readonly sentAt: number;
}

const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;
/** DER of an Ed25519 key (RFC 8410 section 4), before its 32 bytes. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const TIMESTAMP = /^\d{1,12}$/;

/**
 * @returns undefined where the headers cannot belong to a request that Telnyx signed
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/voice-api-webhooks
 */
export function readProof(headers: Headers): Proof | undefined {
  const timestamp = headers.get('telnyx-timestamp') ?? '';
  const signature = decoded(headers.get('telnyx-signature-ed25519') ?? '');
  if (!TIMESTAMP.test(timestamp) || signature?.length !== SIGNATURE_BYTES) return undefined;
  return { signature, timestamp, sentAt: Number(timestamp) * 1000 };
}

/** Whether one of these keys signed the body, byte by byte, together with the time of the headers. */
export function isSigned({ signature, timestamp }: Proof, body: Uint8Array, keys: readonly KeyObject[]): boolean {
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), body]);
  return keys.some((key) => verify(null, signed, key, signature));
}

/**
 * @param text base64 of the 32 bytes of an Ed25519 key, or of its SPKI form
 * @returns undefined for anything else
 */
export function importPublicKey(text: string): KeyObject | undefined {
  const bytes = decoded(text.trim());
  const raw = bytes?.subarray(0, SPKI.length).equals(SPKI) === true ? bytes.subarray(SPKI.length) : bytes;
  if (raw?.length !== KEY_BYTES) return undefined;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
}

/** Buffer takes anything for base64, and leaves out what is none. */
const decoded = (text: string): Buffer | undefined => (/^[A-Za-z\d+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined);
