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

interface Events {
  /** Each time that it serves: its origin, such as http://localhost:7071. */
  readonly listening: (url: string) => void;
  /** It has ended, and not for a restart. */
  readonly ended: (exitCode: number) => void;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Runs the local host as a child process; its output becomes ours. */
export function runHost(env: Readonly<Record<string, string>>, { listening, ended }: Events): HostRunner {
  let port: string | undefined;
  let restarts = Promise.resolve();
  let stopping = false;
  const isStopping = () => stopping;
  let child = launch();

  function launch(): ChildProcess {
    const started = spawn(
      process.execPath,
      [...NODE_ARGUMENTS, join(import.meta.dirname, 'host', 'main.ts'), ...(port === undefined ? [] : ['--port', port])],
      { cwd: ROOT, env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    createInterface({ input: started.stdout }).on('line', (line) => {
      const url = /^Listening on (http:\S+)$/.exec(line)?.[1];
      if (url === undefined) {
        console.log(line);
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
