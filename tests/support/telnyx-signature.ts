import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key pair by which Telnyx signs. */
export interface WebhookKey {
  readonly privateKey: KeyObject;
  /** As Telnyx names it: base64 of 32 bytes. */
  readonly named: string;
}

export function makeWebhookKey(): WebhookKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, named: Buffer.from(x, 'base64url').toString('base64') };
}

/**
 * @param seconds unix time of the sending
 * @returns the headers with which Telnyx sends this body
 */
export function signedHeaders({ privateKey }: WebhookKey, body: string | Uint8Array, seconds: number): Record<string, string> {
  const signed = Buffer.concat([Buffer.from(`${seconds}|`), Buffer.from(body)]);
  return {
    'content-type': 'application/json',
    'user-agent': 'telnyx-webhooks',
    'telnyx-timestamp': String(seconds),
    'telnyx-signature-ed25519': sign(null, signed, privateKey).toString('base64'),
  };
}
