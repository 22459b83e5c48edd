import { InvocationContext } from '@azure/functions';
import type { CoreInvocationContext, InvocationModel, ProgrammingModel } from '@azure/functions-core';
import { jsonError, secured } from '../shared/platform/index.ts';
import { log, withApplication } from './application.ts';
import { endResponse } from './open-responses.ts';
import { toInit } from './to-init.ts';

/**
 * In stream mode an invocation comes in two halves, by gRPC and by HTTP, and the worker waits without end for the second one. The limit is
 * counted in ticks: while this process is busy with something else nothing can arrive, and no tick passes.
 */
const TICK_MS = 500;
const TICKS = 16;

const https = withApplication(
  (application) => application.pipeline.https,
  () => false,
);
const answer = (response: Response) => toInit(secured(response, https));
const unreadable = () => answer(jsonError(400, 'invalid_request', 'The request has headers that cannot be read.'));
const tooLate = () =>
  answer(jsonError(503, 'temporarily_unavailable', 'The request came too late. Send it again.', { 'retry-after': '1' }));

/** Undefined where `work` has not settled within the limit. Rejects as `work` does. */
async function withinLimit<T>(work: Promise<T>): Promise<T | undefined> {
  const { promise: limit, resolve } = Promise.withResolvers<undefined>();
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1) === TICKS && resolve(undefined), TICK_MS);
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearInterval(timer);
  }
}

/**
 * Answers what goes wrong around a handler. Where the library fails (a header that fetch refuses, say) it sends nothing, and the host waits
 * with the client for the function's time limit. Here such a request is answered with 400, one whose HTTP half does not come fails before
 * the host would restart the worker for it, and an answer that breaks ends its connection.
 */
function answered(invocation: InvocationModel, { invocationId, metadata: { name } }: CoreInvocationContext): InvocationModel {
  const context = () => new InvocationContext({ invocationId, functionName: name });
  let refused = false;

  const endOnError = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      endResponse(invocationId);
      throw error;
    }
  };

  return {
    async getArguments() {
      const reading = invocation.getArguments();
      try {
        const found = await withinLimit(reading);
        if (found) return found;
      } catch {
        // The error may quote the sender's headers: it stays here.
        log.info('request_unreadable', { function: name });
        refused = true;
        return { context: context(), inputs: [] };
      }
      log.warn('request_incomplete', { function: name });
      // Its client still gets an answer if it comes after all.
      reading
        .then(
          (late) => invocation.getResponse(late.context, tooLate()),
          () => invocation.getResponse(context(), unreadable()),
        )
        .catch(() => undefined);
      throw new Error('The HTTP half of the request did not come.');
    },
    invokeFunction: async (given, inputs, handler) =>
      refused ? unreadable() : endOnError(() => invocation.invokeFunction(given, inputs, handler)),
    getResponse: (given, result) => endOnError(() => invocation.getResponse(given, result)),
  };
}

/** Call it after every function is registered: before, the worker has a programming model of its own in this place. */
export function answerEveryRequest(model: ProgrammingModel): void {
  const original = model.getInvocationModel.bind(model);
  model.getInvocationModel = (core) => {
    const isHttp = Object.values(core.metadata.bindings).some(({ type }) => type?.toLowerCase() === 'httptrigger');
    return isHttp ? answered(original(core), core) : original(core);
  };
}
