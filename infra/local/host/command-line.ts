/** The command line of the host. */
import { flushCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './start-error.ts';
import { startHost } from './start-host.ts';
import type { HostOptions } from './start-host.ts';

const DEFAULT_PORT = '7071';
const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..');
const USAGE = 'Usage: node infra/local/host/main.ts [--port N] [--root DIR]';

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new StartError(`"${text}" is not a port: use a number from 0 to 65535, for example PORT=7072 npm start`);
  return port;
}

/** The port is `--port`, else PORT, else 7071. */
function parseCommandLine(args: readonly string[], env: NodeJS.ProcessEnv): HostOptions {
  let values: { port?: string; root?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, root: { type: 'string' } },
    }));
  } catch {
    throw new StartError(USAGE);
  }
  return {
    port: parsePort(values.port ?? (env['PORT'] || DEFAULT_PORT)),
    root: resolve(values.root ?? PROJECT_ROOT),
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
    const host = await startHost(parseCommandLine(args, process.env));
    let ending = false;
    const end = () => {
      if (ending) process.exit(130);
      ending = true;
      void host.close().then(() => process.exit(0));
    };
    process.on('SIGTERM', end).on('SIGINT', end);
    process.stdout.write(`Listening on ${host.url}\n`);
    // Written now, because a process that is killed would not write it.
    setTimeout(flushCompileCache, 500).unref();
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  }
}
