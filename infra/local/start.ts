/**
 * `npm start`: runs the built app on the local host, with stand-ins for every service that is not configured. Ctrl+C stops it.
 * A parent process with an IPC channel (`npm run dev`) reports new builds: the host restarts with each, the stand-ins stay up.
 * `--state DIR`: the folder of the stand-ins' state and of the file that names the running app.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readLocalValues, settingsFromStandIns } from './environment.ts';
import { runHost } from './host-runner.ts';
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
  /** Of the 46 of Telnyx. */
  tools: z.number(),
  /** Beside them. */
  more: z.number(),
});
type Readiness = z.output<typeof Readiness>;

/** What `npm run dev` says after each build but the first. */
const Rebuilt = z.object({ buildMs: z.number() });
interface Restart extends z.output<typeof Rebuilt> {
  /** When it began, in milliseconds of performance.now(). */
  readonly at: number;
}

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
  let unpublish: (() => void) | undefined;
  let restart: Restart | undefined;
  const simulated = telnyxApiKey === undefined;
  const phone = env['TELNYX_BASE_URL'] === undefined || standIns.urls.telnyx === undefined ? undefined : `${standIns.urls.telnyx}/phone`;
  const host = runHost(env, {
    listening: (url) => {
      announce(url, { simulated, phone }, restart, () => (unpublish ??= publishRunning({ url, env }, state))).catch(fail);
    },
    ended: (code) => {
      if (!stopping && process.connected) {
        console.error(`The app has ended with exit code ${code}. It starts again with the next build.`);
        return;
      }
      process.exitCode = code;
      unpublish?.();
      void standIns.close();
      if (process.connected) process.disconnect();
    },
  });
  let stopping = false;
  const stop = () => {
    stopping = true;
    host.stop();
  };
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, stop);
  process.on('message', (message) => {
    restart = { ...Rebuilt.parse(message), at: performance.now() };
    host.restart().catch(fail);
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

interface Telnyx {
  readonly simulated: boolean;
  /** Address of the simulator's phone, where the app uses the simulator. */
  readonly phone: string | undefined;
}

/** Calls `publish` before it prints: another program may act on the output. */
async function announce(url: string, { simulated, phone }: Telnyx, restart: Restart | undefined, publish: () => void): Promise<void> {
  const answer = await fetch(`${url}/health/ready`);
  const readiness = Readiness.parse(await answer.json());
  const { ready, checks } = readiness;
  const tools = `${readiness.tools} Telnyx tools, ${readiness.more} more`;
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
  if (restart) {
    console.log(`Rebuilt in ${restart.buildMs} ms, serving again after ${Math.round(performance.now() - restart.at)} ms (${tools})`);
    return;
  }
  const telnyx = simulated
    ? 'simulated on this machine: nothing is sent, nothing costs anything'
    : 'the REAL Telnyx account of TELNYX_API_KEY: messages are sent and cost money';
  console.log(`Ready on ${url} (${tools})

  Telnyx        ${telnyx}
  Connect       ${url}/
  Get a token   ${url}/test-auth
  Your grants   ${url}/tokens
  MCP endpoint  ${url}/mcp/stream${phone === undefined ? '' : `\n  Test phone    ${phone}`}

Ctrl+C stops it.
`);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

main().catch(fail);
