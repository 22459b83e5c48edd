/** What esbuild says of the bundle (https://esbuild.github.io/api/#metafile). */
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
  /** The files of code, relative to the project, without source maps. */
  readonly files: readonly string[];
  /** Folders of the npm packages whose code is in them, relative to the project, sorted. */
  readonly packages: readonly string[];
  /** The files of those packages, relative to the project. */
  readonly sources: readonly string[];
  /** What they load at run time and Node does not have. */
  readonly loads: readonly string[];
}

/** The folder of the package that a file belongs to: a package inside another one's node_modules is one of its own. */
const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** In: the metafile that infra/build/build.ts left. Rejects where it is missing or of another shape. */
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
