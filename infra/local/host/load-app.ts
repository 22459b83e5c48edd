/** Loads the built app as the worker does: entry files, appStart hooks, capabilities. */
import diagnostics from 'node:diagnostics_channel';
import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readEntryPattern } from './app-settings.ts';
import type { ProgrammingModel } from './core-types.ts';
import type { CoreModule } from './core-module.ts';
import { StartError } from './start-error.ts';

export interface LoadedApp {
  readonly model: ProgrammingModel;
  /** Shared by the app's hooks. */
  readonly appHookData: Record<string, unknown>;
  /** Port of the library's inner server. Undefined without HTTP streams. */
  readonly streamPort: number | undefined;
  /** Closes the library's inner server, which would keep the process alive. The library cannot close it. */
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

/** @returns also the servers that start to listen during `run` */
async function withNewServers<T>(run: () => Promise<T>): Promise<{ result: T; servers: Server[] }> {
  const servers: Server[] = [];
  const add = (message: unknown) => {
    servers.push((message as { server: Server }).server);
  };
  const channel = 'tracing:net.server.listen:asyncStart';
  diagnostics.subscribe(channel, add);
  try {
    return { result: await run(), servers };
  } finally {
    diagnostics.unsubscribe(channel, add);
  }
}

/** @throws StartError for a missing build or an entry that registers no function, and the app's own errors */
export async function loadApp(root: string, coreModule: CoreModule): Promise<LoadedApp> {
  const { main, esModules } = readEntryPattern(root);
  for (const file of findEntries(root, main)) await loadEntry(file, esModules);

  const model = coreModule.programmingModel();
  if (model === undefined || coreModule.functions.size === 0) throw new StartError(`${main} registers no functions.`);

  const appHookData: Record<string, unknown> = {};
  await coreModule.runHooks('appStart', {
    hookData: {},
    appHookData,
    functionAppDirectory: root,
  });
  const { result: capabilities, servers } = await withNewServers(() => model.getCapabilities({}));
  coreModule.finishStartup();

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
