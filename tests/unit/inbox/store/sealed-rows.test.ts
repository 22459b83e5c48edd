import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { base64url, flattenedDecrypt, FlattenedEncrypt } from 'jose';
import { createSealKeys } from '../../../../shared/identity/index.ts';
import { createSealedRows } from '../../../../shared/inbox/store/index.ts';
import { makeSecrets } from '../../../support/keys.ts';

const WHERE = 'inbox202611/f~1~a';
const CONTENT = { body: { text: 'Ä text' } };
const HEADER = { alg: 'dir', enc: 'A256GCM' } as const;

async function openRows() {
  const { secrets } = await makeSecrets();
  const { kid, key } = await createSealKeys(secrets, 'inbox').active();
  return { rows: createSealedRows(secrets), kid, key };
}

const bytesOf = ({ e0 }: Readonly<Record<string, string | Uint8Array>>): Buffer => Buffer.from(e0 ?? '');

describe('a sealed row', () => {
  test('opens where it lies', async () => {
    const { rows } = await openRows();
    await expect(rows.open(await rows.seal(CONTENT, WHERE), WHERE)).resolves.toEqual(CONTENT);
  });

  test('opens nowhere else, and not with a changed byte, a shorter tag or under another key', async () => {
    const { rows } = await openRows();
    const sealed = await rows.seal(CONTENT, WHERE);
    const bytes = bytesOf(sealed);
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
    await expect(rows.open(sealed, `${WHERE}b`)).resolves.toBeUndefined();
    await expect(rows.open({ ...sealed, e0: changed }, WHERE)).resolves.toBeUndefined();
    await expect(rows.open({ ...sealed, e0: bytes.subarray(0, -4) }, WHERE)).resolves.toBeUndefined();
    await expect((await openRows()).rows.open(sealed, WHERE)).resolves.toBeUndefined();
  });

  test('is different each time', async () => {
    const { rows } = await openRows();
    expect(bytesOf(await rows.seal(CONTENT, WHERE))).not.toEqual(bytesOf(await rows.seal(CONTENT, WHERE)));
  });

  test('is a JWE without its envelope: jose opens it, and it opens what jose sealed', async () => {
    const { rows, kid, key } = await openRows();
    const bytes = bytesOf(await rows.seal(CONTENT, WHERE));
    const { plaintext } = await flattenedDecrypt(
      {
        protected: base64url.encode(JSON.stringify(HEADER)),
        aad: base64url.encode(WHERE),
        iv: base64url.encode(bytes.subarray(0, 12)),
        ciphertext: base64url.encode(bytes.subarray(12, -16)),
        tag: base64url.encode(bytes.subarray(-16)),
      },
      key,
    );
    expect(JSON.parse(gunzipSync(plaintext).toString())).toEqual(CONTENT);
    const { iv, ciphertext, tag } = await new FlattenedEncrypt(gzipSync(JSON.stringify(CONTENT)))
      .setProtectedHeader(HEADER)
      .setAdditionalAuthenticatedData(Buffer.from(WHERE))
      .encrypt(key);
    const e0 = Buffer.concat([iv ?? '', ciphertext, tag ?? ''].map((part) => base64url.decode(part)));
    await expect(rows.open({ kid, e0 }, WHERE)).resolves.toEqual(CONTENT);
  });
});
