import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { npmProjects } from '../supply-chain/support/npm-projects.ts';

const FOLDER = '.github/workflows';
const NAMES = readdirSync(FOLDER);

const Permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));
const Step = z.looseObject({ uses: z.string().optional(), run: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() });
const Job = z.looseObject({
  permissions: Permissions,
  'timeout-minutes': z.int().positive().max(60),
  'runs-on': z.string(),
  environment: z.string().optional(),
  steps: z.array(Step),
});
const Workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: Permissions,
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.unknown() }),
  jobs: z.record(z.string(), Job),
});

const textOf = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');
const read = (name: string) => Workflow.parse(parse(textOf(name)));
const jobsOf = (name: string) => Object.values(read(name).jobs);
const stepsOf = (name: string) => jobsOf(name).flatMap(({ steps }) => steps);

/** Every right beyond reading the code, and the job that needs it. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  'codeql.yml': ['analyze: security-events'],
  'deploy.yml': ['deploy: id-token'],
  'release.yml': ['attest: id-token', 'attest: attestations', 'publish: contents'],
};

test('there are the six workflows', () => {
  expect(NAMES.toSorted()).toEqual(['ci.yml', 'codeql.yml', 'dependency-review.yml', 'deploy.yml', 'nightly.yml', 'release.yml']);
});

describe.each(NAMES)('%s', (name) => {
  test('gives the workflow no right, and each job only what it needs', () => {
    const { permissions, jobs } = read(name);
    expect(permissions).toEqual({});
    const writes = Object.entries(jobs).flatMap(([job, { permissions: rights }]) =>
      Object.entries(rights).flatMap(([right, level]) => (level === 'write' ? [`${job}: ${right}`] : [])),
    );
    expect(writes).toEqual(WRITES[name] ?? []);
  });

  test('pins every action to a commit, with its version beside it', () => {
    const uses = textOf(name)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBe(stepsOf(name).filter((step) => step.uses !== undefined).length);
    for (const line of uses) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('uses no secret but the token of the run, and hands none to a fork', () => {
    const text = textOf(name);
    expect(text).not.toMatch(/secrets\./);
    expect(Object.keys(read(name).on)).not.toContain('pull_request_target');
    expect(Object.keys(read(name).on)).not.toContain('workflow_run');
    expect(/github\.token/.test(text)).toBe(name === 'release.yml');
  });

  test('leaves no credentials in the checkout', () => {
    for (const step of stepsOf(name)) {
      if (step.uses?.startsWith('actions/checkout@') === true) expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('puts nothing that others write into a command', () => {
    for (const { run } of stepsOf(name)) expect(run ?? '').not.toContain('${{');
  });
});

test('an action has the same commit everywhere', () => {
  const pins = NAMES.flatMap(stepsOf).flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  const byAction = new Map<string, Set<string>>();
  for (const pin of pins) {
    const [action = '', commit = ''] = pin.split('@');
    const repository = action.split('/').slice(0, 2).join('/');
    byAction.set(repository, (byAction.get(repository) ?? new Set()).add(commit));
  }
  expect([...byAction].filter(([, commits]) => commits.size > 1)).toEqual([]);
});

test('the tests really run on the Node of the matrix', () => {
  const { versions } = read('ci.yml').jobs;
  expect(versions).toMatchObject({ strategy: { matrix: { node: [22, 24] } } });
  const commands = (versions?.steps ?? []).flatMap(({ run }) => (run === undefined ? [] : [run]));
  // npm and npx put the pinned Node of node_modules/.bin first.
  expect(commands.filter((command) => /\bnpx\b|npm (run|test|start|exec)/.test(command))).toEqual([]);
  expect(commands).toContain('node node_modules/jest/bin/jest.js --ci');
});

describe('a release', () => {
  const { build, attest, publish } = read('release.yml').jobs;
  const usesOf = (job: typeof build) => (job?.steps ?? []).flatMap(({ uses }) => (uses === undefined ? [] : [uses.replace(/@.*/, '')]));

  test('is built without any script of a package', () => {
    const commands = (build?.steps ?? []).flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(commands.filter((command) => /npm (ci|i|install)\b/.test(command))).toEqual(['npm ci --ignore-scripts']);
    // npx and npm scripts would start the Node of a dev dependency, which its own script puts in place.
    expect(commands.filter((command) => /\bnpx\b|npm (run|test|start|exec)/.test(command))).toEqual([]);
  });

  test('has a provenance, made where nothing of the repository runs, for every file that is published', () => {
    expect(usesOf(attest)).toEqual(['actions/download-artifact', 'actions/attest-build-provenance']);
    expect(attest?.steps.flatMap(({ run }) => run ?? [])).toEqual([]);
    const files = ['*.zip', '*.json', 'SHA256SUMS'];
    expect(String(attest?.steps.at(-1)?.with?.['subject-path']).trim().split('\n')).toEqual(files);
    expect(publish?.steps.at(-1)?.run).toContain(files.join(' '));
  });

  test('is published only with it', () => {
    expect(publish?.['needs']).toEqual(['build', 'attest']);
    expect(usesOf(publish)).toEqual(['actions/download-artifact']);
  });
});

const Updates = z.object({
  version: z.literal(2),
  updates: z.array(
    z.looseObject({
      'package-ecosystem': z.string(),
      directory: z.string().optional(),
      directories: z.array(z.string()).optional(),
      schedule: z.object({ interval: z.literal('weekly') }),
      groups: z.record(z.string(), z.looseObject({ 'dependency-type': z.string().optional() })),
    }),
  ),
});

describe('updates are proposed', () => {
  const { updates } = Updates.parse(parse(readFileSync('.github/dependabot.yml', 'utf8')));
  const foldersOf = (ecosystem: string) =>
    updates
      .filter((each) => each['package-ecosystem'] === ecosystem)
      .flatMap(({ directory, directories = [] }) => [directory ?? [], directories].flat());

  test('for every lock file and for the actions', () => {
    const locked = npmProjects().map(({ folder }) => (folder === '.' ? '/' : `/${folder}`));
    expect(foldersOf('npm').sort()).toEqual(locked.sort());
    expect(foldersOf('github-actions')).toEqual(['/']);
  });

  test('in groups: what runs apart from what is for development', () => {
    const app = updates.find(({ directory, ...each }) => directory === '/' && each['package-ecosystem'] === 'npm');
    expect(Object.values(app?.groups ?? {}).map((group) => group['dependency-type'])).toEqual(['production', 'development']);
    expect(updates.filter(({ groups }) => Object.keys(groups).length === 0)).toEqual([]);
  });
});

test('whoever may write or deploy is protected by an environment', () => {
  expect(read('release.yml').jobs['publish']?.environment).toBe('release');
  expect(read('deploy.yml').jobs['deploy']?.environment).toBe('${{ inputs.environment }}');
});
