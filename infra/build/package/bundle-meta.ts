/** What the files of the bundle hold and load. The build writes it beside them. */
import { readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { posix, relative } from 'node:path';
import type { OutputChunk, RolldownOutput } from 'rolldown';
import { z } from 'zod';

const File = z.object({
  bytes: z.int(),
  /** Files of the bundle that are loaded together with this one. */
  with: z.array(z.string()),
  /** Files of the bundle that are loaded when the code asks for them. */
  later: z.array(z.string()),
  /** Modules outside the bundle. */
  external: z.array(z.string()),
  /** Bytes of each source file in it, relative to the project. */
  sources: z.record(z.string(), z.int()),
});

/** By path, relative to the project, with forward slashes; without source maps. */
const Meta = z.record(z.string(), File);

export interface BundleMeta {
  readonly files: z.output<typeof Meta>;
  /** Folders of the bundled npm packages, relative to the project, sorted. */
  readonly packages: readonly string[];
  /** The files of those packages, relative to the project. */
  readonly sources: readonly string[];
  /** Modules loaded at run time that are not part of Node. */
  readonly loads: readonly string[];
}

/** @param folder of the bundle, relative to the project, which is the working directory */
export async function writeBundleMeta(file: string, folder: string, { output }: RolldownOutput): Promise<void> {
  const chunks = output.filter((each) => each.type === 'chunk');
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const pathOf = (name: string) => posix.join(folder, name);
  const describe = ({ code, imports, dynamicImports, modules }: OutputChunk): z.input<typeof File> => ({
    bytes: Buffer.byteLength(code),
    with: imports.filter((name) => own.has(name)).map(pathOf),
    later: dynamicImports.filter((name) => own.has(name)).map(pathOf),
    external: [...imports, ...dynamicImports].filter((name) => !own.has(name)),
    sources: Object.fromEntries(
      Object.entries(modules)
        .filter(([id]) => !id.startsWith('\0'))
        .map(([id, { renderedLength }]) => [relative('', id).replaceAll('\\', '/'), renderedLength]),
    ),
  });
  await writeFile(file, JSON.stringify(Object.fromEntries(chunks.map((chunk) => [pathOf(chunk.fileName), describe(chunk)]))));
}

/** The folder of the innermost package of a file. */
const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** @param file what {@link writeBundleMeta} wrote */
export async function readBundleMeta(file: string): Promise<BundleMeta> {
  const files = Meta.parse(JSON.parse(await readFile(file, 'utf8')));
  const parts = Object.values(files);
  const used = parts.flatMap(({ sources }) => Object.entries(sources).flatMap(([path, bytes]) => (bytes > 0 ? [path] : [])));
  return {
    files,
    packages: unique(used.flatMap((path) => PACKAGE_FOLDER.exec(path)?.[0] ?? [])),
    sources: unique(used.filter((path) => PACKAGE_FOLDER.test(path))),
    loads: unique(parts.flatMap(({ external }) => external.filter((name) => !isBuiltin(name)))),
  };
}

const unique = (texts: readonly string[]) => [...new Set(texts)].sort();
