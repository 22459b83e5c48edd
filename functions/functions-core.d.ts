/** The module that the Functions worker supplies; there is no package of that name (azure-functions-nodejs-worker, types-core). */
declare module '@azure/functions-core' {
  import type { InvocationContext } from '@azure/functions';

  interface CoreInvocationContext {
    readonly invocationId: string;
    readonly metadata: { readonly name: string; readonly bindings: Readonly<Record<string, { readonly type?: string }>> };
  }

  type FunctionCallback = (...args: unknown[]) => unknown;

  interface InvocationArguments {
    readonly context: InvocationContext;
    readonly inputs: unknown[];
  }

  interface InvocationModel {
    getArguments(): Promise<InvocationArguments>;
    invokeFunction(context: InvocationContext, inputs: unknown[], handler: FunctionCallback): Promise<unknown>;
    getResponse(context: InvocationContext, result: unknown): Promise<unknown>;
  }

  interface ProgrammingModel {
    getInvocationModel(context: CoreInvocationContext): InvocationModel;
  }

  function getProgrammingModel(): ProgrammingModel;
}
