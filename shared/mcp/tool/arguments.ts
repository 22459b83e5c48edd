import type { z } from 'zod';
import { cutText, firstInvisible, HIDDEN, holdsHidden, isRecord, visibleText } from '../../platform/index.ts';
import { BLANK } from './argument-types.ts';
import { InputError } from './errors.ts';
import { issueWords } from './issue-words.ts';
import { membersAt } from './members-at.ts';
import { asMeant, holdsBlank } from './nothing.ts';
import { isCutText } from './result.ts';

/** @returns whether any member has a value. `null` and `""` are values: an update that sends them changes something. */
export function hasAnyValue(members: Readonly<Record<string, unknown>>): boolean {
  return Object.values(members).some((value) => value !== undefined);
}

/** How a tool takes its arguments. */
interface Taking {
  /** It only reads. */
  readonly reads: boolean;
  /** A placeholder for a hidden secret, or a text that an answer cut, would overwrite the whole. */
  readonly stores: boolean;
  /** The arguments whose invisible characters are kept. */
  readonly exact: readonly string[];
}

/**
 * Checks the arguments of a call strictly: nothing is coerced, no unknown name is accepted. Optional ones that say "nothing" are absent.
 *
 * @param args parsed JSON
 * @throws InputError that says what to change
 */
export function parseArguments<Input extends z.ZodObject>(input: Input, args: unknown, { reads, stores, exact }: Taking): z.output<Input> {
  const given = asMeant(input, args ?? {}, reads);
  const parsed = input.safeParse(given, { reportInput: true, error: issueWords });
  if (!parsed.success) throw new InputError(describeIssues(parsed.error, input));
  if (stores && holdsHidden(args)) throw new InputError(HIDDEN_GIVEN);
  for (const [name, value] of Object.entries(parsed.data)) {
    if (stores && !exact.includes(name) && holdsCutText(value)) throw new InputError(`${name}: ${CUT_GIVEN}`);
    if (exact.includes(name)) continue;
    if (isBlank(input, given, name)) throw new InputError(`${name}: ${BLANK}`);
    const invisible = invisibleIn(value);
    if (invisible !== undefined) throw new InputError(`${name}: Holds ${invisible}, which nobody can see. Write it without.`);
  }
  return parsed.data;
}

function isBlank({ shape }: z.ZodObject, given: unknown, name: string): boolean {
  const schema: z.ZodType | undefined = Object.hasOwn(shape, name) ? (shape[name] as z.ZodType) : undefined;
  return schema !== undefined && isRecord(given) && Object.hasOwn(given, name) && holdsBlank(schema, given[name]);
}

/**
 * Finds a character that nobody can see in a text that is sent as it is. Texts for people have been cleaned before (`SentText`).
 *
 * @returns its code point, such as `U+202E`
 */
function invisibleIn(value: unknown): string | undefined {
  if (typeof value === 'string') return firstInvisible(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = firstInvisible(name) ?? invisibleIn(member);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Arguments under the names that they have today. One that is given under both names stays under both, and the former one is then unknown.
 *
 * @param former today's names by former ones
 */
export function underPresentNames(args: unknown, former: Readonly<Record<string, string>>): unknown {
  if (!isRecord(args)) return args;
  const presentName = (name: string) => {
    const present = Object.hasOwn(former, name) ? former[name] : undefined;
    return present === undefined || isGiven(args, present) ? name : present;
  };
  // Nothing is copied without need: a copy loses `__proto__` as a name.
  if (Object.keys(args).every((name) => presentName(name) === name)) return args;
  const renamed = Object.entries(args).map(([name, value]) => [presentName(name), value] as const);
  // A value wins over null under the other name.
  return Object.fromEntries(renamed.sort(([, a], [, b]) => Number(a !== null) - Number(b !== null)));
}

const isGiven = (args: Readonly<Record<string, unknown>>, name: string) =>
  Object.hasOwn(args, name) && args[name] !== undefined && args[name] !== null;

const HIDDEN_GIVEN = `A value that an answer hides (${HIDDEN}) stands in place of a secret: give the secret, or a template.`;

/** Issues that are compared with each other: of more, most are not told anyway. */
const MOST_COMPARED = 100;

const CUT_GIVEN = 'A text ends where an answer cut it ("…"): it would overwrite the whole text. Leave it out, or write all of it.';

function holdsCutText(value: unknown): boolean {
  if (typeof value === 'string') return isCutText(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsCutText);
}

/** How many issues and names are reported. A caller could cause millions, so everything is cut before it is formatted. */
const MOST = 10;
const LONGEST_NAME = 64;
const MOST_ALLOWED = 40;
/** Names in one path. */
const DEEPEST_PATH = 10;
const LONGEST_MESSAGE = 500;

/** @param error of a parse with `reportInput` */
function describeIssues({ issues }: z.ZodError, input: z.ZodObject): string {
  const told = withoutFollowing(issues);
  const missing = told.filter(isPlainlyMissing);
  if (missing.length < 2) return sentencesOf(told, input);
  const others = told.filter((issue) => !isPlainlyMissing(issue));
  const names = missing.map((issue) => `${pathOf(issue)} (${issue.expected})`).join(', ');
  return [`Missing arguments: ${names}.`, ...(others.length > 0 ? [sentencesOf(others, input)] : [])].join(' ');
}

function sentencesOf(issues: readonly z.core.$ZodIssue[], input: z.ZodObject): string {
  const told = firstOf(issues, (issue) => describe(issue, input)).join(' ');
  return issues.length > MOST ? `${told}.` : told;
}

/** An argument that is not there, of which the schema says no more than its type. */
const isPlainlyMissing = (issue: z.core.$ZodIssue): issue is z.core.$ZodIssueInvalidType =>
  issue.code === 'invalid_type' && issue.path.length === 1 && issue.input === undefined && hint(issue.message) === '';

/** Zod measures a value of the wrong type as well, and an integer against two limits: one sentence about each is enough. */
function withoutFollowing(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  if (issues.length > MOST_COMPARED) return [...issues];
  const places = new Map<string, z.core.$ZodIssue>();
  for (const issue of issues) {
    if (issue.code !== 'invalid_type' && issue.code !== 'too_big' && issue.code !== 'too_small') continue;
    const place = JSON.stringify(issue.path);
    if (places.get(place)?.code !== 'invalid_type') places.set(place, issue);
  }
  return issues.filter((issue) => {
    const told = places.get(JSON.stringify(issue.path));
    return told === undefined || told === issue || (issue.code !== 'too_big' && issue.code !== 'too_small');
  });
}

/** Formats the first few, and says how many more there are. */
function firstOf<Item>(items: readonly Item[], format: (item: Item) => string): string[] {
  const first = items.slice(0, MOST).map(format);
  return items.length > MOST ? [...first, `… and ${items.length - MOST} more`] : first;
}

function describe(issue: z.core.$ZodIssue, input: z.ZodObject): string {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') {
    const names = firstOf(issue.keys, (key) => JSON.stringify(visibleText(cutText(key, LONGEST_NAME)))).join(', ');
    return path === ''
      ? unknownArgument(names, Object.keys(input.shape))
      : `Unknown argument in ${path}: ${names}.${allowedAt(issue, input)}`;
  }
  const message = cutText(issue.message, LONGEST_MESSAGE).replace(/(?<![.?!])$/, '.');
  if ('input' in issue && issue.input === undefined) {
    const expected = issue.code === 'invalid_type' ? ` (${issue.expected})` : '';
    return `Missing argument: ${path}${expected}.${hint(message)}`;
  }
  const isNoObject = issue.code === 'invalid_type' && issue.expected === 'object';
  return path === '' ? message : `${path}: ${message}${isNoObject ? allowedAt(issue, input) : howToWrite(issue)}`;
}

/** What the object takes in which something is unknown, or which another value stands for. */
function allowedAt({ path }: z.core.$ZodIssue, input: z.ZodObject): string {
  const names = membersAt(input, path);
  return names.length === 0 ? '' : ` Allowed in it: ${names.slice(0, MOST_ALLOWED).join(', ')}${names.length > MOST_ALLOWED ? ', …' : ''}.`;
}

/** What to write instead of a value of another type, which stays rejected: an id that was a JSON number may have lost digits. */
function howToWrite(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return '';
  const { expected, input } = issue;
  if (typeof input === 'number') return expected === 'string' ? ' Write it in quotes, with all its digits.' : '';
  if (typeof input !== 'string') return '';
  if (expected === 'array') return ' Send a JSON array.';
  return expected === 'number' || expected === 'int' || expected === 'boolean' ? ' Write it without quotes.' : '';
}

const unknownArgument = (names: string, allowed: readonly string[]) =>
  `Unknown argument: ${names}. Allowed: ${allowed.join(', ') || 'none'}.`;

const pathOf = ({ path }: z.core.$ZodIssue): string =>
  path
    .slice(0, DEEPEST_PATH)
    .map((part) => visibleText(cutText(String(part), LONGEST_NAME)))
    .join('.');

/** The schema's own message for a missing value. Zod's default message adds nothing. */
const hint = (message: string): string => (/received undefined\.?$/.test(message) ? '' : ` ${message}`);

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
