import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { COMPILE_CACHE, NODE_ARGUMENTS } from './node-options.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface HostRunner {
  /** Starts the host again, on the same port, with the build as it is now. What runs may finish first. */
  restart(): Promise<void>;
  stop(): void;
}

interface Options {
  /** Of the host's command line. */
  readonly arguments: readonly string[];
  /** Whether warnings and errors come to `line` as well. Else they go to our own standard error as they are. */
  readonly pipeErrors: boolean;
}

interface Events {
  /** Each line of its output, but for the one that says where it listens. */
  readonly line: (text: string, stream: 'stdout' | 'stderr') => void;
  /** Each time that it serves: its origin, such as http://localhost:7071. */
  readonly listening: (url: string) => void;
  /** It has ended, and not for a restart. */
  readonly ended: (exitCode: number) => void;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Runs the local host as a child process. */
export function runHost(env: Readonly<Record<string, string>>, options: Options, { line, listening, ended }: Events): HostRunner {
  let port: string | undefined;
  let restarts = Promise.resolve();
  let stopping = false;
  const isStopping = () => stopping;
  let child = launch();

  function launch(): ChildProcess {
    const started = spawn(
      process.execPath,
      [
        ...NODE_ARGUMENTS,
        join(import.meta.dirname, 'host', 'main.ts'),
        ...options.arguments,
        ...(port === undefined ? [] : ['--port', port]),
      ],
      {
        cwd: ROOT,
        env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, ...env },
        stdio: ['ignore', 'pipe', options.pipeErrors ? 'pipe' : 'inherit'],
      },
    );
    if (started.stderr) createInterface({ input: started.stderr }).on('line', (text) => line(text, 'stderr'));
    if (started.stdout)
      createInterface({ input: started.stdout }).on('line', (text) => {
        const url = /^Listening on (http:\S+)$/.exec(text)?.[1];
        if (url === undefined) {
          line(text, 'stdout');
          return;
        }
        ({ port } = new URL(url));
        listening(url);
      });
    started.once('exit', onExit);
    return started;
  }

  function onExit(code: number | null): void {
    ended(code ?? 1);
  }

  async function restartNow(): Promise<void> {
    if (isStopping()) return;
    if (!hasEnded(child)) {
      child.off('exit', onExit);
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (isStopping()) ended(0);
    else child = launch();
  }

  return {
    restart: () => (restarts = restarts.then(restartNow)),
    stop() {
      if (stopping) return;
      stopping = true;
      if (hasEnded(child)) ended(0);
      else child.kill('SIGTERM');
    },
  };
}
