/**
 * What tools/list shows follows from the source alone, and working it out takes longer than all the rest of a cold start: so it is
 * done here, once a build. In the bundle a tool's own module is loaded with its first call.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { z } from 'zod';

const TOOLS = resolve('tools');

/** A tool but for its functions: plain data. */
const Surface = z.array(z.looseObject({ name: z.string(), inputSchema: z.looseObject({}), outputSchema: z.looseObject({}) }));

/** In: how the app is bundled. Out: a plugin that puts finished tools in the place of tools/index.ts. */
export function precomputedTools(options: BuildOptions): Plugin {
  return {
    name: 'precomputed-tools',
    setup(esbuild) {
      esbuild.onLoad({ filter: /[\\/]tools[\\/]index\.ts$/ }, async () => {
        const [surface, files] = await Promise.all([readSurface(options), toolFiles()]);
        const loaders = surface.map(({ name }) => {
          const file = files.get(name);
          if (file === undefined) throw new Error(`The tool ${name} is not in a file of its name.`);
          return `${name}: async () => (await import(${JSON.stringify(file)})).${camelCase(name)}`;
        });
        return {
          resolveDir: TOOLS,
          loader: 'ts',
          contents: `const load = { ${loaders.join(', ')} };
export const tools = JSON.parse(${JSON.stringify(JSON.stringify(surface))}).map((tool) => ({
  ...tool,
  reachOf: async (args) => (await load[tool.name]()).reachOf(args),
  call: async (args, context) => (await load[tool.name]()).call(args, context),
}));`,
        };
      });
    },
  };
}

/** Bundles the tools by themselves, loads them and takes what is data of them. */
async function readSurface(options: BuildOptions): Promise<z.output<typeof Surface>> {
  const folder = await mkdtemp(join(tmpdir(), 'tools-'));
  try {
    const outfile = join(folder, 'tools.cjs');
    await build({ ...options, entryPoints: [join(TOOLS, 'index.ts')], outfile });
    const { tools } = z.object({ tools: z.array(z.unknown()) }).parse(await import(pathToFileURL(outfile).href));
    return Surface.parse(JSON.parse(JSON.stringify(tools)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The file of every tool by its name: tools/<group>/<verb-noun>.ts. */
async function toolFiles(): Promise<Map<string, string>> {
  const entries = await readdir(TOOLS, { recursive: true });
  const files = entries.filter((entry) => entry.endsWith('.ts')).map((entry) => entry.replaceAll('\\', '/'));
  return new Map(files.map((file) => [file.replace(/^.*\/|\.ts$/g, '').replaceAll('-', '_'), `./${file}`]));
}

const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
