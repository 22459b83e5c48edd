/** The embedded Functions host: loads the built app, serves its HTTP functions on the loopback interface and runs its timers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAdminPath, serveAdmin } from './admin.ts';
import { applyLocalSettings, readHostSettings } from './app-settings.ts';
import { createBufferedMode } from './buffered-exchange.ts';
import { atMost, createRunning } from './drain.ts';
import type { Running } from './drain.ts';
import { answerEmpty, lingerAfterAnswer } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { createInvoke } from './invocation.ts';
import type { Invoke } from './invocation.ts';
import { listenOnLoopback } from './listen.ts';
import { loadApp } from './load-app.ts';
import { writeFailure, writeLog } from './log.ts';
import { readTarget } from './request-target.ts';
import { createRouter, isHttpFunction, isTimerFunction, triggerOf } from './router.ts';
import { installSeam } from './core-module.ts';
import type { Seam } from './core-module.ts';
import { createStreamMode } from './stream-exchange.ts';
import type { Timers } from './timers.ts';

/** How long running requests may go on after the host was told to stop. Milliseconds. */
const DRAIN_MS = 10_000;
/** The real host's limit on a request body, in bytes; FUNCTIONS_REQUEST_BODY_SIZE_LIMIT sets another. */
const BODY_LIMIT = 104_857_600;

export interface HostOptions {
  /** The folder that holds host.json and package.json. */
  readonly root: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface Host {
  /** `http://localhost:PORT`, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Stops accepting, lets running requests finish for at most 10 s, runs the app's appTerminate hooks. May be called twice. */
  close(): Promise<void>;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function listOthers(seam: Seam): void {
  for (const candidate of seam.functions.values()) {
    if (isHttpFunction(candidate) || isTimerFunction(candidate)) continue;
    process.stdout.write(`Not run here: ${candidate.metadata.name} (${triggerOf(candidate)?.binding.type ?? 'no trigger'})\n`);
  }
}

/** Undefined where the app has none: then their schedules need no library either. */
async function prepareTimers(seam: Seam, invoke: Invoke, running: Running): Promise<Timers | undefined> {
  const functions = Array.from(seam.functions.values()).filter(isTimerFunction);
  if (functions.length === 0) return undefined;
  const { createTimers } = await import('./timers.ts');
  return createTimers(functions, invoke, running);
}

function createHandle(
  serve: (exchange: Exchange) => Promise<void>,
  route: ReturnType<typeof createRouter>,
  timers: Timers | undefined,
  defaultHost: string,
): Handle {
  return async (request, response) => {
    const target = readTarget(request, defaultHost);
    if (target === undefined) {
      answerEmpty(response, 400);
      return;
    }
    if (isAdminPath(target.path)) {
      await serveAdmin({ request, response, target }, (name) => timers?.run(name) ?? false);
      return;
    }
    const match = route(target.method, target.path);
    // HomepageMiddleware: where no function answers "/", and the homepage is disabled.
    if (match === undefined) answerEmpty(response, target.path === '/' ? 204 : 404);
    else await serve({ request, response, target, match });
  };
}

async function prepare(seam: Seam, { root }: HostOptions, localHost: string, running: Running) {
  const { routePrefix, functionMs } = readHostSettings(root);
  for (const name of applyLocalSettings(root, process.env)) {
    process.stderr.write(`local.settings.json: Values.${name} is not a string and is left out.\n`);
  }
  process.env['WEBSITE_HOSTNAME'] ??= localHost;
  const app = await loadApp(root, seam);
  const route = createRouter(seam.functions.values(), routePrefix);
  const invoke = createInvoke(app, seam);
  const timers = await prepareTimers(seam, invoke, running);
  const bodyBytes = Number(process.env['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'] ?? BODY_LIMIT);
  const streams = app.streamPort === undefined ? undefined : createStreamMode(invoke, app.streamPort, { bodyBytes, functionMs });
  const { serve } = streams ?? createBufferedMode(invoke, bodyBytes);
  return { app, streams, timers, handle: createHandle(serve, route, timers, localHost) };
}

/**
 * Starts the host in this process, whose environment it completes (local.settings.json, WEBSITE_HOSTNAME). The library keeps its state in
 * its module, so one process can host one app, once. Throws a StartError for what a person can mend, and whatever the app throws while it is loaded.
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
        writeFailure('the host itself', error);
        answerEmpty(response, 500);
      }),
    );
  });

  const localHost = `localhost:${listener.port}`;
  const seam = installSeam(writeLog);
  let prepared: Awaited<ReturnType<typeof prepare>>;
  try {
    prepared = await prepare(seam, options, localHost, running);
  } catch (error) {
    ready.reject(error);
    seam.remove();
    listener.stop();
    listener.destroy();
    throw error;
  }
  handle = prepared.handle;
  ready.resolve(handle);
  listOthers(seam);
  prepared.timers?.start();

  const stop = async () => {
    stopping = true;
    prepared.timers?.stop();
    listener.stop();
    await running.settled(DRAIN_MS);
    listener.destroy();
    const { app, streams } = prepared;
    await atMost(
      seam.runHooks('appTerminate', {
        hookData: {},
        appHookData: app.appHookData,
      }),
      DRAIN_MS,
    ).catch((error: unknown) => writeFailure('appTerminate hook', error));
    streams?.close();
    app.release();
    seam.remove();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${localHost}`,
    port: listener.port,
    close: () => (stopped ??= stop()),
  };
}
