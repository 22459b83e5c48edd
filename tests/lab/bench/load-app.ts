/** A program: loads the app of a folder as the worker does, and prints how many ms that took. Argument: the folder. */
import { resolve } from 'node:path';
import { installCoreModule } from '../../../infra/local/host/core-module.ts';
import { loadApp } from '../../../infra/local/host/load-app.ts';

const coreModule = installCoreModule(() => undefined);
const before = process.cpuUsage();
const startedAt = performance.now();
await loadApp(resolve(process.argv[2] ?? '.'), coreModule);
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${performance.now() - startedAt} ${(user + system) / 1000}\n`, () => process.exit(0));
