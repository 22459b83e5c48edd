import type { z } from 'zod';
import { InputError } from './errors.ts';
import { HIDDEN, holdsHidden } from './secrets.ts';

/** @returns whether any member has a value. `null` and `""` are values: an update that sends them changes something. */
export function hasAnyValue(members: Readonly<Record<string, unknown>>): boolean {
  return Object.values(members).some((value) => value !== undefined);
}

/**
 * Checks the arguments of a call strictly: nothing is coerced, no unknown name is accepted.
 *
 * @param args parsed JSON
 * @param stores whether a placeholder for a hidden secret would overwrite that secret
 * @throws InputError that says what to change
 */
export function parseArguments<Input extends z.ZodObject>(input: Input, args: unknown, stores: boolean): z.output<Input> {
  const parsed = input.safeParse(args ?? {}, { reportInput: true });
  if (!parsed.success) throw new InputError(describeIssues(parsed.error, Object.keys(input.shape)));
  if (stores && holdsHidden(args)) throw new InputError(HIDDEN_GIVEN);
  return parsed.data;
}

const HIDDEN_GIVEN = `A value that an answer hides (${HIDDEN}) stands in place of a secret: give the secret, or a template.`;

/** How many issues and names are reported. A caller could cause millions, so everything is cut before it is formatted. */
const MOST = 10;
const LONGEST_NAME = 64;
/** Names in one path. */
const DEEPEST_PATH = 10;
const LONGEST_MESSAGE = 500;

/**
 * @param error of a parse with `reportInput`
 * @param allowed the names of all arguments
 */
function describeIssues({ issues }: z.ZodError, allowed: readonly string[]): string {
  return firstOf(issues, (issue) => describe(issue, allowed)).join(' ');
}

/** Formats the first few, and says how many more there are. */
function firstOf<Item>(items: readonly Item[], format: (item: Item) => string): string[] {
  const first = items.slice(0, MOST).map(format);
  return items.length > MOST ? [...first, `… and ${items.length - MOST} more`] : first;
}

function describe(issue: z.core.$ZodIssue, allowed: readonly string[]): string {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') {
    const names = firstOf(issue.keys, (key) => JSON.stringify(key.slice(0, LONGEST_NAME))).join(', ');
    return path === '' ? unknownArgument(names, allowed) : `Unknown argument in ${path}: ${names}.`;
  }
  const message = issue.message.slice(0, LONGEST_MESSAGE).replace(/\.?$/, '.');
  if ('input' in issue && issue.input === undefined) {
    const expected = issue.code === 'invalid_type' ? ` (${issue.expected})` : '';
    return `Missing argument: ${path}${expected}.${hint(message)}`;
  }
  return path === '' ? message : `${path}: ${message}`;
}

const unknownArgument = (names: string, allowed: readonly string[]) =>
  `Unknown argument: ${names}. Allowed: ${allowed.join(', ') || 'none'}.`;

const pathOf = ({ path }: z.core.$ZodIssue): string =>
  path
    .slice(0, DEEPEST_PATH)
    .map((part) => String(part).slice(0, LONGEST_NAME))
    .join('.');

/** The schema's own message for a missing value. Zod's default message adds nothing. */
const hint = (message: string): string => (message.endsWith('received undefined.') ? '' : ` ${message}`);

/**
 * Finds `__proto__` as a name in arguments. JSON may hold it, but an SDK that copies objects drops it unseen: so this looks at the arguments as
 * they came.
 *
 * @param args parsed JSON of limited depth
 * @param allowed the names of all arguments
 * @returns what is wrong, or undefined
 */
export function prototypeNameIn(args: unknown, allowed: readonly string[]): string | undefined {
  if (!holdsPrototype(args)) return undefined;
  return isObject(args) && Object.hasOwn(args, '__proto__')
    ? unknownArgument('"__proto__"', allowed)
    : 'An argument holds the name "__proto__", which no tool takes.';
}

const holdsPrototype = (value: unknown): boolean =>
  isObject(value) && (Object.hasOwn(value, '__proto__') || Object.values(value).some(holdsPrototype));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
