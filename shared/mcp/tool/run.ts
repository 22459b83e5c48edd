import type { Principal } from '../../identity/index.ts';
import { UpstreamClientError, type StorageClient, type TelnyxClient } from '../../telnyx/index.ts';
import { PartialError } from './errors.ts';

/** What a tool's `run` may use besides its input. Made for each call. */
export interface ToolContext {
  readonly principal: Principal;
  readonly telnyx: TelnyxClient;
  readonly storage: StorageClient;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /**
   * Aborts when the client cancels the call. Azure Functions does not report a broken connection, so each request to Telnyx also has the
   * deadline of the call.
   */
  readonly signal: AbortSignal;
  /** Sends a progress message. Does nothing if the client did not ask for progress. */
  readonly progress: (message: string) => void;
}

/**
 * Runs a later step of a call after an earlier one has succeeded.
 *
 * @param done what the earlier step has done, as a sentence
 * @throws PartialError with the error of the step as its cause, so that the model learns both outcomes
 */
export async function asFollowUp<Result>(done: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw new PartialError(done, error);
  }
}

/**
 * Takes one Telnyx error for a success: it says that what was asked for is already the case.
 *
 * @param code the Telnyx error code
 * @param instead the result in that case
 * @throws every other error of the request
 */
export async function ignoringError<Result>(code: string, request: Promise<Result>, instead: Result): Promise<Result> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof UpstreamClientError && error.problems.some((problem) => problem.code === code)) return instead;
    throw error;
  }
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
