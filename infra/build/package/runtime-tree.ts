/** The packages of the runtime dependencies, from the lock file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Locked = z.looseObject({
  name: z.string().optional(),
  version: z.string(),
  license: z.string().default('none named'),
  dev: z.boolean().default(false),
  devOptional: z.boolean().default(false),
});
/** @see https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
const Lock = z.looseObject({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), z.looseObject({})),
});

export interface RuntimePackage {
  /** Where npm installs it, relative to the project. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

export async function readLock(root: string): Promise<z.output<typeof Lock>> {
  return Lock.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
}

/**
 * Whether npm installs something there. The lock file also has the folders of this repository that packages are linked to, and their links.
 */
const isPackage = (folder: string, { link }: { readonly link?: unknown }) => folder.includes('node_modules/') && link !== true;

/** @returns every installed package that is not for development alone, in the order of the lock file */
export async function readRuntimeTree(root: string): Promise<readonly RuntimePackage[]> {
  const { packages } = await readLock(root);
  return Object.entries(packages).flatMap(([folder, entry]) => {
    if (!isPackage(folder, entry)) return [];
    const { name, version, license, dev, devOptional } = Locked.parse(entry);
    return dev || devOptional ? [] : [{ folder, name: name ?? nameOf(folder), version, licence: license }];
  });
}

const nameOf = (folder: string) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
