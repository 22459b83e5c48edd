import {
  PathSegmentError,
  UpstreamClientError,
  UpstreamKeyError,
  UpstreamRateLimitError,
  UpstreamUnavailableError,
  type UpstreamProblem,
} from '../../telnyx/index.ts';
import { visibleText } from '../../platform/index.ts';
import { InputError, PartialError } from './errors.ts';
import type { Tool } from './define-tool.ts';

/** A failed call in words a model can act on: what happened, whether a retry is safe, what to do next. */
export interface Explanation {
  /** Stable, for logs and tests. */
  readonly code: string;
  readonly text: string;
}

/** In: what a tool call threw. Out: its explanation, or undefined for an error that nobody foresaw: nothing of it may leave. */
export function explain(
  error: unknown,
  tool: Pick<Tool, 'risk' | 'howToCheck'>,
  nothingDone = 'Nothing was done.',
): Explanation | undefined {
  if (error instanceof InputError || error instanceof PathSegmentError) {
    return {
      code: 'invalid_input',
      text: `${error.message} Nothing was done. Correct the arguments and call again.`,
    };
  }
  if (error instanceof PartialError) {
    const rest =
      explain(error.cause, tool, 'This step did nothing.')?.text ?? 'The next step failed for an unknown reason; its outcome is UNKNOWN.';
    return {
      code: error.code,
      text: `Partly done. ${error.message} That stands; do not repeat it. But then the next step failed: ${rest}`,
    };
  }
  if (error instanceof UpstreamClientError) return { code: error.code, text: refused(error, whatOfIt(error, tool, nothingDone)) };
  if (error instanceof UpstreamRateLimitError) return { code: error.code, text: rateLimited(error, whatOfIt(error, tool, nothingDone)) };
  if (error instanceof UpstreamUnavailableError) {
    return { code: error.reason === 'cancelled' ? 'cancelled' : error.code, text: unavailable(error, tool) };
  }
  if (error instanceof UpstreamKeyError) {
    return {
      code: error.code,
      text: `Telnyx refuses the API key of this server. ${nothingDone} A retry will not help: the operator has to store a valid key.`,
    };
  }
  return undefined;
}

/** A refusal says nothing of an earlier try whose answer got lost. */
function whatOfIt(
  error: UpstreamClientError | UpstreamRateLimitError,
  tool: Pick<Tool, 'risk' | 'howToCheck'>,
  nothingDone: string,
): string {
  if (!error.earlierTryUnknown) return nothingDone;
  return `An earlier try of this request got no answer, so the outcome is UNKNOWN: it may have been carried out. ${tool.howToCheck ?? HOW_TO_CHECK[tool.risk]}`;
}

/** What to do about the codes that come up most (Telnyx error reference). A map: a code may be called `constructor`. */
const HINTS: ReadonlyMap<string | undefined, string> = new Map([
  ['10004', 'Give the missing value.'],
  ['10005', 'List first, then use an id of this account.'],
  ['10006', 'The API key lacks the right for this, or the account is not verified.'],
  ['10010', 'The API key lacks the right for this, or the account is not verified.'],
  ['10016', 'Numbers are +E.164, such as +13125550100.'],
  ['10032', 'Use one of the allowed values.'],
  ['10033', 'Use a value within the limits.'],
  ['BucketAlreadyExists', 'Somebody has a bucket of this name: choose another.'],
  ['BucketAlreadyOwnedByYou', 'The account has it in another region: see list_buckets.'],
  ['NoSuchBucket', 'See list_buckets.'],
  ['NoSuchKey', 'See list_files.'],
  ['90015', 'Take the call_control_id from create_call or from an event in list_webhook_deliveries.'],
  ['90018', 'Nothing can be done on a call that is over.'],
  ['90034', 'Wait for call.answered in list_webhook_deliveries; an incoming call needs answer_call first.'],
  ['90040', 'Telnyx must be able to fetch audio_url from the internet.'],
]);

const STATUS_HINTS: Readonly<Record<number, string>> = {
  402: 'The account needs credit: see get_balance.',
  403: 'The API key lacks the right for this, or the account is not verified.',
  404: 'There is nothing with this id in the account: list first, then use an id from there.',
};

/** So many entries of an error body are told in full. */
const MOST_PROBLEMS = 20;
/** Characters of all of them together. */
const LONGEST_PROBLEMS = 5_000;

function refused({ status, problems }: UpstreamClientError, nothingDone: string): string {
  const more = problems.length > MOST_PROBLEMS ? ` … and ${problems.length - MOST_PROBLEMS} more.` : '';
  const what = problems.length === 0 ? '' : ` ${briefly(problems.slice(0, MOST_PROBLEMS).map(inWords).join(' '))}${more}`;
  const hint = problems.map(({ code }) => HINTS.get(code)).find(Boolean) ?? STATUS_HINTS[status] ?? '';
  return `Telnyx refused this with HTTP ${status}.${what} ${nothingDone}${hint && ` ${hint}`}`;
}

const briefly = (words: string): string =>
  words.length > LONGEST_PROBLEMS ? `${words.slice(0, LONGEST_PROBLEMS).toWellFormed()}…` : words;

function inWords({ code, title, detail, at }: UpstreamProblem): string {
  const words = [title, detail].filter((part) => part !== undefined).map((part) => visibleText(part).replace(/\.?$/, '.'));
  const place = at === undefined ? '' : ` (at ${visibleText(at)})`;
  return `[${visibleText(code ?? 'no code')}] ${words.join(' ')}${place}`.trim();
}

function rateLimited({ retryAfter }: UpstreamRateLimitError, nothingDone: string): string {
  const when = retryAfter === undefined ? 'in a minute' : `after ${Math.ceil(retryAfter)} seconds`;
  return `Telnyx asks to slow down (rate limit). ${nothingDone} Try again ${when}.`;
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

function unavailable(
  error: UpstreamUnavailableError,
  { risk, howToCheck = HOW_TO_CHECK[risk] }: Pick<Tool, 'risk' | 'howToCheck'>,
): string {
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
