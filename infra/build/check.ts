/**
 * `npm run check`: types, lint, format and dead code, all at once. Reports each step as it ends; what a failed one has said comes whole.
 * Exit code: 1 where any failed. In CI nothing is taken from a cache: ESLint's knows nothing of types that changed in another file.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '..', '..');
const CACHE = ['--cache', '--cache-strategy', 'content'];

interface Step {
  readonly name: string;
  /** The program, below node_modules, and its arguments. */
  readonly command: readonly string[];
  readonly cache?: readonly string[];
}

const STEPS: readonly Step[] = [
  { name: 'types', command: ['typescript/bin/tsc'] },
  { name: 'lint', command: ['eslint/bin/eslint.js', '.'], cache: [...CACHE, '--cache-location', 'node_modules/.cache/eslint/'] },
  { name: 'format', command: ['prettier/bin/prettier.cjs', '--check', '.'], cache: CACHE },
  { name: 'dead code', command: ['knip/bin/knip.js'] },
];

async function run({ name, command: [program = '', ...args], cache = [] }: Step): Promise<boolean> {
  const startedAt = performance.now();
  const all = [join(ROOT, 'node_modules', program), ...args, ...(process.env['CI'] ? [] : cache)];
  const child = spawn(process.execPath, all, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const isGood = child.exitCode === 0;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${isGood ? 'ok    ' : 'FAILED'} ${name.padEnd(9)} ${seconds} s`);
  if (!isGood) console.log(`${stdout}${stderr}`);
  return isGood;
}

const results = await Promise.all(STEPS.map(run));
process.exitCode = results.every(Boolean) ? 0 : 1;
