import { PartialError } from './errors.ts';

/**
 * Runs a later step of a call, when an earlier one stands already. In: what stands, as a sentence; the step.
 * Errors: {@link PartialError} with what the step threw as its cause, so that both outcomes are told.
 */
export async function asFollowUp<Result>(done: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw new PartialError(done, error);
  }
}
