/** Loads the built app as the worker does: entry files, appStart hooks, capabilities. */
import diagnostics from 'node:diagnostics_channel';
import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readEntryPattern } from './app-settings.ts';
import type { ProgrammingModel } from './core-types.ts';
import type { Seam } from './core-module.ts';
import { StartError } from './start-error.ts';

export interface LoadedApp {
  readonly model: ProgrammingModel;
  /** What hooks share with each other while the app runs. */
  readonly appHookData: Record<string, unknown>;
  /** The port of the library's inner server; undefined where the app did not turn HTTP streams on. */
  readonly streamPort: number | undefined;
  /** Ends the library's inner server: it has no means of its own for that, and would keep the process alive. */
  release(): void;
}

function findEntries(root: string, main: string): string[] {
  const direct = join(root, main);
  if (existsSync(direct)) return [direct];
  const found = /[*?[{]/.test(main) ? globSync(main, { cwd: root }).sort() : [];
  if (found.length === 0) throw new StartError(`${main} is missing: run npm run build.`);
  return found.map((file) => join(root, file));
}

async function loadEntry(file: string, esModules: boolean): Promise<void> {
  const asModule = file.endsWith('.mjs') || (esModules && file.endsWith('.js'));
  if (asModule) await import(pathToFileURL(file).href);
  else createRequire(file)(file);
}

/** The servers that begin to listen while `run` runs. */
async function withNewServers<T>(run: () => Promise<T>): Promise<{ result: T; servers: Server[] }> {
  const servers: Server[] = [];
  const note = (message: unknown) => {
    servers.push((message as { server: Server }).server);
  };
  const channel = 'tracing:net.server.listen:asyncStart';
  diagnostics.subscribe(channel, note);
  try {
    return { result: await run(), servers };
  } finally {
    diagnostics.unsubscribe(channel, note);
  }
}

/** Throws a StartError for a missing build or an entry that registers nothing, and whatever the app itself throws. */
export async function loadApp(root: string, seam: Seam): Promise<LoadedApp> {
  const { main, esModules } = readEntryPattern(root);
  for (const file of findEntries(root, main)) await loadEntry(file, esModules);

  const model = seam.programmingModel();
  if (model === undefined || seam.functions.size === 0) throw new StartError(`${main} registers no functions.`);

  const appHookData: Record<string, unknown> = {};
  await seam.runHooks('appStart', {
    hookData: {},
    appHookData,
    functionAppDirectory: root,
  });
  const { result: capabilities, servers } = await withNewServers(() => model.getCapabilities({}));
  seam.finishStartup();

  const uri = capabilities['HttpUri'];
  return {
    model,
    appHookData,
    streamPort: uri === undefined ? undefined : Number(new URL(uri).port),
    release: () => {
      for (const server of servers) server.close();
    },
  };
}
