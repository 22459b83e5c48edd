import type { Row } from './row.ts';

/**
 * Errors of the storage.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const STORAGE: readonly Row[] = [
  { codes: ['NoSuchBucket'], means: 'See list_buckets.', again: 'after_change' },
  { codes: ['NoSuchKey'], means: 'See list_files.', again: 'after_change' },
  {
    codes: ['BucketAlreadyExists'],
    means: 'Somebody else has a bucket of this name, which must be unique in the whole storage.',
    next: 'Choose another name.',
    again: 'after_change',
  },
  {
    codes: ['BucketAlreadyOwnedByYou'],
    means: 'The account has it in another region.',
    next: 'See list_buckets.',
    again: 'never',
  },
  {
    codes: ['InvalidBucketName'],
    means: 'A bucket has 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends.',
    again: 'after_change',
  },
  { codes: ['TooManyBuckets'], means: 'The account has as many buckets as it may have.', next: 'See list_buckets.', again: 'after_change' },
  {
    codes: ['QuotaExceeded'],
    means: 'The storage of the account is full, or has as many files as it may have.',
    next: 'list_files shows what could go with delete_file; the quota is raised by Telnyx.',
    again: 'after_change',
  },
  {
    codes: ['UserSuspended', 'AccountProblem'],
    means: 'The storage of the account is suspended.',
    next: "See get_balance for its credit; otherwise Telnyx's support can tell why.",
    again: 'after_change',
  },
  {
    codes: ['AccessDenied', 'AllAccessDisabled'],
    means: 'The bucket belongs to another account, or its policy forbids this.',
    next: "list_buckets shows the account's own.",
    again: 'after_change',
  },
  {
    codes: ['SignatureDoesNotMatch', 'RequestTimeTooSkewed', 'AuthorizationHeaderMalformed'],
    means: "The storage does not accept this server's signature: its API key or its clock may be wrong, or a proxy changed the request.",
    next: 'Tell the operator.',
    again: 'after_change',
  },
  {
    codes: ['EntityTooLarge'],
    means: 'The file is larger than one upload may be.',
    next: 'Split it into smaller files.',
    again: 'after_change',
  },
  { codes: ['KeyTooLongError', 'InvalidObjectName'], means: 'The key of a file has at most 1,024 bytes.', again: 'after_change' },
  { codes: ['InvalidRange'], means: 'The file is shorter than the part that was asked for.', again: 'after_change' },
  {
    codes: ['IllegalLocationConstraintException', 'InvalidLocationConstraint', 'InvalidRegion', 'PermanentRedirect'],
    means: 'The bucket cannot be in that region, or is in another one.',
    next: 'See list_buckets.',
    again: 'after_change',
  },
  {
    codes: ['SlowDown', 'TooManyRequests', 'ServiceUnavailable', 'InternalError'],
    means: 'The storage is busy.',
    again: 'later',
  },
  { codes: ['OperationAborted', 'RequestTimeout'], means: 'Something else was at work on the same file or bucket.', again: 'at_once' },
  {
    says: /\bttl\b|expir/i,
    status: [400, 403, 422],
    operation: / \/storage\/.*\/presigned_url$/,
    means: 'The URL would live longer than this account may ask for: accounts that are not verified get 300 seconds.',
    next: 'Ask for a shorter time.',
    again: 'after_change',
  },
  {
    says: /suspend/i,
    operation: / (\/storage\/|s3:)/,
    means: 'The storage of the account is suspended.',
    next: "See get_balance for its credit; otherwise Telnyx's support can tell why.",
    again: 'after_change',
  },
];
