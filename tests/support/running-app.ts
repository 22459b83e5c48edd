import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { COMPILE_CACHE } from '../../infra/local/node-options.ts';

const ROOT = process.cwd();
const StandIns = z.object({ env: z.record(z.string(), z.string()), urls: z.record(z.string(), z.url()) });

/** A program of the project, run by this very Node, its output kept. */
interface Program {
  readonly output: () => string;
  /** What came on standard output alone. */
  readonly stdout: () => string;
  /** Settles when the program and all that shares its output have ended. */
  readonly exited: Promise<number | null>;
  readonly child: ChildProcess;
  /** Waits for the first line of standard output that matches; rejects with all output when the program ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a program of the project.
 *
 * @param file path below `root`, which is the project where none is given
 * @param env variables over the environment
 * @param nodeArguments Node's own
 */
export function run(
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string | undefined>> = {},
  nodeArguments: readonly string[] = [],
  root = ROOT,
): Program {
  const child = spawn(process.execPath, [...nodeArguments, join(root, file), ...args], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...withoutSettings(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const stdout: string[] = [];
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (text) => {
      lines.push(text);
      if (stream === child.stdout) stdout.push(text);
      for (const watch of watchers) watch();
    });
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    exited,
    output: () => lines.join('\n'),
    stdout: () => stdout.join('\n'),
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          const match = lines.map((text) => pattern.exec(text)).find((found) => found !== null);
          if (!match) return;
          watchers.delete(watch);
          resolve(match);
        };
        watchers.add(watch);
        watch();
        void exited.then((code) => reject(new Error(`${file} ended with ${String(code)}:\n${lines.join('\n')}`)));
      }),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}

/** The settings of whoever runs the tests must not reach the app under test. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(ENTRA_|KEY_VAULT_|TELNYX_|MCP_|AZURE_|IDENTITY_|PUBLIC_BASE_URL|WEBSITE_|TABLES_URL|AzureWebJobsStorage|APPLICATIONINSIGHTS_|OAUTH_|(TOOL_CALLS|SENDS|PURCHASES)_PER_|(CONFIRM|LIMIT|QUIET_HOURS)_|ASK_ALWAYS$|COUNTRIES$|NEVER_NUMBERS$|QUIET_HOURS$|WEBHOOK_HOSTS$|DUPLICATES$|AUDIT_DAYS$|INBOX_DAYS$|CLIENT_METADATA_|(TOKEN|ACCESS|GRANT)_TTL|ALLOWED_ORIGINS|DEFAULT_ROLE|READ_ONLY|WHOLE_API|PORT$|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

export interface RunningApp {
  /** The app's origin, such as http://localhost:41234. */
  readonly url: string;
  /** Base URLs of the stand-ins: their control routes are below them. */
  readonly entra: string;
  readonly vault: string;
  readonly telnyx: string;
  /** URL of the table service: the app's TABLES_URL. */
  readonly tables: string;
  /** The app's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** All that the app has written so far. */
  readonly log: () => string;
  readonly host: Program;
  stop(): Promise<void>;
}

/** The stand-ins of one test file, on free ports. */
export interface RunningStandIns {
  readonly entra: string;
  readonly identity: string;
  readonly vault: string;
  readonly telnyx: string;
  readonly tables: string;
  /** The settings that point an app at them. */
  readonly env: Readonly<Record<string, string>>;
  /** The process that started them. */
  readonly pid?: number | undefined;
  stop(): Promise<void>;
}

/** Starts the stand-ins with fresh state. */
export async function startStandIns(): Promise<RunningStandIns> {
  const program = run('infra/local/stand-ins-command.ts', ['--json', '--memory']);
  const [text] = await program.line(/^\{.*\}$/);
  const { env, urls } = StandIns.parse(JSON.parse(text));
  const { entra = '', identity = '', vault = '', telnyx = '', tables = '' } = urls;
  return { entra, identity, vault, telnyx, tables, env, pid: program.child.pid, stop: () => program.stop() };
}

/** Tests call tools faster than any model does. */
const FASTER_THAN_MODELS = {
  TOOL_CALLS_PER_MINUTE: '1000000',
  LIMIT_MESSAGES: 'off',
  LIMIT_CALLS: 'off',
  LIMIT_NUMBERS: 'off',
  LIMIT_CHANGES: 'off',
  LIMIT_LOOKUPS: 'off',
  LIMIT_SPEND: 'off',
  LIMIT_RECIPIENT: 'off',
};

/** Tests that are not about the guard: nobody is asked, the same call goes as often as it comes, and nothing is counted. */
const WITHOUT_LIMITS = {
  CONFIRM_PURCHASE: 'off',
  CONFIRM_OUTBOUND: 'off',
  CONFIRM_DESTRUCTIVE: 'off',
  CONFIRM_CREDENTIAL: 'off',
  LIMIT_MESSAGES: 'off',
  LIMIT_CALLS: 'off',
  LIMIT_NUMBERS: 'off',
  LIMIT_SPEND: 'off',
  LIMIT_CHANGES: 'off',
  LIMIT_LOOKUPS: 'off',
  LIMIT_RECIPIENT: 'off',
  COUNTRIES: 'off',
  QUIET_HOURS: 'off',
  QUIET_HOURS_MESSAGES: 'off',
  WEBHOOK_HOSTS: 'off',
  DUPLICATES: 'off',
};

/** Tests about the guard give this to the app, and what they want otherwise over it: the app then has the product's own defaults. */
export const GUARD_DEFAULTS_ON: Readonly<Record<string, string>> = Object.fromEntries(
  // An empty setting is none.
  Object.keys(WITHOUT_LIMITS).map((name) => [name, '']),
);

interface HostOptions {
  /** Node's own. */
  readonly nodeArguments?: readonly string[];
  /** The folder of the app, where it is not this checkout. */
  readonly root?: string;
}

/**
 * Starts the built app on the local host on a free port, on stand-ins that run; stopping it leaves them running.
 *
 * @param settings over those of tests that are not about the guard: {@link GUARD_DEFAULTS_ON} takes these back
 */
export async function startHost(
  standIns: RunningStandIns,
  settings: Readonly<Record<string, string>> = {},
  { nodeArguments = [], root }: HostOptions = {},
): Promise<RunningApp> {
  const { entra, vault, telnyx, tables } = standIns;
  const env = { ...FASTER_THAN_MODELS, ...WITHOUT_LIMITS, ...standIns.env, ...settings };
  const host = run('infra/local/host/main.ts', ['--port', '0', ...(root === undefined ? [] : ['--root', root])], env, nodeArguments);
  const [, url = ''] = await host.line(/^Listening on (\S+)$/);
  return { url, entra, vault, telnyx, tables, env, log: host.output, host, stop: () => host.stop() };
}

/** Starts stand-ins with fresh state and the built app on the local host, as child processes on free ports. */
export async function startApp(settings: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const standIns = await startStandIns();
  try {
    const app = await startHost(standIns, settings);
    return {
      ...app,
      async stop() {
        await app.stop();
        await standIns.stop();
      },
    };
  } catch (error) {
    await standIns.stop();
    throw error;
  }
}
