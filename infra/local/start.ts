/** `npm start`: the built app on the local host, on stand-ins for all that is not configured. Ends with Ctrl+C. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { chooseEnvironment, readLocalValues } from './environment.ts';
import { COMPILE_CACHE, NODE_ARGUMENTS } from './host-process.ts';
import { startStandIns } from './stand-ins.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const Readiness = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.boolean()), tools: z.number() });

async function main(): Promise<void> {
  const own = { ...(await readLocalValues(ROOT)), ...process.env };
  const telnyxApiKey = own['TELNYX_API_KEY'] || undefined;
  const standIns = await startStandIns({
    stateFile: join(import.meta.dirname, '.state', 'vault.json'),
    telnyxApiKey,
    telnyx: telnyxApiKey === undefined,
  });
  const host = spawn(process.execPath, [...NODE_ARGUMENTS, join(import.meta.dirname, 'host', 'main.ts')], {
    cwd: ROOT,
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...chooseEnvironment(process.env, own, standIns.env) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void host.kill('SIGTERM'));
  host.once('exit', (code) => {
    process.exitCode = code ?? 1;
    void standIns.close();
  });
  forwardLines(host, (url) => void announce(url, telnyxApiKey === undefined));
}

/** The host's lines go through; the one that says where it listens becomes our own. */
function forwardLines(host: ChildProcess, onListening: (url: string) => void): void {
  if (!host.stdout) return;
  createInterface({ input: host.stdout }).on('line', (line) => {
    const url = /^Listening on (http:\S+)$/.exec(line)?.[1];
    if (url === undefined) console.log(line);
    else onListening(url);
  });
}

async function announce(url: string, simulated: boolean): Promise<void> {
  const answer = await fetch(`${url}/health/ready`);
  const { ready, checks, tools } = Readiness.parse(await answer.json());
  if (!ready) {
    const missing = Object.entries(checks).flatMap(([name, good]) => (good ? [] : [name]));
    console.error(`Not ready yet: ${missing.join(', ')}. See ${url}/health/ready`);
  }
  const telnyx = simulated
    ? 'simulated on this machine: nothing is sent, nothing costs anything'
    : 'the REAL Telnyx account of TELNYX_API_KEY: messages are sent and cost money';
  console.log(`Ready on ${url} (${tools} tools)

  Telnyx        ${telnyx}
  Get a token   ${url}/test-auth
  MCP endpoint  ${url}/mcp/stream

Ctrl+C stops it.
`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
