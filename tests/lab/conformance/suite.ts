import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { run } from '../../support/running-app.ts';
import type { Target } from './targets.ts';

const SUITE = 'node_modules/@modelcontextprotocol/conformance';
const OLDER_SUITE = 'node_modules/conformance-0.1';

const Checks = z.array(
  z.object({
    id: z.string(),
    status: z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']),
    errorMessage: z.string().optional(),
    details: z.looseObject({ result: z.looseObject({ isError: z.boolean().optional() }).nullish() }).optional(),
  }),
);

export type Checks = z.output<typeof Checks>;
/** Scenario → its checks. */
export type Results = ReadonlyMap<string, Checks>;

/** Revisions of the specification whose requirement sets the suite has. */
export const REVISIONS = ['2026-07-28', '2025-11-25'] as const;
export type Revision = (typeof REVISIONS)[number];

const Requirements = z.object({
  server: z.array(z.string()),
  not_scored: z.array(z.object({ scenario: z.string(), leg: z.enum(['server', 'client']), reason: z.string() })),
});

/** @returns the suite's own requirement set for servers: what counts, and what runs without counting. */
export function requirementsOf(revision: Revision): { readonly required: readonly string[]; readonly notScored: readonly string[] } {
  const { server, not_scored } = Requirements.parse(parse(readFileSync(`${SUITE}/requirements/${revision}.yaml`, 'utf8')));
  return { required: server, notScored: not_scored.filter(({ leg }) => leg === 'server').map(({ scenario }) => scenario) };
}

/** The version of the suite, or of the older one. */
export function versionOf(which: 'suite' | 'older'): string {
  const manifest: unknown = JSON.parse(readFileSync(`${which === 'suite' ? SUITE : OLDER_SUITE}/package.json`, 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

/** Runs a whole requirement set, as its revision is spoken on the wire. */
export const runRequirements = (target: Target, revision: Revision): Promise<Results> =>
  runSuite(SUITE, target, ['--requirements', revision, '--timeout', '8000']);

/** Those of the Skills extension, which belongs to no requirement set. */
const SKILLS = ['sep-2640-skills-enumeration', 'sep-2640-skills-manifest', 'sep-2640-skills-directory'];

/** Runs what the suite has for the Skills extension, as a revision is spoken on the wire. */
export async function runSkills(target: Target, revision: Revision): Promise<Results> {
  const all = new Map<string, Checks>();
  for (const scenario of SKILLS) {
    const results = await runSuite(SUITE, target, ['--scenario', scenario, '--spec-version', revision, '--force']);
    for (const [name, checks] of results) all.set(name, checks);
  }
  return all;
}

/** Runs all that the older suite has. */
export const runOlderSuite = (target: Target): Promise<Results> => runSuite(OLDER_SUITE, target, ['--suite', 'all']);

/** `server-<scenario>-2026-07-28T…`: what the suite calls the folder of a scenario. */
const FOLDER = /^server-(.+)-\d{4}-\d{2}-\d{2}T/;

async function runSuite(suite: string, { url }: Target, more: readonly string[]): Promise<Results> {
  const output = await mkdtemp(join(tmpdir(), 'conformance-'));
  try {
    // Its exit code says less than the checks that it writes.
    await run(`${suite}/dist/index.js`, ['server', '--url', `${url}/mcp/stream`, '-o', output, ...more]).exited;
    const entries = (await readdir(output)).map(async (folder): Promise<[string, Checks]> => {
      const checks: unknown = JSON.parse(await readFile(join(output, folder, 'checks.json'), 'utf8'));
      return [FOLDER.exec(folder)?.[1] ?? folder, Checks.parse(checks)];
    });
    return new Map(await Promise.all(entries));
  } finally {
    await rm(output, { recursive: true });
  }
}
