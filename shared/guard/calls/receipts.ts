import { z } from 'zod';
import { createSealer } from '../../identity/index.ts';
import type { Secrets } from '../../platform/index.ts';

/** The structured answer of a call. */
export type Receipt = Readonly<Record<string, unknown>>;

const Receipt = z.record(z.string(), z.unknown());

/** Characters of JSON. Of a longer answer only its ids are kept. */
const LONGEST = 20_000;

export interface Receipts {
  /** @returns the answer sealed; undefined for one that is too long */
  seal(receipt: Receipt, ttlMs: number): Promise<string | undefined>;
  open(sealed: string | undefined): Promise<Receipt | undefined>;
}

/** Seals receipts: whoever can read the table reads no number and no text. */
export function createReceipts(secrets: Secrets, origin: string): Receipts {
  const sealer = createSealer(secrets, 'guard', origin);
  return {
    async seal(receipt, ttlMs) {
      return JSON.stringify(receipt).length > LONGEST ? undefined : sealer.seal({ receipt }, Math.ceil(ttlMs / 1000));
    },
    async open(sealed) {
      return sealed === undefined ? undefined : (await sealer.open(sealed, z.object({ receipt: Receipt })))?.receipt;
    },
  };
}
