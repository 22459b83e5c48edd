/**
 * `npm run clients`: real MCP clients at the running app, from the first connection to every way to fail.
 * Options: --save (writes the table into docs/proof.md), --only ID (one client). Needs a build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DRIVERS } from './drivers.ts';
import { installPrograms } from '../install-programs.ts';
import { ROWS, type ClientRow } from './rows.ts';
import { startEnvironment, type Environment } from './environment.ts';
import { stepsOf, type StepName } from './step-order.ts';
import { startRun } from './steps.ts';
import { BLOCK, clientTable, DOCUMENT } from './table.ts';
import { pinnedVersions, PROGRAMS } from './versions.ts';

/** What takes longer hangs: no answer of the app needs more than a second here. */
const LIMIT_MS = 20_000;

const say = (line: string) => process.stderr.write(`${line}\n`);

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  const over = new AbortController();
  const alarm = setTimeout(LIMIT_MS, undefined, { signal: over.signal }).then(() => {
    throw new Error(`Nothing within ${LIMIT_MS / 1000} s`);
  });
  try {
    return await Promise.race([work, alarm]);
  } finally {
    over.abort();
    alarm.catch(() => undefined);
  }
}

/**
 * Takes all steps of one client, saying each.
 *
 * @returns what was seen, undefined where it went wrong.
 */
async function runClient(row: ClientRow, environment: Environment): Promise<Map<StepName, string | undefined>> {
  const run = startRun({ row, environment, connect: DRIVERS[row.id], computer: await environment.computer() });
  const seen = new Map<StepName, string | undefined>();
  for (const name of stepsOf(row)) {
    const before = environment.person.errors.length;
    try {
      const what = await inTime(run.step(name));
      seen.set(name, what);
      say(`${row.id.padEnd(18)} ${name.padEnd(14)} ok      ${what.replaceAll(/\s+/g, ' ').slice(0, 110)}`);
    } catch (error) {
      seen.set(name, undefined);
      const errors = [error instanceof Error ? error.message : String(error), ...environment.person.errors.slice(before)];
      say(`${row.id.padEnd(18)} ${name.padEnd(14)} FAILED  ${errors.join(' | ').replaceAll(/\s+/g, ' ').slice(0, 600)}`);
    }
  }
  await run.close();
  return seen;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { save: { type: 'boolean' }, only: { type: 'string' } } });
  const rows = ROWS.filter(({ id }) => values.only === undefined || id === values.only);
  if (rows.length === 0) throw new Error(`--only is one of: ${ROWS.map(({ id }) => id).join(', ')}`);
  if (values.save && values.only !== undefined) throw new Error('--save needs all clients');
  installPrograms(PROGRAMS, 'MCP Inspector and mcp-remote, 120 MB', say);

  const startedAt = performance.now();
  const environment = await startEnvironment();
  const outcomes = new Map<ClientRow['id'], Map<StepName, string | undefined>>();
  try {
    for (const row of rows) outcomes.set(row.id, await runClient(row, environment));
  } finally {
    await environment.stop();
  }

  const steps = [...outcomes.values()].flatMap((seen) => [...seen.values()]);
  const failed = steps.filter((what) => what === undefined).length;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  say(`${outcomes.size} clients, ${steps.length} steps, ${failed} failed, ${seconds} s`);
  if (values.save) {
    const shown = readFileSync(DOCUMENT, 'utf8');
    writeFileSync(
      DOCUMENT,
      shown.replace(BLOCK, () => clientTable(pinnedVersions(), outcomes)),
    );
  }
  if (failed > 0) process.exitCode = 1;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
// A client that hangs would hold this process.
process.exit();
