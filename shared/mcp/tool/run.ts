import type { Forecast } from '../../guard/index.ts';
import type { Principal } from '../../identity/index.ts';
import type { Inbox } from '../../inbox/index.ts';
import { UpstreamClientError, type Operation, type StorageClient, type TelnyxClient } from '../../telnyx/index.ts';
import { PartialError } from './errors.ts';

/** What would come of a call. */
export interface Preview extends Forecast {
  /** The arguments as they would go: numbers in their canonical form, defaults filled in. Undefined where the token does not allow the call. */
  readonly args: Readonly<Record<string, unknown>> | undefined;
}

/** What a tool's `run` may use besides its input. Made for each call. */
export interface ToolContext {
  readonly principal: Principal;
  /** UUID of this attempt, which Telnyx takes as `command_id`: it carries out a command with the same one only once in 60 s. */
  readonly attempt: string;
  readonly telnyx: TelnyxClient;
  readonly storage: StorageClient;
  readonly inbox: Inbox;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /**
   * Aborts when the client cancels the call. Azure Functions does not report a broken connection, so each request to Telnyx also has the
   * deadline of the call.
   */
  readonly signal: AbortSignal;
  /** Sends a progress message. Does nothing if the client did not ask for progress. */
  readonly progress: (message: string) => void;
  /**
   * Foretells what would come of a call of any tool that this client may call, and makes none.
   *
   * @throws InputError in the words of the call itself; errors of Telnyx
   */
  readonly preview: (tool: string, args: unknown) => Promise<Preview>;
  /** @returns which operations this client can call by name: their tool is there, and the operator has not excluded them */
  readonly reachable: () => Promise<(operation: Operation) => boolean>;
}

/**
 * Runs a later step of a call after an earlier one has succeeded.
 *
 * @param done what the earlier step has done, as a sentence; or a function that tidies up after the error first
 * @throws PartialError with the error of the step as its cause, so that the model learns both outcomes
 */
export async function asFollowUp<Result>(
  done: string | ((error: unknown) => Promise<string>),
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw new PartialError(typeof done === 'string' ? done : await done(error), error);
  }
}

/**
 * Takes one Telnyx error for a success: it says that what was asked for is already the case.
 *
 * @param which the Telnyx error code, or what is true of the error
 * @param instead the result in that case
 * @throws every other error of the request
 */
export async function ignoringError<Result>(
  which: string | ((error: UpstreamClientError) => boolean),
  request: Promise<Result>,
  instead: Result,
): Promise<Result> {
  const isIt = typeof which === 'string' ? ({ problems }: UpstreamClientError) => problems.some(({ code }) => code === which) : which;
  try {
    return await request;
  } catch (error) {
    if (error instanceof UpstreamClientError && isIt(error)) return instead;
    throw error;
  }
}

interface Watching {
  /** Milliseconds before each look. */
  readonly everyMs: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** So many looks in a row may fail. */
  readonly mostFailures: number;
}

/**
 * Looks again and again until a look finds something.
 *
 * @returns what it found, or undefined when the time is over
 * @throws the error of a look, if too many in a row failed
 */
export async function watch<Found>(
  { wait, clock }: Pick<ToolContext, 'wait' | 'clock'>,
  { everyMs, until, mostFailures }: Watching,
  look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  let failures = 0;
  do {
    await wait(everyMs);
    try {
      const found = await look();
      if (found !== undefined) return found;
      failures = 0;
    } catch (error) {
      if (++failures > mostFailures) throw error;
    }
  } while (clock() < until);
  return undefined;
}

interface Pace {
  /** Items of one batch, which run at the same time. */
  readonly size: number;
  /** Between the end of one batch and the start of the next. */
  readonly pauseMs: number;
}

/**
 * Runs `work` for every item, a batch at a time: for operations of which Telnyx takes only a few each second.
 *
 * @returns the results, in the order of the items
 * @throws the first error; no batch is started after it
 */
export async function inBatches<Item, Result>(
  { wait }: Pick<ToolContext, 'wait'>,
  items: readonly Item[],
  { size, pauseMs }: Pace,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await wait(pauseMs);
    results.push(...(await Promise.all(items.slice(at, at + size).map(work))));
  }
  return results;
}

const PROGRESS_EVERY_MS = 5_000;

/** Reports progress every few seconds while slow work goes on, so that the client does not take the silence for the end. */
export async function withProgress<Result>(
  { progress, clock }: Pick<ToolContext, 'progress' | 'clock'>,
  message: string,
  work: Promise<Result>,
): Promise<Result> {
  const startedAt = clock();
  progress(message);
  const timer = setInterval(() => progress(`${message} (${Math.round((clock() - startedAt) / 1000)} s)`), PROGRESS_EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
