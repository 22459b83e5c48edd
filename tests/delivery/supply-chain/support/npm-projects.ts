import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Versions = z.record(z.string(), z.string()).default({});
const Manifest = z.object({
  dependencies: Versions,
  devDependencies: Versions,
  optionalDependencies: Versions,
  /** By name, or by the name of the package that asks for it and then by name. */
  overrides: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])).default({}),
  /** Folders with a package.json of their own that share the lock file. */
  workspaces: z.array(z.string()).default([]),
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});
const Entry = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().default(false),
  inBundle: z.boolean().default(false),
  dev: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});
const Lock = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), Entry) });

export interface NpmProject {
  readonly folder: string;
  readonly manifest: z.output<typeof Manifest>;
  /** Those that share the lock file, the project's own among them, by their path in it. */
  readonly members: ReadonlyMap<string, z.output<typeof Manifest>>;
  readonly lock: z.output<typeof Lock>;
  readonly lockText: string;
}

/** Folders of the repository that are not of it. */
const NOT_OURS = new Set(['node_modules', '.git', '.package', '.state', 'dist', 'coverage']);
const find = (name: string) => globSync(`**/${name}`, { exclude: (path) => NOT_OURS.has(path.split(/[\\/]/).at(-1) ?? '') }).sort();

/** Every package.json of the repository with its path. */
export const manifests = (): readonly (readonly [path: string, manifest: z.output<typeof Manifest>])[] =>
  find('package.json').map((path) => [path, Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))]);

/** Every folder with a lock file: the app's own, and those of programs that tests compare or drive. */
export function npmProjects(): readonly NpmProject[] {
  return find('package-lock.json').map((path) => {
    const lockText = readFileSync(path, 'utf8');
    const folder = dirname(path);
    const read = (member: string) => Manifest.parse(JSON.parse(readFileSync(join(folder, member, 'package.json'), 'utf8')));
    const manifest = read('');
    const members = new Map(['', ...manifest.workspaces].map((member) => [member, read(member)]));
    return { folder, manifest, members, lock: Lock.parse(JSON.parse(lockText)), lockText };
  });
}

/** The name of the package at a path of a lock file. */
export const packageAt = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
