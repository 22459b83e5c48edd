/** Bundles the fixture server as the app is bundled, and becomes it: shared/ imports JSON in a way that Node alone does not. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
try {
  const outfile = join(folder, 'server.cjs');
  const entryPoints = ['tests/lab/conformance/fixtures/main.ts'];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node24', format: 'cjs', logLevel: 'warning' });
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(folder, { recursive: true });
}
