/** `npm run keys -- list|create|rotate`: creates, rotates and replaces the app's signing and sealing keys. */
import { readRunning } from '../local/running.ts';
import { chooseVault, VaultChoiceError } from './choose-vault.ts';
import { parseCommandLine, USAGE, UsageError, type Options } from './command-line.ts';
import { UnusableSecretError } from './key-set.ts';
import { table, sentencesOf, toJson } from './report.ts';
import { createMissing, finish, replaceAll, rotate, type Advance } from './rotation.ts';
import { readSecrets, updateSecrets, type Outcome } from './update-secrets.ts';
import { openVault, VaultError, type Vault } from './vault.ts';
import { lastActivation, waitUntil } from './wait.ts';

const WHAT_BREAKS = `rotate --now replaces all keys at once. It ends, for everybody:
  - every access token and refresh token: each client has to log in again
  - every login and consent in progress, and every signed-in browser
  - every dynamic client registration: most clients register again by themselves, some have to be removed and added
An instance notices within ten minutes; restart the app to cut off at once. Nothing has changed yet: add --yes to do it.`;

/** Only the messages of our own errors are printed: another one could contain a secret. */
const OURS = [UsageError, VaultChoiceError, VaultError, UnusableSecretError] as const;

const clock = () => Math.floor(Date.now() / 1000);
const say = (line: string) => console.error(line);

async function main(options: Options): Promise<boolean> {
  const place = chooseVault(options.vault, process.env, readRunning()?.env);
  if (options.now && !options.yes) {
    say(`Vault ${place.url}\n${WHAT_BREAKS}`);
    return false;
  }
  if (!options.json) console.log(`Vault ${place.url}`);
  const outcomes = await run(options, await openVault(place));
  console.log(options.json ? toJson(place.url, outcomes) : toText(options, outcomes));
  return outcomes.every(({ problem }) => problem === undefined);
}

const toText = ({ command }: Pick<Options, 'command'>, outcomes: readonly Outcome[]): string =>
  command === 'list' ? `\n${table(outcomes)}` : outcomes.flatMap(sentencesOf).join('\n');

async function run(options: Options, vault: Vault): Promise<readonly Outcome[]> {
  if (options.command === 'list') return (await readSecrets(vault)).map(({ kind, set }) => ({ kind, set, changes: [] }));
  const first = await updateSecrets(vault, advanceOf(options), clock);
  const due = options.wait && first.every(({ problem }) => problem === undefined) ? lastActivation(first) : undefined;
  if (due === undefined) return first;
  if (!options.json) console.log(toText(options, first));
  await waitUntil(due, say);
  const last = await updateSecrets(vault, finish, clock);
  // The first step is printed already.
  if (!options.json) return last;
  return last.map((outcome, index) => ({ ...outcome, changes: [...(first[index]?.changes ?? []), ...outcome.changes] }));
}

function advanceOf({ command, now }: Options): Advance {
  if (command === 'create') return createMissing;
  return now ? replaceAll : rotate;
}

async function start(): Promise<void> {
  try {
    const options = parseCommandLine(process.argv.slice(2));
    if (options === undefined) console.log(USAGE);
    else if (!(await main(options))) process.exitCode = 1;
  } catch (error) {
    const ours = OURS.some((each) => error instanceof each) && error instanceof Error;
    say(ours ? error.message : `Internal error (${error instanceof Error ? error.name : typeof error}).`);
    if (error instanceof UsageError) say(`\n${USAGE}`);
    process.exitCode = 1;
  }
}

await start();
