import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';
import { createSealKeys } from '../../identity/index.ts';
import { SecretUnavailableError, type Secrets } from '../../platform/index.ts';

/**
 * Seals what a row says: JSON, compressed, then AES-256-GCM under the key of the inbox. The seal holds for one row of one table alone, so whoever
 * can write to the table can neither read a row nor put it into another conversation.
 */
export interface SealedRows {
  /**
   * @param where table and row key
   * @returns properties of the row
   * @throws SecretUnavailableError
   */
  seal(content: unknown, where: string): Promise<SealedProperties>;
  /**
   * @returns what was sealed; undefined for anything else
   * @throws SecretUnavailableError
   */
  open(row: Readonly<Record<string, unknown>>, where: string): Promise<unknown>;
}

export type SealedProperties = Readonly<Record<string, string | Uint8Array>>;

/** Azure Tables takes 64 KiB in one property. */
const CHUNK = 65_536;
const MOST_CHUNKS = 15;
/** Bytes of one row when sealed: what is longer must be shortened before. A row has at most 1 MiB, its keys and names included. */
export const MOST_SEALED = CHUNK * MOST_CHUNKS;

const ALGORITHM = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/** The header of a JWE. */
const HEADER = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url');

/** The additional authenticated data of a JWE (RFC 7516 section 5.1, step 14). With jose itself, a row takes three times as long. */
const boundTo = (where: string): Buffer => Buffer.from(`${HEADER}.${Buffer.from(where).toString('base64url')}`);

/** Bytes. What is smaller is packed sooner than it is handed to another thread, and unpacked many times sooner. */
const SMALL = 32_768;

const zipElsewhere = promisify<Buffer, Buffer>(gzip);
const unzipElsewhere = promisify<Uint8Array, Buffer>(gunzip);
const zip = (bytes: Buffer) => (bytes.length <= SMALL ? gzipSync(bytes) : zipElsewhere(bytes));
const unzip = (bytes: Uint8Array) => (bytes.length <= SMALL ? gunzipSync(bytes) : unzipElsewhere(bytes));

export function createSealedRows(secrets: Secrets): SealedRows {
  const keys = createSealKeys(secrets, 'inbox');
  return {
    async seal(content, where) {
      const { kid, key } = await keys.active();
      const packed = await zip(Buffer.from(JSON.stringify(content)));
      const iv = randomBytes(IV);
      const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG }).setAAD(boundTo(where));
      const bytes = Buffer.concat([iv, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
      const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_chunk, at) => bytes.subarray(at * CHUNK, (at + 1) * CHUNK));
      return { kid, ...Object.fromEntries(chunks.map((chunk, at) => [`e${at}`, chunk])) };
    },
    async open(row, where) {
      const { kid } = row;
      if (typeof kid !== 'string') return undefined;
      const chunks = Array.from({ length: MOST_CHUNKS }, (_chunk, at) => row[`e${at}`]).filter((chunk) => chunk instanceof Uint8Array);
      const bytes = Buffer.concat(chunks);
      if (bytes.length <= IV + TAG) return undefined;
      try {
        const decipher = createDecipheriv(ALGORITHM, await keys.named({ kid }), bytes.subarray(0, IV), { authTagLength: TAG })
          .setAAD(boundTo(where))
          .setAuthTag(bytes.subarray(-TAG));
        const packed = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
        return JSON.parse((await unzip(packed)).toString()) as unknown;
      } catch (error) {
        if (error instanceof SecretUnavailableError) throw error;
        return undefined;
      }
    },
  };
}
