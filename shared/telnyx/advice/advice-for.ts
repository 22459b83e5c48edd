import type { Rejection, UpstreamProblem } from '../errors.ts';
import { AI } from './ai.ts';
import { CALLS } from './calls.ts';
import { GENERAL } from './general.ts';
import { MESSAGES } from './messages.ts';
import { NOT_FOUND } from './not-found.ts';
import { NUMBERS } from './numbers.ts';
import { NO_CODE, type Again, type Row } from './row.ts';
import { SIP } from './sip.ts';
import { STORAGE } from './storage.ts';

/** What an error means, in words for a model, with the tools of this server. */
export interface Advice {
  readonly text: string;
  readonly again: Again;
  /** Replaces `Nothing was done.` where that is not true. */
  readonly effect?: string | undefined;
}

/** The first row that fits decides: what is particular to an operation stands before what is general. */
export const ROWS: readonly Row[] = [...SIP, ...CALLS, ...MESSAGES, ...NUMBERS, ...AI, ...STORAGE, ...NOT_FOUND, ...GENERAL];

/** From the strictest. */
const ORDER: readonly Again[] = ['never', 'after_change', 'later', 'at_once'];

/** Advice for so many entries of one answer. */
const MOST = 2;

type Rejected = Rejection & { readonly status?: number | undefined };

/**
 * @param error a rejection with its HTTP status
 * @returns Undefined where nothing is known, or where the API did not write the body: a status alone says too little.
 */
export function adviceFor(error: Rejected): Advice | undefined {
  if (error.foreign !== undefined) return error.status === undefined ? undefined : BY_STATUS.get(error.status);
  const problems = error.problems.length === 0 ? [{}] : error.problems;
  const rows = new Set(problems.flatMap((problem) => rowFor(problem, error) ?? []));
  const strictest = [...rows].sort((a, b) => ORDER.indexOf(a.again) - ORDER.indexOf(b.again)).slice(0, MOST);
  const [first] = strictest;
  if (first === undefined) return error.status === undefined ? undefined : BY_STATUS.get(error.status);
  const text = strictest.flatMap(({ means, next }) => [means, next ?? []].flat()).join(' ');
  return { text, again: first.again, effect: first.effect };
}

/** The same for a code outside of an error: in a message that was not delivered, in a list of deliveries. */
export const adviceForCode = (code: string): Advice | undefined => adviceFor({ problems: [{ code }] });

/** What HTTP itself says, whoever answers (RFC 9110 section 15.5). */
const BY_STATUS: ReadonlyMap<number, Advice> = new Map<number, Advice>([
  [413, { text: 'The request was too large: send less.', again: 'after_change' }],
  [414, { text: 'The request was too large: give shorter arguments.', again: 'after_change' }],
]);

function rowFor(problem: UpstreamProblem, { status, operation }: Rejected): Row | undefined {
  const words = [problem.title, problem.detail].filter(Boolean).join(' ');
  const called = operation === undefined ? '' : `${operation.method} ${operation.path}`;
  const fits = (row: Row, code: string): boolean =>
    (row.codes === undefined || row.codes.includes(code)) &&
    (row.status === undefined || (status !== undefined && row.status.includes(status))) &&
    (row.operation === undefined || row.operation.test(called)) &&
    (row.says === undefined || row.says.test(words)) &&
    (row.at === undefined || (problem.at !== undefined && row.at.test(problem.at))) &&
    (row.wordless !== true || words === '');
  return codesOf(problem, words, called)
    .map((code) => ROWS.find((row) => fits(row, code)))
    .find((row) => row !== undefined);
}

/** A SIP response code that Telnyx puts into its words: "Account is disabled D17". */
const SIP_CODE = /\bD\d{1,3}\b/;

const IS_CALL = / \/(calls|texml)\b/;

/** The codes of an entry, the most telling first. */
function codesOf({ code, at, sipCode }: UpstreamProblem, words: string, called: string): readonly string[] {
  // An entry about one argument may quote anything.
  const mayName = (called === '' || IS_CALL.test(called)) && (at === undefined || code === '10010');
  const inWords = mayName ? SIP_CODE.exec(words)?.[0] : undefined;
  return [sipCode, inWords, code ?? NO_CODE].filter((one) => one !== undefined);
}
