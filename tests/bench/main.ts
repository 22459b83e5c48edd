/**
 * `npm run bench`: what this app costs, each figure beside a reference from the same run.
 * Options: --quick (fewer rounds), --save (writes RESULTS.md beside this file). Needs a build.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { login } from '../support/login.ts';
import { run, startHost, startStandIns } from '../support/running-app.ts';
import { measureColdStart } from './cold-start.ts';
import { measureInProcess } from './in-process.ts';
import { measureList } from './list-size.ts';
import { measureOAuth, OAUTH_SETTINGS } from './oauth.ts';
import { connections, exchange } from './load.ts';
import { residentMib } from './process-cost.ts';
import { report, type Figures } from './report.ts';
import { mcpRequests } from './requests.ts';
import { measureRoundTrip } from './round-trip.ts';
import { FULL, QUICK, TRIVIAL_ROOT, type Effort } from './settings.ts';
import { measureUnderLoad } from './under-load.ts';

const LISTENING = /^Listening on (\S+)$/;
const say = (text: string) => process.stderr.write(`${text}\n`);

async function measure(effort: Effort): Promise<Figures> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const standIns = await startStandIns();
    stops.unshift(() => standIns.stop());
    const app = await startHost(standIns, OAUTH_SETTINGS);
    stops.unshift(() => app.stop());
    const bare = run('tests/bench/bare-server.ts');
    stops.unshift(() => bare.stop());
    const trivial = run('infra/local/host/main.ts', ['--port', '0', '--root', TRIVIAL_ROOT]);
    stops.unshift(() => trivial.stop());
    const [, bareUrl = ''] = await bare.line(LISTENING);
    const [, trivialUrl = ''] = await trivial.line(LISTENING);

    const requests = mcpRequests(await login(app));
    const list = requests.find(({ name, era }) => name === 'tools/list' && era === 'modern');
    const call = requests.find(({ name, era }) => name === 'tools/call' && era === 'modern');
    if (!list || !call) throw new Error('The requests are missing.');
    const agent = connections(1);
    const { text } = await exchange(`${app.url}/mcp/stream`, list, agent);
    agent.destroy();
    const idle = residentMib(app.host.child.pid);

    say('Starting it again and again …');
    const coldStart = await measureColdStart({ ...standIns.env, PUBLIC_BASE_URL: app.url }, list, effort.coldStarts);
    say('A round trip to Telnyx …');
    const roundTrip = await measureRoundTrip({ app: app.url, trivial: trivialUrl, telnyx: standIns.telnyx }, call, effort.roundTrips);
    const servers = [
      { url: app.url, pid: app.host.child.pid },
      { url: bareUrl, pid: bare.child.pid },
    ] as const;
    say('In process …');
    const inProcess = await measureInProcess(...servers, list, effort);
    say('Logging in by OAuth …');
    const oauth = await measureOAuth(app, standIns.tables, trivialUrl, effort.exchanges);
    say('Under load …');
    const load = await measureUnderLoad(...servers, requests, effort);
    const memory = { idle, loaded: residentMib(app.host.child.pid), bare: residentMib(bare.child.pid) };
    return { coldStart, load, inProcess, memory, roundTrip, oauth, list: measureList(text) };
  } finally {
    for (const stop of stops) await stop();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, save: { type: 'boolean' } } });
  const command = ['npm run bench', ...(values.quick ? ['-- --quick'] : [])].join(' ');
  const text = report(await measure(values.quick ? QUICK : FULL), command);
  console.log(`\n${text}`);
  if (values.save) await writeFile(join(import.meta.dirname, 'RESULTS.md'), `# Benchmark\n\n${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
