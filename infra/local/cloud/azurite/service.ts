/** One service of the real Azurite, in a child process that ends with this process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import { COMPILE_CACHE } from '../../node-options.ts';
import { accountUrl } from './account.ts';
import { lockFolder, unlockFolder } from '../../lock-file.ts';

const modules = createRequire(import.meta.url);
const PROGRAMS = {
  table: () => modules.resolve('azurite/dist/src/table/main.js'),
  blob: () => modules.resolve('azurite/dist/src/blob/main.js'),
};

export type AzuriteService = keyof typeof PROGRAMS;

export interface Azurite {
  /**
   * Binds 127.0.0.1.
   * @param port default: any free one
   * @returns the account's URL
   * @throws AzuriteError where it does not start, with `code` (such as EADDRINUSE) where the port is the cause
   */
  listen(port?: number): Promise<{ url: string }>;
  /** Lets it save its rows and exit. Can be called twice, and during the start. */
  close(): Promise<void>;
}

/** In ms. A start takes 300, on a busy machine a few thousand. */
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const IDLE_SECONDS = 120;
/** The only environment variables that Azurite gets: no key of ours, no Azurite settings. */
const PASSED_ON = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

const Listening = z.object({ port: z.int() });

class AzuriteError extends Error {
  override readonly name = 'AzuriteError';
  /** The system's error code, such as EADDRINUSE, where there is one. */
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
      ...[`--${service}Host`, '127.0.0.1', `--${service}Port`, String(port), `--${service}KeepAliveTimeout`, String(IDLE_SECONDS)],
      ...['--silent', '--skipApiVersionCheck', '--disableTelemetry'],
      ...(folder === undefined ? ['--inMemoryPersistence'] : ['--location', folder]),
    ],
    {
      cwd: folder ?? tmpdir(),
      env: { ...Object.fromEntries(environment), NODE_COMPILE_CACHE: COMPILE_CACHE },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Ctrl+C signals the terminal's whole process group, but requests in progress still need the tables.
      detached: true,
      windowsHide: true,
    },
  );
}

/** @returns the bound port */
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

async function stop(child: ChildProcess, saves: boolean): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  const limit = setTimeout(() => {
    console.error(`Azurite did not exit within ${STOP_LIMIT_MS / 1_000} s and was killed: its last rows may be lost.`);
    child.kill('SIGKILL');
  }, STOP_LIMIT_MS);
  if (!saves) child.kill('SIGKILL');
  // The callback takes the error of a process that has already exited.
  else child.send('shutdown', () => undefined);
  await exited;
  clearTimeout(limit);
}

/** @param folder where it stores rows. Without one, or where another process has locked it, rows are in memory */
export function createAzurite(service: AzuriteService, folder?: string): Azurite {
  let running: { readonly child: ChildProcess; readonly folder: string | undefined } | undefined;
  let listening = false;
  let closing = false;

  async function close(): Promise<void> {
    closing = true;
    if (running === undefined) return;
    // Still starting, or in memory: nothing to save.
    await stop(running.child, listening && running.folder !== undefined);
    if (running.folder !== undefined) unlockFolder(running.folder);
    running = undefined;
  }

  async function listen(port = 0): Promise<{ url: string }> {
    const locked = folder !== undefined && lockFolder(folder);
    if (folder !== undefined && !locked) console.error(`Grants will be lost at the end of this run: another program uses ${folder}.`);
    const location = locked ? folder : undefined;
    const child = launch(service, port, location);
    running = { child, folder: location };
    try {
      const bound = await untilListening(child);
      listening = true;
      child.once('exit', () => {
        if (!closing) console.error(`Azurite (${service}) has exited unexpectedly.`);
      });
      return { url: accountUrl(bound) };
    } catch (error) {
      await close();
      throw error;
    }
  }

  return { listen, close };
}
