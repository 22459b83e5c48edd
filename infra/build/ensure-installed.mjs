// Installs the packages that a command needs where they are not there, so that `npm start` and `npm test` work right after a clone.
// Argument: `all` for what tests, checks and packaging need too. Test tools that are there stay there.
// JavaScript, because the first run may use an older Node of the machine.
import { spawn } from 'node:child_process';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { areInstalled, areWhole, hasAll, isThere, packagesFor, removeUnused } from './packages.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Process ids of who is installing. It stays where that was cut off. */
const CLAIM = join(ROOT, '.installing');
const HOUR_MS = 3_600_000;
/** A claim is empty for a moment while it is written. */
const WRITTEN_MS = 2_000;

const EXPECTED = {
  start: 'half a minute to two minutes, 290 MB on disk',
  all: 'one to four minutes, 650 MB on disk',
};
// npm would wait more than a minute for a network that is not there.
const RETRIES = ['--fetch-retries=4', '--fetch-retry-factor=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=10000'];
const QUIET = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
const NO_NETWORK = /\b(?:E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|NETUNREACH|HOSTUNREACH|NOTCACHED)|ERR_SOCKET_TIMEOUT)\b/;

const say = (text) => process.stderr.write(`${text}\n`);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @returns who installs here: `nobody`, `another` command, or one that was `cut off` */
function installer() {
  try {
    const ageMs = Date.now() - statSync(CLAIM).mtimeMs;
    const text = readFileSync(CLAIM, 'utf8');
    if (text === '' && ageMs < WRITTEN_MS) return 'another';
    const pids = text.split(' ').map(Number);
    return ageMs < HOUR_MS && pids.some((pid) => pid > 0 && isAlive(pid)) ? 'another' : 'cut off';
  } catch {
    return 'nobody';
  }
}

/** @returns false where another command was faster */
function claim() {
  try {
    if (installer() === 'cut off') {
      // Of two commands, one alone can rename it.
      renameSync(CLAIM, `${CLAIM}.${process.pid}`);
      rmSync(`${CLAIM}.${process.pid}`);
    }
    writeFileSync(CLAIM, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Says how far it is: every second on a terminal, in place; elsewhere every ten. */
function showProgress(wanted) {
  const { isTTY } = process.stderr;
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const show = () => {
    const there = [...wanted.keys()].filter((path) => isThere(ROOT, path)).length;
    const text = `  ${there} of ${wanted.size} packages, ${seconds()} s${there === wanted.size ? ', finishing' : ''}`;
    process.stderr.write(isTTY ? `\r${text}\u001b[K` : `${text}\n`);
  };
  const timer = setInterval(show, isTTY ? 1_000 : 10_000);
  return () => {
    clearInterval(timer);
    if (isTTY) process.stderr.write('\r\u001b[K');
    return seconds();
  };
}

/** @returns npm's exit code and what it has said; no code where it was stopped */
function runNpm(args) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    let isStopped = false;
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => {
        isStopped = true;
        child.kill('SIGTERM');
      });
    }
    child.once('spawn', () => writeFileSync(CLAIM, `${process.pid} ${child.pid}`));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: isStopped ? undefined : code, output }));
  });
}

function isReady(asked) {
  removeUnused(ROOT);
  return areWhole(ROOT) && areInstalled(ROOT, packagesFor(ROOT, asked));
}

/**
 * Adds to what is whole, so that a running `npm start` goes on; else begins anew.
 * @returns the exit code
 */
async function install(asked, wasCutOff) {
  const isWhole = !wasCutOff && areWhole(ROOT);
  const tier = hasAll(ROOT) ? 'all' : asked;
  const wanted = packagesFor(ROOT, tier);
  const missing = isWhole ? [...wanted].filter((each) => !areInstalled(ROOT, [each])).length : wanted.size;
  say(`Installing ${missing} packages, once: ${EXPECTED[tier]}.`);
  const end = showProgress(wanted);
  const scope = tier === 'all' ? [] : ['--workspaces=false'];
  const { code, output } = await runNpm([
    ...(isWhole ? ['install', '--no-save'] : ['ci']),
    ...scope,
    '--prefer-offline',
    ...QUIET,
    ...RETRIES,
  ]);
  const seconds = end();
  if (code === undefined || code === null) return 130;
  if (code === 0) {
    removeUnused(ROOT);
    areWhole(ROOT);
    say(`Installed in ${seconds} s.`);
  } else {
    const [reason] = NO_NETWORK.exec(output) ?? [];
    if (reason) say(`The npm registry cannot be reached (${reason}): check the network and the proxy, then run the same command again.`);
    else say(`${output.trim()}\nThe packages could not be installed: npm says why above. Then run the same command again.`);
  }
  rmSync(CLAIM, { force: true });
  return code;
}

async function main(asked) {
  for (let isWaiting = false; ;) {
    const who = installer();
    if (who === 'another') {
      if (!isWaiting) say('Another command is installing packages here: waiting for it.');
      isWaiting = true;
      await pause(500);
      continue;
    }
    if (who === 'nobody' && isReady(asked)) return 0;
    if (!claim()) continue;
    // Another command may have ended between the check and the claim.
    if (who === 'cut off' || !isReady(asked)) return await install(asked, who === 'cut off');
    rmSync(CLAIM);
    return 0;
  }
}

process.exitCode = await main(process.argv[2] === 'all' ? 'all' : 'start');
