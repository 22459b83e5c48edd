import { PathSegmentError } from '../rest/index.ts';

/** Letters, digits, dots and hyphens (S3, bucket naming rules). */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;

/** In: names of a bucket and of an object in it. Out: their path, each segment encoded, slashes kept. Errors: {@link PathSegmentError}. */
export function objectPath(bucket: string, key?: string): string {
  if (!BUCKET.test(bucket) || bucket.includes('..')) throw new PathSegmentError('This is no name of a bucket.');
  return key === undefined ? `/${bucket}` : `/${bucket}/${encodedKey(key)}`;
}

function encodedKey(key: string): string {
  const segments = key.split('/');
  // URL parsers resolve dot segments: they would lead to another object or bucket.
  if (segments.some((segment) => segment === '.' || segment === '..')) {
    throw new PathSegmentError('A key must not have "." or ".." between its slashes.');
  }
  if (key === '' || CONTROL.test(key) || !key.isWellFormed()) {
    throw new PathSegmentError('A key must not be empty, nor hold control characters.');
  }
  return segments.map(encodeURIComponent).join('/');
}
