import { oneLine } from '../../platform/index.ts';
import type { Advice, Rejection, UpstreamProblem } from '../../telnyx/index.ts';

/** Leaves out what there is nothing to say of. */
export const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' ');

/** Whether something else than the API certainly wrote the body: Telnyx itself may answer with JSON that gives no reason. */
const isOthersPage = (foreign: string | undefined): boolean => foreign !== undefined && !foreign.startsWith('JSON');

/** Who rejected a request: the API, or what stands before it. */
export function refusedBy({ status, problems, foreign }: Rejection & { readonly status: number }): string {
  if (isOthersPage(foreign)) return `Something before Telnyx's API refused this (HTTP ${status}, ${foreign}).`;
  if (foreign !== undefined) return `Telnyx, or something before its API, refused this (HTTP ${status}, ${foreign}).`;
  return problems.length === 0 ? `Telnyx refused this with HTTP ${status} and gave no reason.` : `Telnyx refused this with HTTP ${status}.`;
}

/**
 * Who wrote the body of another error, where it was not the API.
 *
 * @param did what the error is, with it as the subject: `sent the answer`
 */
export const writtenBy = ({ foreign, status }: Rejection & { readonly status?: number | undefined }, did: string): string | undefined =>
  isOthersPage(foreign)
    ? `Something before Telnyx's API ${did} (${[status && `HTTP ${status}`, foreign].filter(Boolean).join(', ')}).`
    : undefined;

/** What a body of others means for the next step. */
export const othersNext = ({ foreign }: Rejection): string | undefined =>
  foreign === undefined
    ? undefined
    : 'It says nothing of the arguments. If it happens again, tell the operator: a proxy or firewall may be in the way.';

/** How many entries of an error body are shown. */
const MOST_PROBLEMS = 20;
/** Characters of all entries together. */
const LONGEST_PROBLEMS = 5_000;

/** What Telnyx says, as quotations: others may have written parts of it. */
export function wordsOf({ problems }: Rejection): string | undefined {
  let length = 0;
  const shown = problems
    .slice(0, MOST_PROBLEMS)
    .map(problemText)
    .filter((text) => (length += text.length + 1) <= LONGEST_PROBLEMS);
  const rest = problems.length - shown.length;
  return sentences(...shown, rest > 0 ? `… and ${rest} more.` : undefined);
}

function problemText({ code, title, detail, at, sipCode }: UpstreamProblem): string {
  const [first = '', second = first] = [title, detail].filter((part) => part !== undefined).map((part) => oneLine(part));
  const said = second.startsWith(first) ? second : `${ended(first)} ${second}`;
  const codes = [code, sipCode !== undefined && !said.includes(sipCode) ? sipCode : undefined].filter((part) => part !== undefined);
  return sentences(
    codes.length === 0 ? undefined : `[${codes.map(plain).join(' ')}]`,
    said === '' ? undefined : `“${ended(said.replace(/[“”]/g, '"'))}”`,
    at === undefined ? undefined : `(at ${plain(at)})`,
  );
}

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** A code or a place, in which no sentence can hide. */
const plain = (text: string): string => oneLine(text).replace(/[\s“”()]+/g, '_');

const AGAIN: Readonly<Record<Advice['again'], string>> = {
  never: 'Do not try it again.',
  after_change: 'Try again only after a change.',
  later: 'Try again later, not at once.',
  at_once: 'It can be tried again at once.',
};

/** Where it is unknown whether a request was carried out, nothing here may invite to send it again. */
export function adviceText(advice: Advice | undefined, outcomeUnknown = false): string | undefined {
  if (advice === undefined) return undefined;
  const invites = advice.again === 'later' || advice.again === 'at_once';
  return sentences(advice.text, outcomeUnknown && invites ? undefined : AGAIN[advice.again]);
}

const TELNYX_PAGE = /^https:\/\/(?:[a-z0-9-]+\.)*telnyx\.com\/[\w./#-]*$/i;

/** The first page about one of the errors. No other host is named: whoever wrote the body could send people anywhere. */
export function moreOf({ problems }: Rejection): string | undefined {
  const page = problems.map(({ more }) => more).find((url) => url !== undefined && TELNYX_PAGE.test(url));
  return page === undefined ? undefined : `More: ${page}`;
}
