import type { z } from 'zod';

/** In: why the arguments were refused (parsed with `reportInput`), and the names the tool knows. Out: one text that says what to change. */
export function describeIssues(error: z.ZodError, allowed: readonly string[]): string {
  return fewOf(error.issues.map((issue) => describe(issue, allowed))).join(' ');
}

/** So many are told; nobody reads more, and a caller could ask for millions. */
const MOST = 10;

const fewOf = (texts: readonly string[]): readonly string[] =>
  texts.length > MOST ? [...texts.slice(0, MOST), `… and ${texts.length - MOST} more`] : texts;

function describe(issue: z.core.$ZodIssue, allowed: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    const place = issue.path.length === 0 ? '' : ` in ${issue.path.join('.')}`;
    const names = fewOf(issue.keys.map((key) => JSON.stringify(key.slice(0, 64)))).join(', ');
    const known = issue.path.length === 0 ? ` Allowed: ${allowed.join(', ') || 'none'}.` : '';
    return `Unknown argument${place}: ${names}.${known}`;
  }
  if ('input' in issue && issue.input === undefined) {
    const expected = issue.code === 'invalid_type' ? ` (${issue.expected})` : '';
    return `Missing argument: ${issue.path.join('.')}${expected}.${hint(issue.message)}`;
  }
  const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return `${where}${issue.message.replace(/\.?$/, '.')}`;
}

/** What a schema says itself of a missing value; zod's own words for it say nothing new. */
function hint(message: string): string {
  return message.endsWith('received undefined') ? '' : ` ${message.replace(/\.?$/, '.')}`;
}
