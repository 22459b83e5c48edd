/** Starts the real command with a fixture app in a folder of its own, and always ends it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const PROJECT = process.cwd();

export interface HostSetup {
  /** A file in fixtures/. */
  readonly fixture?: string;
  /** `main` of package.json, where it is not the fixture itself. */
  readonly main?: string;
  readonly streams?: boolean;
  /** host.json; null leaves the file out. */
  readonly hostJson?: unknown;
  /** local.settings.json: text as it is, or a value to write as JSON. */
  readonly localSettings?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** What is run, where it is not the host’s own command. */
  readonly program?: string;
}

export interface HostProcess {
  readonly url: string;
  readonly port: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly exited: Promise<number | null>;
  readonly stop: () => Promise<number | null>;
}

export interface EndedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function makeRoot({ fixture = 'app.cjs', main, hostJson = { version: '2.0' }, localSettings }: HostSetup): string {
  const root = mkdtempSync(join(tmpdir(), 'local-host-'));
  const entry = relative(root, join(PROJECT, 'tests/local/host/fixtures', fixture));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ main: main ?? entry }));
  if (hostJson !== null) writeFileSync(join(root, 'host.json'), JSON.stringify(hostJson));
  if (localSettings !== undefined) {
    writeFileSync(join(root, 'local.settings.json'), typeof localSettings === 'string' ? localSettings : JSON.stringify(localSettings));
  }
  return root;
}

function launch(setup: HostSetup) {
  const root = makeRoot(setup);
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(
    process.execPath,
    [join(PROJECT, setup.program ?? 'infra/local/host/main.ts'), '--root', root, ...(setup.args ?? ['--port', '0'])],
    {
      env: { PATH, HOME, ...(TMPDIR !== undefined && { TMPDIR }), ...(setup.streams === true && { STREAMS: 'on' }), ...setup.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      rmSync(root, { recursive: true, force: true });
      resolve(code);
    });
  });
  return { child, output, exited };
}

/** Resolves when the host says that it listens; rejects with all that it wrote when it ends before. */
export async function startHostProcess(setup: HostSetup = {}): Promise<HostProcess> {
  const { child, output, exited } = launch(setup);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /^Listening on (http:\/\/localhost:\d+)$/m.exec(output.stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    void exited.then((code) => reject(new Error(`The host ended with ${String(code)}: ${output.stderr}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    kill: (signal) => child.kill(signal),
    exited,
    stop: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/** Runs a host that is expected to end by itself. */
export async function runToEnd(setup: HostSetup): Promise<EndedRun> {
  const { child, output, exited } = launch(setup);
  child.stdout.on('data', () => {
    if (output.stdout.includes('Listening on')) child.kill('SIGKILL');
  });
  return { code: await exited, ...output };
}
