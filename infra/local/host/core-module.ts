/**
 * The core module shim: what `require('@azure/functions-core')` returns to the library. The real worker supplies it in the same way, by
 * replacing `Module.prototype.require` (azure-functions-nodejs-worker, setupCoreModule).
 */
import Module from 'node:module';
import type { FunctionMetadata, Handler, HookCallback, LogCategory, LogLevel, ProgrammingModel, RegisteredFunction } from './core-types.ts';
import type { WriteLog } from './log.ts';

const CORE_MODULE = '@azure/functions-core';
/** HTTP streams need 4.28 or later, log hooks 4.34. */
const HOST_VERSION = '4.1000.0';

class Disposable {
  readonly #dispose: () => void;
  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }
  dispose(): void {
    this.#dispose();
  }
}

export interface CoreModule {
  /** The registered functions, by name. */
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  programmingModel(): ProgrammingModel | undefined;
  /** Runs the hooks in the order of registration. Rejects with the first error. */
  runHooks(name: string, context: object): Promise<void>;
  /** Writes one line, after the app's log hooks. */
  log(level: LogLevel, category: LogCategory, message: string, invocationContext?: object): void;
  /** After this, the app cannot register functions. */
  finishStartup(): void;
  /** Restores `require`. */
  remove(): void;
}

/** Installs the shim into this process. Call it before the app is loaded. */
export function installCoreModule(write: WriteLog): CoreModule {
  const functions = new Map<string, RegisteredFunction>();
  const hooks = new Map<string, HookCallback[]>();
  let model: ProgrammingModel | undefined;
  let started = false;

  function log(level: LogLevel, category: LogCategory, message: string, invocationContext?: object): void {
    const context = { level, message, category, invocationContext };
    for (const hook of hooks.get('log') ?? []) hook(context);
    write(context.level, category, context.message);
  }

  const core = {
    version: '3.0.0',
    hostVersion: HOST_VERSION,
    Disposable,
    log: (level: LogLevel, category: LogCategory, message: string) => log(level, category, message),
    setProgrammingModel: (next: ProgrammingModel) => {
      model = next;
    },
    getProgrammingModel: () => model,
    registerHook: (name: string, callback: HookCallback) => {
      hooks.set(name, [...(hooks.get(name) ?? []), callback]);
      return new Disposable(() => hooks.set(name, hooks.get(name)?.filter((other) => other !== callback) ?? []));
    },
    registerFunction: (metadata: FunctionMetadata, handler: Handler) => {
      if (started) throw new Error('A function can only be registered during app startup.');
      functions.set(metadata.name, { metadata, handler });
      return new Disposable(() => functions.delete(metadata.name));
    },
  };

  const original = Object.getOwnPropertyDescriptor(Module.prototype, 'require');
  const require = new Proxy(original?.value as (this: unknown, id: string) => unknown, {
    apply: (target, self, args: [string]) => (args[0] === CORE_MODULE ? core : Reflect.apply(target, self, args)),
  });
  Object.defineProperty(Module.prototype, 'require', { ...original, value: require });

  return {
    functions,
    programmingModel: () => model,
    log,
    finishStartup: () => {
      started = true;
    },
    remove: () => {
      Object.defineProperty(Module.prototype, 'require', { ...original });
    },
    runHooks: async (name, context) => {
      for (const hook of hooks.get(name) ?? []) await hook(context);
    },
  };
}
