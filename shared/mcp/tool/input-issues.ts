import type { z } from 'zod';

/** So many are told; nobody reads more, and a caller could ask for millions. All is cut before it is put into words. */
const MOST = 10;
const LONGEST_NAME = 64;
/** Names one inside the other. */
const DEEPEST_PATH = 10;
const LONGEST_MESSAGE = 500;

/** In: why the arguments were refused (parsed with `reportInput`), and the names the tool knows. Out: one text that says what to change. */
export function describeIssues({ issues }: z.ZodError, allowed: readonly string[]): string {
  return fewOf(issues, (issue) => describe(issue, allowed)).join(' ');
}

/** The first few in words, and how many more there are. */
function fewOf<Item>(items: readonly Item[], inWords: (item: Item) => string): string[] {
  const few = items.slice(0, MOST).map(inWords);
  return items.length > MOST ? [...few, `… and ${items.length - MOST} more`] : few;
}

function describe(issue: z.core.$ZodIssue, allowed: readonly string[]): string {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') {
    const names = fewOf(issue.keys, (key) => JSON.stringify(key.slice(0, LONGEST_NAME))).join(', ');
    const known = path === '' ? ` Allowed: ${allowed.join(', ') || 'none'}.` : '';
    return `Unknown argument${path === '' ? '' : ` in ${path}`}: ${names}.${known}`;
  }
  const message = issue.message.slice(0, LONGEST_MESSAGE).replace(/\.?$/, '.');
  if ('input' in issue && issue.input === undefined) {
    const expected = issue.code === 'invalid_type' ? ` (${issue.expected})` : '';
    return `Missing argument: ${path}${expected}.${hint(message)}`;
  }
  return path === '' ? message : `${path}: ${message}`;
}

const pathOf = ({ path }: z.core.$ZodIssue): string =>
  path
    .slice(0, DEEPEST_PATH)
    .map((part) => String(part).slice(0, LONGEST_NAME))
    .join('.');

/** What a schema says itself of a missing value; zod's own words for it say nothing new. */
const hint = (message: string): string => (message.endsWith('received undefined.') ? '' : ` ${message}`);
