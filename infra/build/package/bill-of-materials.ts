/** The bill of materials of a release, in CycloneDX 1.5, made by npm. */
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
 * The bill of the whole runtime tree. Packages outside the bundle have the scope `excluded`: "not reachable within a call graph at runtime".
 * Needs npm on the PATH, and no network.
 * @param bundled folders of the packages in the bundle
 * @returns JSON
 * @throws npm's error
 * @see https://cyclonedx.org/docs/1.5/json/#components_items_scope
 */
export async function billOfMaterials(root: string, bundled: readonly string[]): Promise<string> {
  const tree = await readRuntimeTree(root);
  const shipped = new Set(tree.flatMap(({ folder, name, version }) => (bundled.includes(folder) ? [`${name}@${version}`] : [])));
  const bill = Bill.parse(JSON.parse(await askNpm(root, new Set(tree.map(({ folder }) => folder)))));
  const components = bill.components.map((each) => ({ ...each, scope: shipped.has(each['bom-ref']) ? each.scope : 'excluded' }));
  return `${JSON.stringify({ ...bill, components }, undefined, 2)}\n`;
}

/**
 * Runs npm on a copy without development dependencies: `npm sbom --omit dev` also omits what both kinds use. npm takes the project's name from
 * the folder.
 * @see https://github.com/npm/cli/issues/7909
 */
async function askNpm(root: string, runtime: ReadonlySet<string>): Promise<string> {
  const {
    devDependencies: _,
    workspaces: _workspaces,
    ...manifest
  } = Manifest.parse(JSON.parse(await readFile(join(root, MANIFEST), 'utf8')));
  const { packages, ...lock } = await readLock(root);
  const { devDependencies: __, workspaces: __workspaces, ...project } = packages[''] ?? {};
  const kept = Object.fromEntries(Object.entries(packages).filter(([folder]) => runtime.has(folder)));
  const parent = await mkdtemp(join(tmpdir(), 'bill-'));
  try {
    const folder = join(parent, manifest.name);
    await mkdir(folder);
    await writeFile(join(folder, MANIFEST), JSON.stringify(manifest));
    await writeFile(join(folder, LOCK), JSON.stringify({ ...lock, packages: { '': project, ...kept } }));
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
    return (await promisify(execFile)('npm', NPM, options)).stdout;
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
