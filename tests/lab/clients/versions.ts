import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The tree of the clients that are programs of their own. */
export const PROGRAMS = 'tests/lab/clients/programs';

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/** The pinned version of every package in the project and in the trees of programs, by its name. */
export function pinnedVersions(): ReadonlyMap<string, string> {
  const manifests = ['package.json', 'tests/package.json', `${PROGRAMS}/package.json`, 'tests/lab/models/programs/package.json'].map(
    (path) => Manifest.parse(JSON.parse(readFileSync(path, 'utf8'))),
  );
  return new Map(
    manifests.flatMap(({ dependencies, devDependencies }) => [...Object.entries(devDependencies), ...Object.entries(dependencies)]),
  );
}
