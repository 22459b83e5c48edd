/**
 * `npm start`: runs the built app on the local host, with stand-ins for every service that is not configured. Ctrl+C stops it.
 * A parent process with an IPC channel (`npm run dev`) reports new builds: the host restarts with each, the stand-ins stay up.
 * `--port N` and `PORT` name the port. `--json` shows the log as it is, on a terminal too. `--state DIR`: the folder of the stand-ins' state
 * and of the file that names the running app.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { askReadiness, notReadyText, outageText, readyText, toolsText } from './announcement.ts';
import { createAppOutput } from './app-output.ts';
import { readLocalValues, settingsFromStandIns } from './environment.ts';
import { checkPort } from './host/listen.ts';
import { portOf } from './host/port.ts';
import { runHost } from './host-runner.ts';
import { publishRunning, readRunning, STATE_FOLDER } from './running.ts';
import { misspeltNames } from './setting-names.ts';
import { startStandIns } from './cloud/start-stand-ins.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What `npm run dev` says after each build but the first. */
const Rebuilt = z.object({ buildMs: z.number() });
interface Restart extends z.output<typeof Rebuilt> {
  /** When it began, in milliseconds of performance.now(). */
  readonly at: number;
}

/** @throws Error where the port is not free: in other words if this app has it */
async function checkFree(port: number, state: string): Promise<void> {
  if (port === 0) return;
  const running = readRunning(state);
  if (running !== undefined && new URL(running.url).port === String(port)) {
    throw new Error(`It runs already: ${running.url} (pid ${running.pid})`);
  }
  await checkPort(port);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { state: { type: 'string', default: STATE_FOLDER }, port: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const state = resolve(values.state);
  const port = portOf(values.port, process.env);
  await checkFree(port, state);
  const inFile = await readLocalValues(ROOT);
  for (const sentence of misspeltNames(ROOT, Object.keys(inFile), Object.keys(process.env))) console.error(sentence);
  const own = { ...inFile, ...process.env };
  const telnyxApiKey = own['TELNYX_API_KEY'] || undefined;
  const standIns = await startStandIns({
    stateFile: join(state, 'vault.json'),
    telnyxApiKey,
    telnyx: telnyxApiKey === undefined,
  });
  const env = settingsFromStandIns(own, standIns.env);
  const terminal = process.stdout.isTTY && !values.json;
  const output = createAppOutput({ terminal, colours: terminal && !process.env['NO_COLOR'] });
  let unpublish: (() => void) | undefined;
  let restart: Restart | undefined;
  const phone = env['TELNYX_BASE_URL'] === undefined || standIns.urls.telnyx === undefined ? undefined : `${standIns.urls.telnyx}/phone`;
  const telnyx = { simulated: telnyxApiKey === undefined, phone };

  /** Publishes before it prints: another program may act on the output. */
  const announce = async (url: string): Promise<void> => {
    output.probing();
    const readiness = await askReadiness(url);
    const outage = outageText(url, readiness);
    if (outage === undefined) {
      const notReady = notReadyText(url, readiness);
      if (notReady !== undefined) console.error(notReady);
      unpublish ??= publishRunning({ url, env }, state);
      const restarted = restart && `serving again after ${Math.round(performance.now() - restart.at)} ms (${toolsText(readiness)})`;
      console.log(restarted === undefined ? readyText(url, readiness, telnyx) : `Rebuilt in ${restart?.buildMs ?? 0} ms, ${restarted}`);
    } else {
      console.error(outage);
    }
    output.bannerShown();
  };

  const hostOptions = { arguments: ['--port', String(port), ...(terminal ? ['--routes'] : [])], pipeErrors: terminal };
  const host = runHost(env, hostOptions, {
    line: (text, stream) => output.line(text, stream),
    listening: (url) => {
      announce(url).catch(fail);
    },
    ended: (code) => {
      output.bannerShown();
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

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

main().catch(fail);
