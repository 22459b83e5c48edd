/**
 * `npm run bench`: what this app costs, each figure beside a reference from the same run.
 * Options: --quick (fewer rounds; installs nothing), --save (writes RESULTS.md beside this file, but for what it says below {@link BY_HAND}). Needs a build.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NODE_ARGUMENTS } from '../../../infra/local/node-options.ts';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { login } from '../../support/login.ts';
import { run, startHost, startStandIns } from '../../support/running-app.ts';
import { measureColdStart } from './cold-start.ts';
import { measureGrowth } from './growth.ts';
import { measureGuarded } from './guarded.ts';
import { measureInProcess } from './in-process.ts';
import { measureInbox } from './inbox.ts';
import { measureList } from './list-size.ts';
import { connections, exchange } from './load.ts';
import { measureOAuth, OAUTH_SETTINGS } from './oauth.ts';
import { measureOfficial } from './official.ts';
import { residentMib } from './process-cost.ts';
import { installReferences, isInstalled } from './references.ts';
import type { Figures } from './report/figures.ts';
import { report } from './report/report.ts';
import { mcpRequests } from './requests.ts';
import { measureRoundTrip } from './round-trip.ts';
import { FULL, QUICK, TRIVIAL_ROOT, type Effort } from './settings.ts';
import { measureWorstMessages } from './stalls.ts';
import { measureUnderLoad } from './under-load.ts';

const LISTENING = /^Listening on (\S+)$/;
/** Reasons and profiles follow this line in RESULTS.md. */
const BY_HAND = '<!-- What follows is written by hand: `--save` keeps it. -->';
const say = (text: string) => process.stderr.write(`${text}\n`);

async function measure(effort: Effort): Promise<Figures> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const denoDir = await mkdtemp(join(tmpdir(), 'bench-deno-'));
    stops.unshift(() => rm(denoDir, { recursive: true, force: true }));
    const standIns = await startStandIns();
    stops.unshift(() => standIns.stop());
    const started = await startHost(standIns, { ...OAUTH_SETTINGS, DUPLICATES: 'on' }, { nodeArguments: NODE_ARGUMENTS });
    stops.unshift(() => started.stop());
    const serve = async (program: ReturnType<typeof run>) => {
      stops.unshift(() => program.stop());
      const [, url = ''] = await program.line(LISTENING);
      return { url, pid: program.child.pid };
    };
    const bare = await serve(run('tests/lab/bench/bare-server.ts'));
    const trivial = await serve(run('infra/local/host/main.ts', ['--port', '0', '--root', TRIVIAL_ROOT]));
    const { telnyx, env } = standIns;
    const sdk = await serve(run('tests/lab/bench/sdk-server.ts', [], { TELNYX_BASE_URL: `${telnyx}/v2`, TELNYX_API_KEY: LOCAL_API_KEY }));
    const app = { url: started.url, pid: started.host.child.pid };
    const endpoint = `${app.url}/mcp/stream`;

    const requests = mcpRequests(await login(app));
    const list = requests.find(({ name, era }) => name === 'tools/list' && era === 'modern');
    const call = requests.find(({ name, era }) => name === 'tools/call' && era === 'modern');
    if (!list || !call) throw new Error('The requests are missing.');
    const agent = connections(1);
    const { text } = await exchange(endpoint, list, agent);
    agent.destroy();

    const reference = isInstalled() ? { telnyx, denoDir } : undefined;
    say('Starting it again and again …');
    const coldStart = await measureColdStart({ ...env, PUBLIC_BASE_URL: app.url }, list, reference, effort.coldStarts);
    say('A round trip to Telnyx …');
    const roundTrip = await measureRoundTrip({ app: app.url, trivial: trivial.url, telnyx }, call, effort.roundTrips);
    if (reference) say('A round trip by code …');
    const official = reference && (await measureOfficial(reference, endpoint, call, effort.officialCalls));
    say('In process …');
    const inProcess = await measureInProcess(app, bare, list, effort);
    say('Logging in by OAuth …');
    const oauth = await measureOAuth(started, standIns.tables, trivial.url, effort.exchanges);
    say('A guarded call …');
    const guarded = await measureGuarded(endpoint, standIns.tables, call, effort.roundTrips);
    say('The inbox …');
    const inbox = await measureInbox(effort);
    say('Under load …');
    const load = await measureUnderLoad({ app, bare, trivial, sdk }, requests, effort);
    const loadedMib = { app: residentMib(app.pid), bare: residentMib(bare.pid), sdk: residentMib(sdk.pid) };
    say('Behind the worst messages …');
    const stalls = await measureWorstMessages(effort.wideMessages);
    say('Beside many of everything …');
    const growth = await measureGrowth(effort);
    return { coldStart, load, inProcess, loadedMib, roundTrip, official, oauth, guarded, inbox, growth, list: measureList(text), stalls };
  } finally {
    for (const stop of stops) await stop();
  }
}

async function save(text: string): Promise<void> {
  const file = join(import.meta.dirname, 'RESULTS.md');
  const [, kept = '\n'] = (await readFile(file, 'utf8')).split(BY_HAND);
  await writeFile(file, `# Benchmark\n\n${text}\n\n${BY_HAND}${kept}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, save: { type: 'boolean' } } });
  if (!values.quick && !isInstalled()) {
    say('Installing what it is compared with (npm ci in tests/lab/bench/references, about 200 MB) …');
    await installReferences();
  }
  const options = (['quick', 'save'] as const).filter((name) => values[name]).map((name) => `--${name}`);
  const command = ['npm run bench', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
  const text = report(await measure(values.quick ? QUICK : FULL), command);
  console.log(`\n${text}`);
  if (values.save) await save(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
