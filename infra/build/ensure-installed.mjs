// Runs `npm ci` only when node_modules does not match the lock file, so that `npm start` and `npm test` work right after a clone.
// JavaScript, because the first run may use an older Node of the machine.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch {
    return {};
  }
}

const wanted = Object.entries(packagesOf('package-lock.json')).filter(([path, { optional }]) => path !== '' && optional !== true);

/** Whether the folder is there: npm's lock file in node_modules lists it even after somebody deleted it. */
const isThere = ([path]) => existsSync(join(root, path, 'package.json'));

/** Compares with npm's lock file in node_modules, which omits optional packages of other platforms. */
function isInstalled() {
  const there = packagesOf('node_modules/.package-lock.json');
  return wanted.every((each) => there[each[0]]?.version === each[1].version && isThere(each));
}

/** Says how far it is: every second on a terminal, in place; elsewhere every half minute. */
function showProgress() {
  const { isTTY } = process.stderr;
  const startedAt = Date.now();
  const show = () => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const text = `  ${wanted.filter(isThere).length} of ${wanted.length} packages, ${seconds} s`;
    process.stderr.write(isTTY ? `\r${text}  ` : `${text}\n`);
  };
  const timer = setInterval(show, isTTY ? 1_000 : 30_000);
  return () => {
    clearInterval(timer);
    if (isTTY) process.stderr.write('\r\u001b[K');
  };
}

/** @returns its exit code */
function installPackages() {
  return new Promise((resolve) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

if (!isInstalled()) {
  console.error(`Installing ${wanted.length} packages (npm ci): 1 to 5 minutes, 0.9 GB on disk, once.`);
  const end = showProgress();
  const code = await installPackages();
  end();
  if (code !== 0) {
    console.error('The packages could not be installed: npm says why above. Check the network and the proxy, then run: npm ci');
    process.exit(code);
  }
}
