// Which packages a command needs, and which are there. JavaScript, because the first run may use an older Node of the machine.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = 'node_modules/';
/** npm's own list of what it has installed, written last. */
const INSTALLED = 'node_modules/.package-lock.json';
/** How many files that were. */
const COUNTED = 'node_modules/.counted.json';
/** tests/package.json, which npm links with all that it asks for. */
const TESTS = 'node_modules/telnyx-mcp-tests';

/** 90 MB that nothing reads: a second copy of the pinned Node with headers for C++, and MSAL for browsers. */
const UNUSED = ['node/node_modules', ...['dist', 'lib', 'src', 'types'].map((folder) => `@azure/msal-browser/${folder}`)];

function readJson(root, path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return {};
  }
}

/** What a lock file has below node_modules, by path. */
function packagesIn(root, lockFile) {
  const { packages = {} } = readJson(root, lockFile);
  return new Map(Object.entries(packages).filter(([path]) => path.startsWith(MODULES)));
}

/** Where Node finds a package from the folder of another: in the nearest node_modules that has it. */
function locate(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf(MODULES) - 1))) {
    const path = `${base && `${base}/`}${MODULES}${name}`;
    if (packages.has(path)) return path;
    if (base === '') return undefined;
  }
}

/** What the package.json of the project asks for, and what that asks for. */
function reachable(packages, project) {
  const found = new Map();
  const visit = (from, { dependencies, devDependencies, peerDependencies = {}, peerDependenciesMeta = {} }) => {
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    for (const name of [...Object.keys({ ...dependencies, ...devDependencies }), ...peers]) {
      const path = locate(packages, from, name);
      if (path === undefined || found.has(path)) continue;
      found.set(path, packages.get(path));
      visit(path, packages.get(path));
    }
  };
  visit('', project);
  return found;
}

/**
 * Entries of the lock file by path: with `all` every one, else those that the app and `npm start` need. Without optional ones, which are for
 * some machines alone.
 */
export function packagesFor(root, tier) {
  const locked = packagesIn(root, 'package-lock.json');
  const wanted = tier === 'all' ? locked : reachable(locked, readJson(root, 'package.json'));
  return new Map([...wanted].filter(([, { optional }]) => !optional));
}

export const isThere = (root, path) => statSync(join(root, path, 'package.json'), { throwIfNoEntry: false }) !== undefined;

/** Whether npm says that it has installed each of them in the version of the lock file. */
export function areInstalled(root, wanted) {
  const installed = packagesIn(root, INSTALLED);
  return [...wanted].every(([path, { version }]) => installed.has(path) && installed.get(path).version === version);
}

export const hasAll = (root) => packagesIn(root, INSTALLED).has(TESTS);

export function removeUnused(root) {
  for (const folder of UNUSED) rmSync(join(root, MODULES, folder), { recursive: true, force: true });
}

function countFiles(folder) {
  let files = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) files += 1;
    else if (entry.name !== 'node_modules') files += countFiles(join(folder, entry.name));
  }
  return files;
}

function save(root, path, value) {
  try {
    writeFileSync(join(root, path), JSON.stringify(value));
  } catch {
    // Somebody else's folder: counted again the next time.
  }
}

/** Whether all that npm has installed is still there, down to the number of files. What was installed by hand is counted now. */
export function areWhole(root) {
  const installed = [...packagesIn(root, INSTALLED)].filter(([path]) => !path.startsWith('node_modules/node/'));
  if (installed.length === 0 || !installed.every(([path]) => isThere(root, path))) return false;
  const { mtimeMs } = statSync(join(root, INSTALLED));
  const files = installed.reduce((sum, [path, { link }]) => sum + (link ? 0 : countFiles(join(root, path))), 0);
  const counted = readJson(root, COUNTED);
  if (counted.installedAt === mtimeMs) return files >= counted.files;
  save(root, COUNTED, { installedAt: mtimeMs, files });
  return true;
}
