/** The command line of the host. */
import { flushCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { portOf } from './port.ts';
import { StartError } from './start-error.ts';
import { startHost } from './start-host.ts';
import type { HostOptions } from './start-host.ts';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..');
const USAGE = 'Usage: node infra/local/host/main.ts [--port N] [--root DIR] [--routes]';

interface CommandLine extends HostOptions {
  /** Whether the routes are printed, by function, for a program that shows them. */
  readonly routes: boolean;
}

function parseCommandLine(args: readonly string[], env: NodeJS.ProcessEnv): CommandLine {
  let values: { port?: string; root?: string; routes?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, root: { type: 'string' }, routes: { type: 'boolean' } },
    }));
  } catch {
    throw new StartError(USAGE);
  }
  return {
    port: portOf(values.port, env),
    root: resolve(values.root ?? PROJECT_ROOT),
    routes: values.routes ?? false,
  };
}

/** The message alone for a StartError, else the stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof StartError ? error.message : (error.stack ?? error.message);
}

/** Runs until a signal. Exit code 0 after SIGTERM or SIGINT, 1 where the host could not start, 130 after a second signal. */
export async function runCommand(args: readonly string[]): Promise<void> {
  try {
    const commandLine = parseCommandLine(args, process.env);
    const host = await startHost(commandLine);
    let ending = false;
    const end = () => {
      if (ending) process.exit(130);
      ending = true;
      void host.close().then(() => process.exit(0));
    };
    process.on('SIGTERM', end).on('SIGINT', end);
    if (commandLine.routes) process.stdout.write(`Routes ${JSON.stringify(Object.fromEntries(host.routes))}\n`);
    process.stdout.write(`Listening on ${host.url}\n`);
    // Written now, because a process that is killed would not write it.
    setTimeout(flushCompileCache, 500).unref();
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  }
}
