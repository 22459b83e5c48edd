import { InvocationContext } from '@azure/functions';
import type { CoreInvocationContext, InvocationModel, ProgrammingModel } from '@azure/functions-core';
import { log } from './log.ts';
import { endResponse } from './open-responses.ts';

const loadAnswers = () => import('./refused-answers.ts');

/**
 * In stream mode an invocation comes in two halves, by gRPC and by HTTP, and the worker waits for the second one without a limit. This limit
 * counts ticks, not time: while the process is busy, nothing can arrive and no tick passes.
 */
const TICK_MS = 500;
const TICKS = 16;

/** @returns Undefined if `work` has not settled within the limit. Rejects as `work` does. */
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
 * Answers errors around a handler. When the library fails (for example at a header that fetch rejects) it sends nothing, and the client waits
 * for the function's time limit. Here such a request gets 400. A request whose HTTP half is missing fails before the host would restart the
 * worker. An answer that breaks off ends its connection.
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
        // The error may quote the sender's headers, so it is not logged.
        log.info('request_unreadable', { function: name });
        refused = true;
        return { context: context(), inputs: [] };
      }
      log.warn('request_incomplete', { function: name });
      // If the second half comes after all, its client still gets an answer.
      reading
        .then(
          async (late) => invocation.getResponse(late.context, (await loadAnswers()).tooLate()),
          async () => invocation.getResponse(context(), (await loadAnswers()).unreadable()),
        )
        .catch(() => undefined);
      throw new Error('The HTTP half of the request did not come.');
    },
    invokeFunction: async (given, inputs, handler) =>
      refused ? (await loadAnswers()).unreadable() : endOnError(() => invocation.invokeFunction(given, inputs, handler)),
    getResponse: (given, result) => endOnError(() => invocation.getResponse(given, result)),
  };
}

/** To be called after all functions are registered: before, the worker has its own programming model in this place. */
export function answerEveryRequest(model: ProgrammingModel): void {
  const original = model.getInvocationModel.bind(model);
  model.getInvocationModel = (core) => {
    const isHttp = Object.values(core.metadata.bindings).some(({ type }) => type?.toLowerCase() === 'httptrigger');
    return isHttp ? answered(original(core), core) : original(core);
  };
}
