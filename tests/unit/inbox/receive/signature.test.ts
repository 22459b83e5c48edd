import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import Telnyx from 'telnyx';
import { importPublicKey, isSigned, readProof } from '../../../../shared/inbox/receive/signature.ts';
import { makeWebhookKey, signedHeaders } from '../../../support/telnyx-signature.ts';

const key = makeWebhookKey();
const SENT = 1_795_900_000;
const BODY = '{"data":{"id":"1"}}';
const keys = [importPublicKey(key.named)].filter((each) => each !== undefined);

function verdict(body: string | Uint8Array, headers: Record<string, string>): boolean | 'no proof' {
  const proof = readProof(new Headers(headers));
  return proof ? isSigned(proof, Buffer.from(body), keys) : 'no proof';
}

describe('a signature', () => {
  test('holds for the bytes that were signed', () => {
    expect(verdict(BODY, signedHeaders(key, BODY, SENT))).toBe(true);
  });

  const BYTES: readonly (readonly [string, Uint8Array])[] = [
    ['a byte order mark', Buffer.from(`\ufeff${BODY}`)],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['NUL and CRLF', Buffer.from('{\r\n"a":"\u0000"}\r\n')],
    ['nothing', Buffer.alloc(0)],
  ];
  test.each(BYTES)('holds for a body with %s', (_what, bytes) => {
    expect(verdict(bytes, signedHeaders(key, bytes, SENT))).toBe(true);
  });

  test("is the one that Telnyx's own library takes", async () => {
    const client = new Telnyx({ apiKey: 'KEY', publicKey: key.named });
    const now = Math.floor(Date.now() / 1000);
    const headers = signedHeaders(key, BODY, now);
    await expect(Promise.resolve().then(() => client.webhooks.unwrap(BODY, { headers }))).resolves.toMatchObject({ data: { id: '1' } });
    expect(verdict(BODY, headers)).toBe(true);
  });

  const headers = signedHeaders(key, BODY, SENT);
  const FORGED: readonly (readonly [string, string, Record<string, string>])[] = [
    ['another body', BODY.replace('1', '2'), headers],
    ['the same JSON, written anew', JSON.stringify(JSON.parse(BODY), undefined, 1), headers],
    ['another time', BODY, { ...headers, 'telnyx-timestamp': String(SENT + 1) }],
    ['the time with a zero before it', BODY, { ...headers, 'telnyx-timestamp': `0${SENT}` }],
    ['another key', BODY, signedHeaders(makeWebhookKey(), BODY, SENT)],
    ['zeros', BODY, { ...headers, 'telnyx-signature-ed25519': Buffer.alloc(64).toString('base64') }],
  ];
  test.each(FORGED)('does not hold for %s', (_what, body, sent) => {
    expect(verdict(body, sent)).toBe(false);
  });

  const UNREADABLE: readonly (readonly [string, Record<string, string>])[] = [
    ['no headers', {}],
    ['no time', { 'telnyx-signature-ed25519': headers['telnyx-signature-ed25519'] ?? '' }],
    ['no signature', { 'telnyx-timestamp': String(SENT) }],
    ['a time with a sign', { ...headers, 'telnyx-timestamp': `+${SENT}` }],
    ['a time as a fraction', { ...headers, 'telnyx-timestamp': `${SENT}.5` }],
    ['a short signature', { ...headers, 'telnyx-signature-ed25519': Buffer.alloc(63).toString('base64') }],
    ['a signature in hex', { ...headers, 'telnyx-signature-ed25519': 'ab'.repeat(64) }],
    ['a signature of version 1', { 'x-telnyx-signature': 't=1,h=abc', 'telnyx-timestamp': String(SENT) }],
  ];
  test.each(UNREADABLE)('is none with %s', (_what, sent) => {
    expect(verdict(BODY, sent)).toBe('no proof');
  });
});

describe('a public key', () => {
  const raw = Buffer.from(key.named, 'base64');
  const spki = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
    .export({ format: 'der', type: 'spki' })
    .toString('base64');

  test.each([
    ['as Telnyx names it', key.named],
    ['with blanks and a line end around it', ` ${key.named}\n`],
    ['in its SPKI form', spki],
  ])('is read %s', (_how, text) => {
    expect(importPublicKey(text)?.equals(keys[0] as NonNullable<(typeof keys)[0]>)).toBe(true);
  });

  test.each([
    ['hex', raw.toString('hex')],
    ['PEM', `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----`],
    ['too few bytes', raw.subarray(1).toString('base64')],
    ['nothing', ''],
    ['words', 'not a key'],
  ])('is not %s', (_what, text) => {
    expect(importPublicKey(text)).toBeUndefined();
  });
});
