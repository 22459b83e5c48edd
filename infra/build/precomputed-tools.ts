/**
 * What tools/list shows follows from the source alone, and working it out takes longer than all the rest of a cold start: so it is
 * done here, once a build. In the bundle a tool's own module is loaded with its first call.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown, type InputOptions, type OutputOptions, type Plugin } from 'rolldown';
import { z } from 'zod';

const TOOLS = resolve('tools');

/** A tool but for its functions: plain data. */
const Surface = z.array(z.looseObject({ name: z.string(), inputSchema: z.looseObject({}), outputSchema: z.looseObject({}) }));

/**
 * A plugin that puts finished tools in the place of tools/index.ts.
 *
 * @param input how the tools are bundled, to be loaded here
 */
export function precomputedTools(input: InputOptions, output: OutputOptions): Plugin {
  return {
    name: 'precomputed-tools',
    load: {
      filter: { id: /[\\/]tools[\\/]index\.ts$/ },
      async handler() {
        const files = await toolFiles();
        // A build that watches must see when a broken file is mended: it may be new.
        for (const file of files.values()) this.addWatchFile(join(TOOLS, file));
        const { tools, inputs } = await readSurface(input, output);
        for (const file of inputs) this.addWatchFile(file);
        return { code: moduleOf(tools, files), moduleType: 'js' };
      },
    },
  };
}

function moduleOf(surface: z.output<typeof Surface>, files: ReadonlyMap<string, string>): string {
  const loaders = surface.map(({ name }) => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`No file tools/<group>/${name.replaceAll('_', '-')}.ts: a tool's file bears its name.`);
    return `${name}: async () => (await import(${JSON.stringify(file)})).${camelCase(name)}`;
  });
  const unlisted = [...files].find(([name]) => !surface.some((tool) => tool.name === name));
  if (unlisted !== undefined) {
    throw new Error(`tools/${unlisted[1].slice(2)} holds no tool of tools/index.ts. What tools share belongs in tools/<group>/support/.`);
  }
  return `const load = { ${loaders.join(', ')} };
export const tools = JSON.parse(${JSON.stringify(JSON.stringify(surface))}).map((tool) => ({
  ...tool,
  reachOf: async (args) => (await load[tool.name]()).reachOf(args),
  checkRaw: async (args) => (await load[tool.name]()).checkRaw(args),
  parse: async (args) => (await load[tool.name]()).parse(args),
  run: async (accepted, context) => (await load[tool.name]()).run(accepted, context),
}));`;
}

/** Bundles the tools by themselves, loads them and takes what is data of them. `inputs` are the files of ours that they are made from. */
async function readSurface(
  input: InputOptions,
  output: OutputOptions,
): Promise<{ tools: z.output<typeof Surface>; inputs: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'tools-'));
  try {
    const bundle = await rolldown({ ...input, input: join(TOOLS, 'index.ts') });
    const { output: chunks } = await bundle.write({ ...output, dir: folder, entryFileNames: 'index.cjs', chunkFileNames: '[name].cjs' });
    const { tools } = z.object({ tools: z.array(z.unknown()) }).parse(await import(pathToFileURL(join(folder, 'index.cjs')).href));
    const modules = chunks.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
    return {
      tools: Surface.parse(JSON.parse(JSON.stringify(tools))),
      inputs: modules.filter((id) => /^(shared|tools)[\\/]/.test(relative('', id))),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @returns the file of every tool by its name: `./<group>/<verb-noun>.ts` */
async function toolFiles(): Promise<Map<string, string>> {
  const entries = await readdir(TOOLS, { recursive: true });
  const files = entries.map((entry) => entry.replaceAll('\\', '/')).filter((file) => /^[^/]+\/[^/]+\.ts$/.test(file));
  return new Map(files.map((file) => [file.replace(/^.*\/|\.ts$/g, '').replaceAll('-', '_'), `./${file}`]));
}

const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
