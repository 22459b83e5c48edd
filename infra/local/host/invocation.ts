/** Runs an invocation in the steps of the real worker (azure-functions-nodejs-worker, InvocationHandler). */
import type { CoreInvocationContext, InvocationRequest, InvocationResponse, TypedData } from './core-types.ts';
import type { LoadedApp } from './load-app.ts';
import type { TriggeredFunction } from './router.ts';
import type { CoreModule } from './core-module.ts';

export interface InvocationInput {
  readonly id: string;
  readonly target: TriggeredFunction;
  readonly data: TypedData;
  readonly metadata: Record<string, TypedData>;
  readonly headers: ReadonlyMap<string, string>;
}

export interface Outcome {
  readonly response: InvocationResponse;
  /** False where the handler returned nothing. */
  readonly hasResult: boolean;
}

/** Rejects with the error of the handler, a hook or the library. */
export type Invoke = (input: InvocationInput) => Promise<Outcome>;

function toRequest({ id, target, data, metadata, headers }: InvocationInput): InvocationRequest {
  const traceParent = headers.get('traceparent');
  const traceState = headers.get('tracestate');
  return {
    invocationId: id,
    functionId: target.metadata.name,
    inputData: [{ name: target.triggerName, data }],
    triggerMetadata: metadata,
    traceContext: {
      ...(traceParent && { traceParent }),
      ...(traceState && { traceState }),
      attributes: {},
    },
  };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error('The function threw something that is not an Error.', {
        cause: thrown,
      });
}

async function run(app: LoadedApp, coreModule: CoreModule, input: InvocationInput): Promise<Outcome> {
  const { target } = input;
  const state: { context?: object } = {};
  const core: CoreInvocationContext = {
    invocationId: input.id,
    request: toRequest(input),
    metadata: target.metadata,
    state: undefined,
    log: (level, category, message) => coreModule.log(level, category, message, state.context),
  };
  const model = await app.model.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  state.context = context;

  const shared = {
    hookData: {},
    appHookData: app.appHookData,
    invocationContext: context,
  };
  const before = { ...shared, functionCallback: target.handler, inputs };
  core.state = 'preInvocationHooks';
  await coreModule.runHooks('preInvocation', before);

  const after = { ...shared, inputs: before.inputs, result: null as unknown, error: null as unknown };
  core.state = 'invocation';
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error('The function threw nothing.');
  }
  core.state = 'postInvocationHooks';
  await coreModule.runHooks('postInvocation', after);
  core.state = undefined;

  // A hook can clear or set the error.
  if (after.error !== null && after.error !== undefined) throw asError(after.error);
  const response = await model.getResponse(context, after.result);
  return {
    response,
    hasResult: after.result !== null && after.result !== undefined,
  };
}

export function createInvoke(app: LoadedApp, coreModule: CoreModule): Invoke {
  return (input) => run(app, coreModule, input);
}
