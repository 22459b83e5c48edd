/**
 * `npm run func`: runs the built app on the real Functions host (`func start` of Azure Functions Core Tools 4). PORT sets the port. Arguments
 * after `--` are passed to `func`. The exit code is that of `func`, or 1 where it cannot start.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const DEFAULT_PORT = '7071';

/** Required files, and what to do without them. */
const REQUIRED = [
  ['dist/index.cjs', 'The app is not built: npm run build'],
  [
    'local.settings.json',
    `There is no local.settings.json. Copy local.settings.sample.json to it and fill it in. Without a cloud:
npm run stand-ins, in a second terminal, prints the Values for it and runs the stand-ins.`,
  ],
] as const;

const NO_CORE_TOOLS = `Azure Functions Core Tools are not on the PATH: there is no command "func". How to get version 4:
  npm install --global azure-functions-core-tools@4 --unsafe-perm true
  brew tap azure/functions && brew install azure-functions-core-tools@4
  winget install Microsoft.Azure.FunctionsCoreTools
More: https://learn.microsoft.com/azure/azure-functions/functions-run-local
Without them, npm start runs the same build on the embedded host.`;

function startFunc(args: readonly string[]) {
  // On Windows, only a shell runs func.cmd.
  return spawn('func', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function main(): Promise<number> {
  for (const [file, advice] of REQUIRED) {
    if (existsSync(join(ROOT, file))) continue;
    console.error(advice);
    return 1;
  }
  const stop = new AbortController();
  // Before the spawn, so that no signal leaves a child behind. Ctrl+C reaches the child too: wait until it has exited.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => stop.abort());
  const child = startFunc(['start', '--port', process.env['PORT'] ?? DEFAULT_PORT, ...process.argv.slice(2)]);
  stop.signal.addEventListener('abort', () => child.kill('SIGTERM'));
  if (stop.signal.aborted) child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(isMissing(error) ? NO_CORE_TOOLS : error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
