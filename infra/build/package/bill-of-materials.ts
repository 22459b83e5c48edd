/** The bill of materials of a release: CycloneDX 1.5, by npm. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readLock, readRuntimeTree } from './runtime-tree.ts';

const MANIFEST = 'package.json';
const LOCK = 'package-lock.json';
const NPM = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];

const Manifest = z.looseObject({ name: z.string(), version: z.string() });
const Bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), scope: z.enum(['required', 'optional', 'excluded']) })),
});

/**
 * In: the project's folder; folders of the packages whose code is in the bundle. Out: the bill of the whole runtime tree as JSON. What is
 * not in the bundle has the scope `excluded`: "not reachable within a call graph at runtime" (https://cyclonedx.org/docs/1.5/json/#components_items_scope).
 * Needs npm on the PATH, and no network. Rejects with npm's words.
 */
export async function billOfMaterials(root: string, bundled: readonly string[]): Promise<string> {
  const tree = await readRuntimeTree(root);
  const shipped = new Set(tree.flatMap(({ folder, name, version }) => (bundled.includes(folder) ? [`${name}@${version}`] : [])));
  const bill = Bill.parse(JSON.parse(await askNpm(root, new Set(tree.map(({ folder }) => folder)))));
  const components = bill.components.map((each) => ({ ...each, scope: shipped.has(each['bom-ref']) ? each.scope : 'excluded' }));
  return `${JSON.stringify({ ...bill, components }, undefined, 2)}\n`;
}

/**
 * `npm sbom --omit dev` would leave out whatever a development dependency uses as well (https://github.com/npm/cli/issues/7909): npm is
 * shown a project that has none, in a folder of its name, for npm calls it by that.
 */
async function askNpm(root: string, runtime: ReadonlySet<string>): Promise<string> {
  const { devDependencies: _, ...manifest } = Manifest.parse(JSON.parse(await readFile(join(root, MANIFEST), 'utf8')));
  const { packages, ...lock } = await readLock(root);
  const { devDependencies: __, ...project } = packages[''] ?? {};
  const kept = Object.fromEntries(Object.entries(packages).filter(([folder]) => runtime.has(folder)));
  const place = await mkdtemp(join(tmpdir(), 'bill-'));
  try {
    const folder = join(place, manifest.name);
    await mkdir(folder);
    await writeFile(join(folder, MANIFEST), JSON.stringify(manifest));
    await writeFile(join(folder, LOCK), JSON.stringify({ ...lock, packages: { '': project, ...kept } }));
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
    return (await promisify(execFile)('npm', NPM, options)).stdout;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
