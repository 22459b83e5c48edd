import type { z } from 'zod';

/** What JSON calls the types that a schema expects. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** Formats that have no message of their own. */
const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  url: 'a URL',
  email: 'an e-mail address',
  date: 'a date, such as 2026-01-31',
  datetime: 'a time in ISO 8601, such as 2026-01-31T12:00:00Z',
};

/** What has a length, and what it is counted in. */
const COUNTED: Readonly<Record<string, string>> = { string: 'character', array: 'item', set: 'item', object: 'member', record: 'member' };

/**
 * Says in plain English what is wrong with a value, where its schema has no words of its own.
 *
 * @returns undefined for what the caller says itself (a missing value, an unknown name), and for kinds that no schema here has
 */
export function issueWords(raw: z.core.$ZodRawIssue): string | undefined {
  // A raw issue is open: once its code is known, it has the members of an issue.
  const issue = raw as z.core.$ZodIssue;
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return undefined;
      if (issue.expected === 'int' && typeof issue.input === 'number') return 'Expected a whole number.';
      return `Expected ${TYPES[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}.`;
    case 'invalid_value':
      return `Expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}.`;
    case 'too_small':
      if (COUNTED[issue.origin] !== undefined && Number(issue.minimum) === 1) return 'Must not be empty.';
      return bound(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin);
    case 'too_big':
      return bound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`;
    case 'invalid_format':
      return Object.hasOwn(FORMATS, issue.format) ? `Expected ${FORMATS[issue.format]}.` : undefined;
    default:
      return undefined;
  }
}

function bound(words: string, limit: number | bigint, origin: string): string {
  const unit = COUNTED[origin];
  return unit === undefined ? `Must be ${words} ${limit}.` : `Must have ${words} ${limit} ${unit}${Number(limit) === 1 ? '' : 's'}.`;
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
