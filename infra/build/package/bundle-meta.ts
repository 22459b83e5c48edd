/**
 * Reads esbuild's metafile.
 * @see https://esbuild.github.io/api/#metafile
 */
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { z } from 'zod';

const Meta = z.object({
  outputs: z.record(
    z.string(),
    z.object({
      imports: z.array(z.object({ path: z.string(), external: z.boolean().optional() })),
      inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
    }),
  ),
});

export interface BundleMeta {
  /** The bundle's files without source maps, relative to the project. */
  readonly files: readonly string[];
  /** Folders of the bundled npm packages, relative to the project, sorted. */
  readonly packages: readonly string[];
  /** The files of those packages, relative to the project. */
  readonly sources: readonly string[];
  /** Modules loaded at run time that are not part of Node. */
  readonly loads: readonly string[];
}

/** The folder of the innermost package of a file. */
const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** @param file the metafile of infra/build/build.ts */
export async function readBundleMeta(file: string): Promise<BundleMeta> {
  const { outputs } = Meta.parse(JSON.parse(await readFile(file, 'utf8')));
  const code = Object.entries(outputs).filter(([path]) => !path.endsWith('.map'));
  const used = code.flatMap(([, { inputs }]) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const external = code.flatMap(([, { imports }]) =>
    imports.flatMap(({ path, external: isExternal }) => (isExternal === true ? [path] : [])),
  );
  return {
    files: code.map(([path]) => path).sort(),
    packages: unique(used.flatMap((path) => PACKAGE_FOLDER.exec(path)?.[0] ?? [])),
    sources: unique(used.filter((path) => PACKAGE_FOLDER.test(path))),
    loads: unique(external.filter((path) => !isBuiltin(path))),
  };
}

const unique = (texts: readonly string[]) => [...new Set(texts)].sort();
