import { visibleText } from '../../platform/index.ts';
import {
  hintFor,
  PathSegmentError,
  UpstreamClientError,
  UpstreamKeyError,
  UpstreamRateLimitError,
  UpstreamUnavailableError,
  type UpstreamProblem,
} from '../../telnyx/index.ts';
import type { Tool } from './define-tool.ts';
import { InputError, PartialError } from './errors.ts';

/** An error of a tool call in words that a model can act on: what happened, whether a retry is safe, what to do next. */
export interface Explanation {
  /** Stable, for logs and tests. */
  readonly code: string;
  readonly text: string;
}

type CheckedTool = Pick<Tool, 'risk' | 'howToCheck'>;

/**
 * @param error what a tool call threw
 * @param nothingDone the sentence for a request that had no effect
 * @returns undefined for an unexpected error, of which nothing may leave the server
 */
export function explain(error: unknown, tool: CheckedTool, nothingDone = 'Nothing was done.'): Explanation | undefined {
  if (error instanceof InputError || error instanceof PathSegmentError) {
    return { code: 'invalid_input', text: `${error.message} Nothing was done. Correct the arguments and call again.` };
  }
  if (error instanceof PartialError) {
    const rest =
      explain(error.cause, tool, 'This step did nothing.')?.text ?? 'The next step failed for an unknown reason; its outcome is UNKNOWN.';
    return {
      code: error.code,
      text: `Partly done. ${error.message} That stands; do not repeat it. But then the next step failed: ${rest}`,
    };
  }
  if (error instanceof UpstreamClientError)
    return { code: error.code, text: clientErrorText(error, outcomeText(error, tool, nothingDone)) };
  if (error instanceof UpstreamRateLimitError) {
    return { code: error.code, text: rateLimitText(error, outcomeText(error, tool, nothingDone)) };
  }
  if (error instanceof UpstreamUnavailableError) {
    return { code: error.reason === 'cancelled' ? 'cancelled' : error.code, text: unavailableText(error, tool) };
  }
  if (error instanceof UpstreamKeyError) {
    return {
      code: error.code,
      text: `Telnyx refuses the API key of this server. ${nothingDone} A retry will not help: the operator has to store a valid key.`,
    };
  }
  return undefined;
}

/** A 4xx to a repeated request does not tell whether the first try, whose answer was lost, had an effect. */
function outcomeText(error: UpstreamClientError | UpstreamRateLimitError, { risk, howToCheck }: CheckedTool, nothingDone: string): string {
  if (!error.earlierTryUnknown) return nothingDone;
  return `An earlier try of this request got no answer, so the outcome is UNKNOWN: it may have been carried out. ${howToCheck ?? HOW_TO_CHECK[risk]}`;
}

/** How many entries of an error body are shown. */
const MOST_PROBLEMS = 20;
/** Characters of all entries together. */
const LONGEST_PROBLEMS = 5_000;

function clientErrorText(error: UpstreamClientError, outcome: string): string {
  const { status, problems } = error;
  const more = problems.length > MOST_PROBLEMS ? ` … and ${problems.length - MOST_PROBLEMS} more.` : '';
  const details = problems.length === 0 ? '' : ` ${cut(problems.slice(0, MOST_PROBLEMS).map(problemText).join(' '))}${more}`;
  const hint = hintFor(error);
  return `Telnyx refused this with HTTP ${status}.${details} ${outcome}${hint === undefined ? '' : ` ${hint}`}`;
}

const cut = (text: string): string => (text.length > LONGEST_PROBLEMS ? `${text.slice(0, LONGEST_PROBLEMS).toWellFormed()}…` : text);

function problemText({ code, title, detail, at }: UpstreamProblem): string {
  const sentences = [title, detail].filter((part) => part !== undefined).map((part) => visibleText(part).replace(/\.?$/, '.'));
  const place = at === undefined ? '' : ` (at ${visibleText(at)})`;
  return `[${visibleText(code ?? 'no code')}] ${sentences.join(' ')}${place}`.trim();
}

function rateLimitText({ retryAfter }: UpstreamRateLimitError, outcome: string): string {
  const when = retryAfter === undefined ? 'in a minute' : `after ${Math.ceil(retryAfter)} seconds`;
  return `Telnyx asks to slow down (rate limit). ${outcome} Try again ${when}.`;
}

const REASONS: Readonly<Record<UpstreamUnavailableError['reason'], string>> = {
  timeout: 'Telnyx did not answer in time.',
  cancelled: 'The call was cancelled before Telnyx answered.',
  network: 'The connection to Telnyx failed.',
  server_error: 'Telnyx answered with a server error.',
  redirect: 'Telnyx answered with a redirect, which is never followed.',
  too_large: 'The answer was too large and was refused.',
  unreadable: 'The answer could not be read.',
};

function unavailableText(error: UpstreamUnavailableError, { risk, howToCheck = HOW_TO_CHECK[risk] }: CheckedTool): string {
  const what = `${REASONS[error.reason]}${error.status === undefined ? '' : ` (HTTP ${error.status})`}`;
  if (error.outcome === 'not_sent') return `${what} The request never reached Telnyx: trying again is safe.`;
  if (error.method === 'GET' || error.method === 'HEAD') {
    const next = error.reason === 'too_large' ? 'Ask for less: a smaller page_size or a narrower filter.' : 'Try again later.';
    return `${what} Nothing was changed. ${next}`;
  }
  if (error.method === 'PUT') return `${what} The outcome is UNKNOWN: it may have been carried out. Doing it again changes nothing more.`;
  return `${what} The outcome is UNKNOWN: it may have been carried out, once at most. ${howToCheck}`;
}

const HOW_TO_CHECK: Readonly<Record<Tool['risk'], string>> = {
  read: 'Reading again is safe.',
  write: 'List what exists before you try again, or there may be two.',
  outbound: 'Do not send again before you have checked with search_detail_records whether it went out.',
  purchase: 'Do not order again before you have checked with list_phone_numbers and get_balance whether it went through.',
  destructive: 'Read the current state before you decide.',
  credential: 'List what exists before you try again.',
};
