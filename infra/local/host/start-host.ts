/** The local Functions host: loads the built app, serves its HTTP functions on the loopback interface, and runs its timers. */
import { applyLocalSettings, readHostSettings } from './app-settings.ts';
import { createBufferedMode } from './buffered-exchange.ts';
import { atMost, createRunning } from './drain.ts';
import type { Running } from './drain.ts';
import { answerEmpty, lingerAfterAnswer } from './exchange.ts';
import { createInvoke } from './invocation.ts';
import type { Invoke } from './invocation.ts';
import { listenOnLoopback } from './listen.ts';
import { loadApp } from './load-app.ts';
import { writeError, writeLog } from './log.ts';
import { createHandle } from './handle.ts';
import type { Handle } from './handle.ts';
import { createRouter, isHttpFunction, isTimerFunction, triggerOf } from './router.ts';
import { installCoreModule } from './core-module.ts';
import type { CoreModule } from './core-module.ts';
import { createStreamMode } from './stream-exchange.ts';
import type { Timers } from './timers.ts';

/** Limit for running requests after a stop, in ms. */
const DRAIN_MS = 10_000;
/** The real host's default limit on a request body, in bytes. */
const BODY_LIMIT = 104_857_600;

export interface HostOptions {
  /** The folder with host.json and package.json. */
  readonly root: string;
  /** 0 for any free one. */
  readonly port: number;
}

export interface Host {
  /** `http://localhost:PORT`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** The route template of each HTTP function, by its name. */
  readonly routes: ReadonlyMap<string, string>;
  /** Stops accepting requests, waits up to 10 s for running ones, and runs the app's appTerminate hooks. Can be called twice. */
  close(): Promise<void>;
}

function listOthers(coreModule: CoreModule): void {
  for (const candidate of coreModule.functions.values()) {
    if (isHttpFunction(candidate) || isTimerFunction(candidate)) continue;
    process.stdout.write(`Not run here: ${candidate.metadata.name} (${triggerOf(candidate)?.binding.type ?? 'no trigger'})\n`);
  }
}

const routesOf = ({ functions }: CoreModule): ReadonlyMap<string, string> =>
  new Map(
    Array.from(functions.values())
      .filter(isHttpFunction)
      .map((each) => [each.metadata.name, triggerOf(each)?.binding.route ?? each.metadata.name]),
  );

/** Loads the schedule library only where the app has timers. */
async function prepareTimers(coreModule: CoreModule, invoke: Invoke, running: Running): Promise<Timers | undefined> {
  const functions = Array.from(coreModule.functions.values()).filter(isTimerFunction);
  if (functions.length === 0) return undefined;
  const { createTimers } = await import('./timers.ts');
  return createTimers(functions, invoke, running);
}

async function prepare(coreModule: CoreModule, { root }: HostOptions, localHost: string, running: Running) {
  const { routePrefix, functionMs } = readHostSettings(root);
  for (const name of applyLocalSettings(root, process.env)) {
    process.stderr.write(`local.settings.json: Values.${name} is not a string and is left out.\n`);
  }
  process.env['WEBSITE_HOSTNAME'] ??= localHost;
  const app = await loadApp(root, coreModule);
  const route = createRouter(coreModule.functions.values(), routePrefix);
  const invoke = createInvoke(app, coreModule);
  const timers = await prepareTimers(coreModule, invoke, running);
  const bodyBytes = Number(process.env['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'] ?? BODY_LIMIT);
  const streams = app.streamPort === undefined ? undefined : createStreamMode(invoke, app.streamPort, { bodyBytes, functionMs });
  const { serve } = streams ?? createBufferedMode(invoke, bodyBytes);
  return { app, streams, timers, handle: createHandle(serve, route, timers, localHost) };
}

/**
 * Starts the host in this process, and adds local.settings.json and WEBSITE_HOSTNAME to its environment. One process can host one app, once,
 * because the library keeps its state in its module.
 * @throws StartError for an error that a person can fix, and the app's own error where it cannot be loaded
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const running = createRunning();
  const ready = Promise.withResolvers<Handle>();
  ready.promise.catch(() => undefined);
  let handle: Handle = async (request, response) => (await ready.promise)(request, response);
  let stopping = false;

  const listener = await listenOnLoopback(options.port, (request, response) => {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    lingerAfterAnswer(request, response);
    if (stopping) {
      response.shouldKeepAlive = false;
      answerEmpty(response, 503);
      return;
    }
    running.add(
      handle(request, response).catch((error: unknown) => {
        writeError('the host itself', error);
        answerEmpty(response, 500);
      }),
    );
  });

  const localHost = `localhost:${listener.port}`;
  const coreModule = installCoreModule(writeLog);
  let prepared: Awaited<ReturnType<typeof prepare>>;
  try {
    prepared = await prepare(coreModule, options, localHost, running);
  } catch (error) {
    ready.reject(error);
    coreModule.remove();
    listener.stop();
    listener.destroy();
    throw error;
  }
  handle = prepared.handle;
  ready.resolve(handle);
  listOthers(coreModule);
  prepared.timers?.start();

  const stop = async () => {
    stopping = true;
    prepared.timers?.stop();
    listener.stop();
    await running.settled(DRAIN_MS);
    listener.destroy();
    const { app, streams } = prepared;
    await atMost(
      coreModule.runHooks('appTerminate', {
        hookData: {},
        appHookData: app.appHookData,
      }),
      DRAIN_MS,
    ).catch((error: unknown) => writeError('appTerminate hook', error));
    streams?.close();
    app.release();
    coreModule.remove();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${localHost}`,
    port: listener.port,
    routes: routesOf(coreModule),
    close: () => (stopped ??= stop()),
  };
}
