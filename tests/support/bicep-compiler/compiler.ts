import { execFile } from 'node:child_process';
import { accessSync, constants, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { graphTypes } from './graph-types.ts';

const execute = promisify(execFile);

const VERSION = '0.49.2';
/** Where .ci/bicep leaves it: the folder of NuGet's packages. */
const PACKAGE = join(
  process.env['NUGET_PACKAGES'] ?? join(homedir(), '.nuget/packages'),
  `azure.bicep.commandline.linux-x64/${VERSION}/tools/bicep`,
);

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Path of the compiler: BICEP, that of .ci/bicep, or the one on PATH; undefined where there is none. A wrong BICEP is an error. */
export function findCompiler(): string | undefined {
  const given = process.env['BICEP'] ?? '';
  if (given !== '') {
    if (runs(given)) return given;
    throw new Error(`BICEP names no program: ${given}`);
  }
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'bicep'));
  return [PACKAGE, ...onPath].find(runs);
}

export const WHY_SKIPPED = `there is no Bicep compiler here: .ci/bicep gets ${VERSION}, or set BICEP to the path of one`;

interface Compiled {
  readonly code: number;
  /** Warnings and errors, a line each. */
  readonly findings: readonly string[];
}

const Resource = z.looseObject({ type: z.string(), name: z.string().optional(), properties: z.record(z.string(), z.unknown()).optional() });
const Snapshot = z.object({ predictedResources: z.array(Resource), diagnostics: z.array(z.unknown()) });
export type Snapshot = z.output<typeof Snapshot>;

const Failed = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });

/** A copy of infra/azure and infra/entra, in which the Graph extension is a file. `remove` it in the end. */
export async function copyTemplates(compiler: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bicep-'));
  const bicep = async (...args: readonly string[]): Promise<Compiled> => {
    const { code, stdout, stderr } = await execute(compiler, args, { cwd: folder }).then(
      (said) => ({ code: 0, ...said }),
      (error: unknown) => Failed.parse(error),
    );
    return { code, findings: `${stdout}${stderr}`.split('\n').filter((line) => line.trim() !== '') };
  };
  for (const part of ['azure', 'entra']) cpSync(join('infra', part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'graph'));
  for (const [name, text] of Object.entries(graphTypes())) writeFileSync(join(folder, 'graph', name), text);
  const { code, findings } = await bicep('publish-extension', 'graph/index.json', '--target', 'graph/extension.tgz');
  if (code !== 0) throw new Error(findings.join('\n'));
  const config = z.looseObject({ extensions: z.object({ microsoftGraphV1: z.string() }) });
  const path = join(folder, 'entra/bicepconfig.json');
  const written = config.parse(JSON.parse(readFileSync(path, 'utf8')));
  writeFileSync(path, JSON.stringify({ ...written, extensions: { microsoftGraphV1: '../graph/extension.tgz' } }));

  let count = 0;
  return {
    build: (file: string) => bicep('build', file, '--outfile', join(folder, 'out.json')),
    lint: (file: string) => bicep('lint', file),
    /** Changes a file of the copy. */
    edit(file: string, change: (text: string) => string) {
      const before = readFileSync(join(folder, file), 'utf8');
      const after = change(before);
      if (after === before) throw new Error(`${file}: nothing was changed`);
      writeFileSync(join(folder, file), after);
      return () => {
        writeFileSync(join(folder, file), before);
      };
    },
    /** What a deployment would make, as far as that is known without Azure. */
    async snapshot(file: string, parameters: string, context: readonly string[]): Promise<Snapshot> {
      count += 1;
      const name = `p${count}`;
      writeFileSync(join(folder, `${name}.bicepparam`), `using './${file}'\n${parameters}`);
      const made = await bicep('snapshot', `${name}.bicepparam`, '--mode', 'overwrite', ...context);
      if (made.code !== 0 || made.findings.length > 0) throw new Error(made.findings.join('\n'));
      return Snapshot.parse(JSON.parse(readFileSync(join(folder, `${name}.snapshot.json`), 'utf8')));
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

export type Templates = Awaited<ReturnType<typeof copyTemplates>>;
