/**
 * A program: loads the app of a folder as the worker does, and prints how many ms that took, and until what the app then loads by itself was there.
 * Argument: the folder.
 */
import { resolve } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { installCoreModule } from '../../../infra/local/host/core-module.ts';
import { loadApp } from '../../../infra/local/host/load-app.ts';

const coreModule = installCoreModule(() => undefined);
const startedAt = performance.now();
await loadApp(resolve(process.argv[2] ?? '.'), coreModule);
const loaded = performance.now() - startedAt;
// The app goes on in the next turn.
await turn();
process.stdout.write(`${loaded} ${performance.now() - startedAt}\n`, () => process.exit(0));
