export type { OpenQuestion, Outcome, Presence } from './outcome.ts';
export { createReceipts, type Receipt, type Receipts } from './receipts.ts';
export { reserve } from './reserve.ts';
export { approvalOf, keysOf, rowsOf } from './rows-of.ts';
export { settle, type Ending, type Reserved } from './settle.ts';
export { BUSY, KEYS_DOWN, repeatNote, TABLES_DOWN, UNDER_WAY } from './words.ts';
export { untilDecided, untilReceipt } from './waiting.ts';
