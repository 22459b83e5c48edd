import { z } from 'zod';

export const BucketName = z
  .string()
  .regex(
    /^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/,
    'Expected 3 to 63 small letters, digits, dots and hyphens, a letter or digit at both ends.',
  );

/** URL parsers resolve dot segments, so the URL of such a key would lead to another file. */
const DOT_SEGMENT = /(^|\/)\.\.?(\/|$)/;

// eslint-disable-next-line no-control-regex -- this finds control characters
const CONTROL = /[\u0000-\u001f\u007f]/;

export const FileKey = z
  .string()
  .min(1)
  .refine((key) => Buffer.byteLength(key) <= 1024, 'A key has at most 1,024 bytes.')
  .refine((key) => !DOT_SEGMENT.test(key), 'A key must not have "." or ".." between its slashes.')
  .refine((key) => !CONTROL.test(key) && key.isWellFormed(), 'A key must not hold control characters.');

/** Largest file in the arguments or the answer of a tool. Larger ones need a presigned URL. */
export const INLINE_BYTES = 1_048_576;
