import { AppError } from '../../platform/index.ts';

declare const built: unique symbol;

/** A request path below the base URL in which every inserted value is one encoded segment. Only {@link path} and {@link pathOf} make one. */
export type TelnyxPath = string & { readonly [built]: true };

/** A value that a URL cannot hold as one segment: empty, `.` or `..`, with control characters or half characters, or too long. */
export class PathSegmentError extends AppError {
  override readonly name = 'PathSegmentError';
  readonly code = 'invalid_path_segment';
}

/**
 * Template tag: `` path`/messages/${id}` ``. Each value becomes exactly one segment (RFC 3986 section 3.3).
 *
 * @throws {@link PathSegmentError} for a value that URL parsers would resolve, or with control characters.
 */
export function path(literals: TemplateStringsArray, ...values: readonly string[]): TelnyxPath {
  return String.raw({ raw: literals }, ...values.map(segment)) as TelnyxPath;
}

/**
 * Fills a template such as `/messages/{id}`, each value as one segment.
 *
 * @throws {@link PathSegmentError}
 */
export const pathOf = (template: string, valueOf: (name: string) => string): TelnyxPath =>
  template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => segment(valueOf(name))) as TelnyxPath;

// eslint-disable-next-line no-control-regex -- this is what it rejects
const CONTROL = /[\u0000-\u001f\u007f]/;

function segment(value: string): string {
  if (value === '' || value === '.' || value === '..' || CONTROL.test(value) || !value.isWellFormed()) {
    throw new PathSegmentError('An id must not be empty, "." or "..", nor hold control characters.');
  }
  return encodeURIComponent(value);
}
