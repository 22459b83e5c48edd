import type { Stored, Write } from './ledger.ts';
import type { ApprovalRow, Counters, RecipientRow } from './rows.ts';

const DAY_MS = 86_400_000;

/** Counters of a day are read on the next one at the latest. */
const COUNTERS_KEPT_MS = 2 * DAY_MS;
/** A request stays readable for its page, after it was decided and used, too. */
const APPROVALS_KEPT_MS = DAY_MS;
const RECIPIENTS_KEPT_MS = 100 * DAY_MS;

/** What is sealed in the row of a request opens as long as the row is kept. */
export const APPROVALS_KEPT_SECONDS = APPROVALS_KEPT_MS / 1000;

type Place = Pick<Stored<unknown>, 'key' | 'etag'>;

// `at` is the time of the write, in milliseconds since the epoch.

export const counterWrite = ({ key, etag }: Place, row: Counters, at: number): Write => ({
  key,
  etag,
  row,
  purgeAfter: at + COUNTERS_KEPT_MS,
});

export const approvalWrite = ({ key, etag }: Place, row: ApprovalRow, at: number): Write => ({
  key,
  etag,
  row,
  purgeAfter: at + APPROVALS_KEPT_MS,
});

/** A recipient who has opted out is never forgotten. */
export const recipientWrite = ({ key, etag }: Place, row: RecipientRow, at: number): Write => ({
  key,
  etag,
  row,
  purgeAfter: row.optedOutAt === undefined && !row.optOuts?.length ? at + RECIPIENTS_KEPT_MS : Infinity,
});
