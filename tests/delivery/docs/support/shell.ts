import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Programs that a reader has, and that only note how they were called here. */
const NOTED = ['npm', 'npx', 'curl', 'gh', 'claude', 'code', 'docker', 'func'];
const UUID = '00000000-0000-4000-8000-000000000001';

/** What the template puts out. */
const outputs = [...readFileSync('infra/azure/main.bicep', 'utf8').matchAll(/^output (\w+) /gm)].map(([, name = '']) => name);
/** What azd itself keeps in an environment. */
const OF_AZD = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID', 'AZURE_TENANT_ID'];

const note = '{ printf "%s" "${0##*/}"; for word; do printf " %s" "$word"; done; printf "\\n"; } >> "$CALLS"';
const values = [...OF_AZD, ...outputs].map((name) => `${name}="of ${name}"`).join('\n');
const json = JSON.stringify(Object.fromEntries(outputs.map((name) => [name.toLowerCase(), { value: `of ${name}` }])));

/** azd works on the project of its folder, which is infra. az gives an id, or all outputs where JSON is asked for. */
const STUBS: Readonly<Record<string, string>> = {
  azd: `${note}
if [ "$1" = -C ]; then cd "$2"; shift 2; fi
if [ "$1" != auth ] && [ ! -f azure.yaml ]; then echo "azd: no project in $PWD" >&2; exit 1; fi
if [ "$*" = "env get-values" ]; then cat "$STUBS/values"; fi`,
  az: `${note}
case "$*" in *"-o json"*) cat "$STUBS/outputs.json" ;; *) echo ${UUID} ;; esac`,
  git: `${note}
if [ "$1" = clone ]; then ln -s "$PROJECT" "$3"; fi`,
  // Two rounds of a loop show what hundreds do.
  seq: 'echo 1; echo 2',
  ...Object.fromEntries(NOTED.map((name) => [name, note])),
};

/** In the place of scripts of ours that would do something. */
const SCRIPTS = ['infra/entra/app-registration.sh'];
/** What the commands of documents read. */
const FILES = ['package.json', 'infra/azure.yaml', 'infra/azure/main.bicep', 'infra/azure/queries', 'infra/entra', 'infra/azure/hooks'];

interface Ran {
  readonly code: number | null;
  readonly said: string;
  /** Each call of a program: its name and its words. */
  readonly calls: readonly string[];
}

/**
 * Runs blocks of commands in order in one bash, as a reader would, with stand-ins for the programs that reach beyond this machine. It ends at
 * the first command that fails or is not there, at a variable that nobody set, and after a block that leaves the folder of the project.
 *
 * @param above begins in the folder above the project's
 */
export async function runBlocks(blocks: readonly string[], { above = false } = {}): Promise<Ran> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'blocks-')));
  const project = join(folder, 'project');
  const stubs = join(folder, 'stubs');
  const write = (path: string, body: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\nset -eu\n${body}\n`);
    chmodSync(path, 0o755);
  };
  for (const file of FILES) cpSync(file, join(project, file), { recursive: true });
  for (const [name, body] of Object.entries(STUBS)) write(join(stubs, name), body);
  for (const script of SCRIPTS) write(join(project, script), note);
  writeFileSync(join(stubs, 'values'), `${values}\n`);
  writeFileSync(join(stubs, 'outputs.json'), json);
  const stays = (index: number) =>
    `if [ "$(pwd -P)" != "$PROJECT" ]; then echo "block ${index + 1} leaves the shell in $PWD" >&2; exit 3; fi`;
  const script = ['set -eu', ...blocks.flatMap((block, index) => [block, stays(index)])].join('\n');
  const child = spawn('bash', ['-c', script], {
    cwd: above ? folder : project,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: `${stubs}:${dirname(process.execPath)}:/usr/bin:/bin`,
      HOME: folder,
      CALLS: join(folder, 'calls'),
      STUBS: stubs,
      PROJECT: project,
    },
  });
  const closed = once(child, 'close');
  const said = await text(child.stderr);
  await closed;
  writeFileSync(join(folder, 'calls'), '', { flag: 'a' });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean);
  rmSync(folder, { recursive: true });
  return { code: child.exitCode, said, calls };
}
