import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readBundleMeta } from '../../../infra/build/package/bundle-meta.ts';
import { readRuntimeTree } from '../../../infra/build/package/runtime-tree.ts';
import { run } from '../../support/index.ts';

const Component = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  scope: z.enum(['required', 'optional', 'excluded']),
  purl: z.string(),
  hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) })).length(1),
  licenses: z.array(z.object({ license: z.object({ id: z.string() }) })).nonempty(),
});
const Bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.5'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  metadata: z.looseObject({ component: z.looseObject({ type: z.string(), name: z.string(), version: z.string(), purl: z.string() }) }),
  components: z.array(Component),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

let folder: string;
let bill: z.output<typeof Bill>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bill-of-'));
  const file = join(folder, 'bill.json');
  const program = run('infra/build/package-app.ts', ['--built', '--out', join(folder, 'out'), '--bill', file]);
  expect({ code: await program.exited, output: program.output() }).toMatchObject({ code: 0 });
  bill = Bill.parse(JSON.parse(await readFile(file, 'utf8')));
});
afterAll(() => rm(folder, { recursive: true }));

const refs = (packages: readonly { readonly name: string; readonly version: string }[]) =>
  [...new Set(packages.map(({ name, version }) => `${name}@${version}`))].sort();

test('lists the whole runtime tree of the lock file, and nothing else', async () => {
  expect(bill.components.map((each) => each['bom-ref']).sort()).toEqual(refs(await readRuntimeTree('.')));
});

test('names each package so that scanners find it', () => {
  expect(bill.components.length).toBeGreaterThan(100);
  for (const { name, version, purl } of bill.components) expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
});

test('is about the app', async () => {
  const { name, version } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(bill.metadata.component).toMatchObject({ type: 'application', name, version, purl: `pkg:npm/${name}@${version}` });
});

test('says what is in the bundle and what is not', async () => {
  const { packages } = await readBundleMeta('dist/meta.json');
  const bundled = (await readRuntimeTree('.')).filter((each) => packages.includes(each.folder));
  expect(refs(bill.components.filter(({ scope }) => scope !== 'excluded'))).toEqual(refs(bundled));
});

test('joins the packages into one graph that begins at the app', () => {
  const byRef = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const visit = (ref: string) => {
    if (reached.has(ref)) return;
    reached.add(ref);
    byRef.get(ref)?.forEach(visit);
  };
  visit(`${bill.metadata.component.name}@${bill.metadata.component.version}`);
  expect(bill.components.filter((each) => !reached.has(each['bom-ref']))).toEqual([]);
});

test('goes with every release', async () => {
  const workflow = await readFile('.github/workflows/release.yml', 'utf8');
  expect(workflow).toContain('infra/build/package-app.ts --zip "release/telnyx-mcp-$GITHUB_REF_NAME.zip" --bill release/sbom.cdx.json');
  expect(workflow).toMatch(/gh release create .* \*\.json /);
});
