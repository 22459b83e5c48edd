/** Bundles the fixture server as the app is bundled, and becomes it: shared/ imports JSON in a way that Node alone does not. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUNDLE } from '../../../infra/build/bundle.ts';
import { bundled } from '../../support/bundled.ts';

const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
// It loads pieces as it runs.
process.once('exit', () => rmSync(folder, { recursive: true }));
await import(pathToFileURL(await bundled({ ...BUNDLE, input: 'tests/lab/conformance/fixtures/main.ts' }, folder)).href);
