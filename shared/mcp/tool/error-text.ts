import {
  adviceFor,
  isRefusal,
  PathSegmentError,
  UpstreamClientError,
  UpstreamKeyError,
  UpstreamRateLimitError,
  UpstreamUnavailableError,
} from '../../telnyx/index.ts';
import type { Tool } from './define-tool.ts';
import { adviceText, moreOf, othersNext, refusedBy, sentences, wordsOf, writtenBy } from './error-words.ts';
import { InboxUnavailableError, InputError, PartialError } from './errors.ts';

/** An error of a tool call in words that a model can act on: what happened, whether a retry is safe, what to do next. */
export interface Explanation {
  /** Stable, for logs and tests. */
  readonly code: string;
  readonly text: string;
}

/** Of a later step of a call, whose earlier ones stand. */
const STEP_DID_NOTHING = 'This step did nothing.';

interface CheckedTool extends Pick<Tool, 'risk' | 'howToCheck' | 'ifTooLarge'> {
  /** Where the values come from that the operation of the call wants. */
  readonly needs?: string;
}

/**
 * @param error what a tool call threw
 * @param nothingDone the sentence for a request that had no effect
 * @returns undefined for an unexpected error, of which nothing may leave the server
 */
export function explain(error: unknown, tool: CheckedTool, nothingDone = 'Nothing was done.'): Explanation | undefined {
  if (error instanceof PathSegmentError) return explain(new InputError(error.message), tool);
  if (error instanceof InputError) return { code: error.code, text: `${error.message} Nothing was done. ${error.next}` };
  if (error instanceof PartialError) {
    const rest =
      explain(error.cause, tool, STEP_DID_NOTHING)?.text ?? 'The next step failed for an unknown reason; its outcome is UNKNOWN.';
    return {
      code: error.code,
      text: `Partly done. ${error.message} That stands; do not repeat it. But then the next step failed: ${rest}`,
    };
  }
  if (error instanceof InboxUnavailableError)
    return { code: error.code, text: `${error.message} ${nothingDone} Try again in ten seconds.` };
  if (error instanceof UpstreamClientError) return { code: error.code, text: clientErrorText(error, tool, nothingDone) };
  if (error instanceof UpstreamRateLimitError) return { code: error.code, text: rateLimitText(error, tool, nothingDone) };
  if (error instanceof UpstreamUnavailableError) {
    return { code: error.reason === 'cancelled' ? 'cancelled' : error.code, text: unavailableText(error, tool, nothingDone) };
  }
  if (error instanceof UpstreamKeyError) return { code: error.code, text: keyErrorText(error, nothingDone) };
  return undefined;
}

/** Whether a call that ended with this error certainly had no effect. */
export function didNothing(error: unknown): boolean {
  if (error instanceof InputError || error instanceof PathSegmentError || error instanceof InboxUnavailableError || isRefusal(error))
    return true;
  if (!(error instanceof UpstreamUnavailableError) || error.earlierTryUnknown) return false;
  return error.outcome === 'not_sent' || error.method === 'GET' || error.method === 'HEAD';
}

/** How to find out whether a call without an answer was carried out. */
export const howToCheck = (tool: CheckedTool): string => tool.howToCheck ?? HOW_TO_CHECK[tool.risk];

type Rejected = UpstreamClientError | UpstreamRateLimitError;

/** A 4xx to a repeated request does not tell whether the first try, whose answer was lost, had an effect. */
function outcomeText({ earlierTryUnknown }: Rejected, { risk, howToCheck }: CheckedTool, nothingDone: string): string {
  if (!earlierTryUnknown) return nothingDone;
  return `An earlier try of this request got no answer, so the outcome is UNKNOWN: it may have been carried out. ${howToCheck ?? HOW_TO_CHECK[risk]}`;
}

function clientErrorText(error: UpstreamClientError, tool: CheckedTool, nothingDone: string): string {
  const advice = adviceFor(error);
  return sentences(
    refusedBy(error),
    wordsOf(error),
    outcomeText(error, tool, advice?.effect ?? nothingDone),
    adviceText(advice, error.earlierTryUnknown),
    advice === undefined ? othersNext(error) : undefined,
    error.status === 404 && tool.needs !== undefined ? `Needs: ${tool.needs}.` : undefined,
    moreOf(error),
  );
}

function rateLimitText(error: UpstreamRateLimitError, tool: CheckedTool, nothingDone: string): string {
  const { retryAfter } = error;
  const when = retryAfter === undefined ? 'in a minute' : `after ${Math.ceil(retryAfter)} seconds`;
  return sentences(
    writtenBy({ problems: error.problems, foreign: error.foreign, status: 429 }, 'asks to slow down') ??
      'Telnyx asks to slow down (rate limit).',
    wordsOf(error),
    outcomeText(error, tool, nothingDone),
    `Try again ${when}.`,
    moreOf(error),
  );
}

/** The operator is sent for only where the reason is the key of this server, or may be. */
function keyErrorText(error: UpstreamKeyError, nothingDone: string): string {
  if (error.aboutOurKey) {
    const next = 'A retry will not help: the operator has to store a valid key.';
    return sentences('Telnyx refuses the API key of this server.', wordsOf(error), nothingDone, next, moreOf(error));
  }
  const next = writtenBy(error, '') === undefined ? UNCLEAR_KEY : othersNext(error);
  return sentences(refusedBy(error), wordsOf(error), nothingDone, adviceText(adviceFor(error)) ?? next, moreOf(error));
}

const UNCLEAR_KEY =
  'Which key or login is meant is not said. A retry will not help: if it is the API key of this server, the operator has to store a valid one.';

const REASONS: Readonly<Record<UpstreamUnavailableError['reason'], string>> = {
  timeout: 'Telnyx did not answer in time.',
  cancelled: 'The call was cancelled before Telnyx answered.',
  network: 'The connection to Telnyx failed.',
  server_error: 'Telnyx answered with a server error.',
  redirect: 'Telnyx answered with a redirect, which is never followed.',
  too_large: 'The answer was too large and was refused.',
  unreadable: 'The answer could not be read.',
};

function unavailableText(error: UpstreamUnavailableError, tool: CheckedTool, nothingDone: string): string {
  const { risk, howToCheck = HOW_TO_CHECK[risk], ifTooLarge = TOO_LARGE } = tool;
  const { status, outcome, method, reason } = error;
  const others = writtenBy(error, OTHERS_REASONS[reason] ?? 'sent it');
  const http = status === undefined ? undefined : `(HTTP ${status})`;
  const said = reason in OTHERS_REASONS && others !== undefined ? others : sentences(REASONS[reason], others ?? http);
  const what = sentences(said, wordsOf(error));
  if (outcome === 'not_sent') return `${what} The request never reached Telnyx: trying again is safe.`;
  const advice = adviceFor(error);
  if (method === 'GET' || method === 'HEAD') {
    // The whole call again would repeat what stands.
    if (nothingDone === STEP_DID_NOTHING)
      return sentences(what, 'This step changed nothing.', adviceText(advice, true), howToCheck, moreOf(error));
    const next = reason === 'too_large' ? ifTooLarge : 'Try again later.';
    return sentences(what, 'Nothing was changed.', adviceText(advice) ?? next, moreOf(error));
  }
  const unknown =
    method === 'PUT'
      ? 'The outcome is UNKNOWN: it may have been carried out. Doing it again changes nothing more.'
      : `The outcome is UNKNOWN: it may have been carried out, once at most. ${howToCheck}`;
  return sentences(what, unknown, adviceText(advice, true), moreOf(error));
}

/** The same, where something before Telnyx wrote the answer. */
const OTHERS_REASONS: Partial<typeof REASONS> = {
  server_error: 'answered with a server error',
  redirect: 'answered with a redirect, which is never followed',
};

const TOO_LARGE = 'Ask for less, if this tool has a filter or a limit that Telnyx applies: the same request will fail again.';

const HOW_TO_CHECK: Readonly<Record<Tool['risk'], string>> = {
  read: 'Reading again is safe.',
  write: 'List what exists before you try again, or there may be two.',
  outbound: 'Do not send again before you have checked with search_detail_records whether it went out.',
  purchase: 'Do not order again before you have checked with list_phone_numbers and get_balance whether it went through.',
  destructive: 'Read the current state before you decide.',
  credential: 'List what exists before you try again.',
};
