/**
 * `npm start`: runs the built app on the local host, with stand-ins for every service that is not configured. Ctrl+C stops it.
 * `--state DIR`: the folder of the stand-ins' state and of the file that names the running app.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readLocalValues, settingsFromStandIns } from './environment.ts';
import { COMPILE_CACHE, NODE_ARGUMENTS } from './node-options.ts';
import { publishRunning, STATE_FOLDER } from './running.ts';
import { startStandIns } from './cloud/start-stand-ins.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const Readiness = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.boolean()),
  /** One sentence for each invalid setting. */
  settings: z.array(z.string()).optional(),
  /** Id of the error in the log, where the app could not start. */
  id: z.string().optional(),
  tools: z.number(),
});
type Readiness = z.output<typeof Readiness>;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { state: { type: 'string', default: STATE_FOLDER } } });
  const state = resolve(values.state);
  const own = { ...(await readLocalValues(ROOT)), ...process.env };
  const telnyxApiKey = own['TELNYX_API_KEY'] || undefined;
  const standIns = await startStandIns({
    stateFile: join(state, 'vault.json'),
    telnyxApiKey,
    telnyx: telnyxApiKey === undefined,
  });
  const env = settingsFromStandIns(own, standIns.env);
  const host = spawn(process.execPath, [...NODE_ARGUMENTS, join(import.meta.dirname, 'host', 'main.ts')], {
    cwd: ROOT,
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void host.kill('SIGTERM'));
  let unpublish: (() => void) | undefined;
  host.once('exit', (code) => {
    process.exitCode = code ?? 1;
    unpublish?.();
    void standIns.close();
  });
  forwardLines(host, (url) => {
    announce(url, telnyxApiKey === undefined, () => {
      unpublish = publishRunning({ url, env }, state);
    }).catch(fail);
  });
}

/** Prints the host's output, except the line with its URL, which `announce` replaces. */
function forwardLines(host: ChildProcess, onListening: (url: string) => void): void {
  if (!host.stdout) return;
  createInterface({ input: host.stdout }).on('line', (line) => {
    const url = /^Listening on (http:\S+)$/.exec(line)?.[1];
    if (url === undefined) console.log(line);
    else onListening(url);
  });
}

/** @returns undefined where the app serves */
function startErrorOf({ settings, id }: Readiness): string | undefined {
  if (settings !== undefined) {
    const list = settings.map((sentence) => `  - ${sentence}`).join('\n');
    return `The configuration is not usable:\n${list}\n\nChange local.settings.json or the environment, then start again.`;
  }
  return id === undefined ? undefined : `The app could not start: the error above has the id ${id}.`;
}

/** Calls `publish` before it prints: another program may act on the output. */
async function announce(url: string, simulated: boolean, publish: () => void): Promise<void> {
  const answer = await fetch(`${url}/health/ready`);
  const readiness = Readiness.parse(await answer.json());
  const { ready, checks, tools } = readiness;
  const reason = startErrorOf(readiness);
  if (reason !== undefined) {
    console.error(`\nNothing is served: every route of ${url} answers 503.\n\n${reason}\n\nCtrl+C stops it.\n`);
    return;
  }
  if (!ready) {
    const missing = Object.entries(checks).flatMap(([name, good]) => (good ? [] : [name]));
    console.error(`Not ready yet: ${missing.join(', ')}. See ${url}/health/ready`);
  }
  publish();
  const telnyx = simulated
    ? 'simulated on this machine: nothing is sent, nothing costs anything'
    : 'the REAL Telnyx account of TELNYX_API_KEY: messages are sent and cost money';
  console.log(`Ready on ${url} (${tools} tools)

  Telnyx        ${telnyx}
  Connect       ${url}/
  Get a token   ${url}/test-auth
  Your grants   ${url}/tokens
  MCP endpoint  ${url}/mcp/stream

Ctrl+C stops it.
`);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

main().catch(fail);
