/** One service of the real Azurite in a process of its own, which ends with this one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import { COMPILE_CACHE } from '../../host-process.ts';
import { accountUrl } from './account.ts';
import { claimFolder, releaseFolder } from '../../lock-file.ts';

const modules = createRequire(import.meta.url);
const PROGRAMS = {
  table: () => modules.resolve('azurite/dist/src/table/main.js'),
  blob: () => modules.resolve('azurite/dist/src/blob/main.js'),
};

export type AzuriteService = keyof typeof PROGRAMS;

export interface Azurite {
  /** Binds 127.0.0.1 (port 0: any free one) and answers the account's URL. Rejects where it does not start, with `code` (such as EADDRINUSE) where the port is at fault. */
  listen(port?: number): Promise<{ url: string }>;
  /** Lets it save its rows and end. May be called twice, and while it starts. */
  close(): Promise<void>;
}

/** Milliseconds. It takes 300, on a machine that is busy a few thousand. */
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
/** All that Azurite gets of the environment: no key of ours, and none of its own settings. */
const PASSED_ON = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

const Listening = z.object({ port: z.int() });

/** Azurite did not start; `code` says why in the words of the system, where it does. */
class AzuriteError extends Error {
  override readonly name = 'AzuriteError';
  readonly code: string | undefined;
  constructor(message: string) {
    super(message);
    this.code = /\blisten (E[A-Z]+)\b/.exec(message)?.[1];
  }
}

function launch(service: AzuriteService, port: number, folder: string | undefined): ChildProcess {
  const environment = PASSED_ON.map((name) => [name, process.env[name]] as const).filter(([, value]) => value !== undefined);
  return spawn(
    process.execPath,
    [
      `--import=${new URL('preload.ts', import.meta.url).href}`,
      PROGRAMS[service](),
      ...[`--${service}Host`, '127.0.0.1', `--${service}Port`, String(port)],
      ...['--silent', '--skipApiVersionCheck', '--disableTelemetry'],
      ...(folder === undefined ? ['--inMemoryPersistence'] : ['--location', folder]),
    ],
    {
      cwd: folder ?? tmpdir(),
      env: { ...Object.fromEntries(environment), NODE_COMPILE_CACHE: COMPILE_CACHE },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Ctrl+C reaches the whole group of a terminal's processes; the tables must outlive the requests that still run.
      detached: true,
      windowsHide: true,
    },
  );
}

/** Resolves to the port that it bound. */
function untilListening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = `${errors}${text}`.slice(-2_000)));
    const limit = setTimeout(() => reject(new AzuriteError(`Azurite did not start within ${START_LIMIT_MS / 1_000} s`)), START_LIMIT_MS);
    child.once('message', (message) => {
      const parsed = Listening.safeParse(message);
      if (parsed.success) resolve(parsed.data.port);
      else reject(new AzuriteError('Azurite did not say where it listens'));
    });
    child.once('error', reject);
    child.once('close', () => reject(new AzuriteError(errors.trim().split('\n').at(-1) || 'Azurite ended at once')));
    child.once('close', () => clearTimeout(limit)).once('message', () => clearTimeout(limit));
  });
}

const hasEnded = (child: ChildProcess) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess, gently: boolean): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  const limit = setTimeout(() => {
    console.error(`Azurite did not end within ${STOP_LIMIT_MS / 1_000} s and was killed: what it kept last may be lost.`);
    child.kill('SIGKILL');
  }, STOP_LIMIT_MS);
  if (!gently) child.kill('SIGKILL');
  // It may have ended meanwhile, and then nobody listens.
  else child.send('shutdown', () => undefined);
  await exited;
  clearTimeout(limit);
}

/** `folder` is where it keeps its rows; without one, or where another process has it, it keeps them in memory. */
export function createAzurite(service: AzuriteService, folder?: string): Azurite {
  let running: { readonly child: ChildProcess; readonly folder: string | undefined } | undefined;
  let listening = false;
  let closing = false;

  async function close(): Promise<void> {
    closing = true;
    if (running === undefined) return;
    // What is not up yet, or keeps nothing, has nothing to save.
    await end(running.child, listening && running.folder !== undefined);
    if (running.folder !== undefined) releaseFolder(running.folder);
    running = undefined;
  }

  async function listen(port = 0): Promise<{ url: string }> {
    const claimed = folder !== undefined && claimFolder(folder);
    if (folder !== undefined && !claimed) console.error(`What is granted now is forgotten at the end: another program uses ${folder}.`);
    const kept = claimed ? folder : undefined;
    const child = launch(service, port, kept);
    running = { child, folder: kept };
    try {
      const bound = await untilListening(child);
      listening = true;
      child.once('exit', () => {
        if (!closing) console.error(`Azurite (${service}) has ended unexpectedly.`);
      });
      return { url: accountUrl(bound) };
    } catch (error) {
      await close();
      throw error;
    }
  }

  return { listen, close };
}
