import type { UpstreamClientError } from './errors.ts';

/**
 * What to do about the error codes that come up most.
 *
 * A map, because a code may be called `constructor`.
 *
 * @see https://developers.telnyx.com/docs/overview/errors
 */
const HINTS: ReadonlyMap<string | undefined, string> = new Map([
  ['10004', 'Give the missing value.'],
  ['10005', 'List first, then use an id of this account.'],
  ['10006', 'The API key lacks the right for this, or the account is not verified.'],
  ['10010', 'The API key lacks the right for this, or the account is not verified.'],
  ['10016', 'Numbers are +E.164, such as +13125550100.'],
  ['10032', 'Use one of the allowed values.'],
  ['10033', 'Use a value within the limits.'],
  ['BucketAlreadyExists', 'Somebody has a bucket of this name: choose another.'],
  ['BucketAlreadyOwnedByYou', 'The account has it in another region: see list_buckets.'],
  ['NoSuchBucket', 'See list_buckets.'],
  ['NoSuchKey', 'See list_files.'],
  ['90015', 'Take the call_control_id from create_call or from an event in list_webhook_deliveries.'],
  ['90018', 'Nothing can be done on a call that is over.'],
  ['90034', 'Wait for call.answered in list_webhook_deliveries; an incoming call needs answer_call first.'],
  ['90040', 'Telnyx must be able to fetch audio_url from the internet.'],
]);

const STATUS_HINTS: Readonly<Record<number, string>> = {
  402: 'The account needs credit: see get_balance.',
  403: 'The API key lacks the right for this, or the account is not verified.',
  404: 'There is nothing with this id in the account: list first, then use an id from there.',
};

/** @returns one sentence for a model: the hint of the first known code, else that of the HTTP status. */
export const hintFor = ({ status, problems }: Pick<UpstreamClientError, 'status' | 'problems'>): string | undefined =>
  problems.map(({ code }) => HINTS.get(code)).find(Boolean) ?? STATUS_HINTS[status];
