import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { citedBy, citedIn } from './citations.ts';
import { isWhole, judge, leftToOthers, report, type TestOutcome } from './gate.ts';
import { REQUIREMENTS } from './manifest/index.ts';

const must = (id: string, planned?: string) => ({ id, source: 'a page', says: `does ${id}`, ...(planned !== undefined && { planned }) });
const passed = (...titles: string[]): TestOutcome => ({ titles, status: 'passed' });

describe('a citation', () => {
  test.each([
    ['P3: an unknown method', ['P3']],
    ['U5, U6: a message', ['U5', 'U6']],
    ['O5 O6 T9: interleavings', ['O5', 'O6', 'T9']],
    [
      'MCP26-HEADER-1, RFC6749-4.1.2a, OAUTH21-5.3, CIMD-2, AUTH-TOKEN-1: all forms',
      ['MCP26-HEADER-1', 'RFC6749-4.1.2a', 'OAUTH21-5.3', 'CIMD-2', 'AUTH-TOKEN-1'],
    ],
    ['RFC 9728: no id, but words', []],
    ['says P3: later', []],
    ['P3 without a colon', []],
    ['P3', []],
    ['SHA256: no id', []],
  ])('in "%s" is of %j', (title, ids) => {
    expect(citedBy(title)).toEqual(ids);
  });

  test('is found in the source of a test, in any quotes', () => {
    expect(citedIn("test('P3: x');\ndescribe(`U5, U6: y ${1}`); it(\"P3: again\"); // 'no P4: z'")).toEqual(['P3', 'U5', 'U6']);
  });
});

describe('the gate', () => {
  test('is content with an id that a passing test cites, by itself or by the block around it', () => {
    const verdict = judge([must('P1'), must('P2')], [passed('P1: x'), passed('P2: block', 'a test')]);
    expect(verdict).toEqual({ failures: [], skipped: [], planned: [], proven: 2, elsewhere: 0 });
  });

  test('names an id that no test cites', () => {
    expect(judge([must('P1')], [passed('x')]).failures).toEqual([{ id: 'P1', says: 'does P1', problem: 'no test cites it' }]);
  });

  test('is not content with a failing test, whatever passes beside it', () => {
    const verdict = judge([must('P1')], [passed('P1: x'), { titles: ['P1: y'], status: 'failed' }]);
    expect(verdict.failures).toMatchObject([{ id: 'P1', problem: 'a test of it fails' }]);
  });

  test.each(['pending', 'todo', 'skipped', 'disabled'])('takes a test that is %s for none', (status) => {
    const verdict = judge([must('P1'), must('P2')], [{ titles: ['P1, P2: x'], status }, passed('P2: y')]);
    expect(verdict).toMatchObject({ failures: [], skipped: [{ id: 'P1' }], proven: 1 });
  });

  test('names an id that stands for nothing', () => {
    expect(judge([], [passed('P99: x')]).failures).toMatchObject([{ id: 'P99', problem: expect.stringContaining('no manifest') }]);
  });

  test('leaves to another run what only its tests cite, but for what failed or was skipped here', () => {
    const sources = new Map([
      ['ran.test.ts', "test('P1: x'); test('P2: y')"],
      ['other.test.ts', "test('P2: z'); test('P3: z')"],
    ]);
    const elsewhere = leftToOthers(sources, new Set(['ran.test.ts']));
    expect([...elsewhere]).toEqual(['P3']);
    expect(judge([must('P1'), must('P3')], [passed('P1: x')], elsewhere)).toMatchObject({ failures: [], proven: 1, elsewhere: 1 });
    expect(judge([must('P2')], [], elsewhere).failures).toMatchObject([{ id: 'P2', problem: 'no test cites it' }]);
    expect(judge([must('P3')], [{ titles: ['P3: x'], status: 'failed' }], elsewhere).failures).toHaveLength(1);
  });

  test('lists what is planned, until a test of it passes', () => {
    expect(judge([must('G1', 'later')], [])).toMatchObject({ failures: [], planned: [{ id: 'G1', problem: 'later' }] });
    expect(judge([must('G1', 'later')], [passed('G1: x')]).failures).toMatchObject([
      { id: 'G1', problem: expect.stringContaining('planned') },
    ]);
  });

  test('writes one line an id, and a count', () => {
    const lines = report(judge([must('P1'), must('G1', 'later')], [])).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^FAIL +P1 +no test cites it \(does P1\)$/),
      expect.stringMatching(/^PLANNED G1 +later \(does G1\)$/),
      'Requirements: 0 proven, 1 not, 0 skipped, 1 planned',
    ]);
  });
});

describe('a run', () => {
  const whole = {
    testPathPatterns: { isSet: () => false },
    testNamePattern: '',
    onlyChanged: false,
    onlyFailures: false,
    findRelatedTests: false,
    runTestsByPath: false,
  };

  test.each([
    ['everything', {}, true],
    ['some files', { testPathPatterns: { isSet: () => true } }, false],
    ['some names', { testNamePattern: 'x' }, false],
    ['what was changed', { onlyChanged: true }, false],
    ['what failed', { onlyFailures: true }, false],
    ['what is related', { findRelatedTests: true }, false],
    ['named files', { runTestsByPath: true }, false],
    ['a shard', { shard: { shardIndex: 1, shardCount: 2 } }, false],
  ])('of %s is judged: %j %p', (_what, options, judged) => {
    expect(isWhole({ ...whole, ...options })).toBe(judged);
  });
});

describe('the manifest', () => {
  test('gives each id once, in a form that tests can cite, with words of its own', () => {
    const ids = REQUIREMENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, source, says, planned } of REQUIREMENTS) {
      expect(citedBy(`${id}: x`)).toEqual([id]);
      expect(source).not.toBe('');
      expect(says).toMatch(/^\S.{10,}[^.]$/);
      expect(planned).not.toBe('');
    }
  });
});

test('every run of jest ends at the gate', async () => {
  expect(await readFile('jest.config.mjs', 'utf8')).toMatch(
    /^ +reporters: \[[^\]]*'<rootDir>\/tests\/app\/requirements\/gate-reporter\.mjs'/m,
  );
});

describe('under jest itself', () => {
  const reporter = join(process.cwd(), 'tests/app/requirements/gate-reporter.mjs');
  const jest = join(process.cwd(), 'node_modules/jest/bin/jest.js');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gate-'));
    await writeFile(join(folder, 'package.json'), '{}');
    await mkdir(join(folder, 'tests'));
    await writeFile(join(folder, 'tests', 'a.test.js'), "test('P1: passes', () => {});\ntest.skip('P2: is skipped', () => {});\n");
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(manifest?: readonly object[], { ci = '', args = [] as string[] } = {}) {
    const config = { rootDir: folder, transform: {}, testMatch: ['**/*.test.js'], reporters: [[reporter, { manifest }]] };
    const all = [jest, '--config', JSON.stringify(config), '--ci', ...args];
    return new Promise<{ code: unknown; output: string }>((resolve) => {
      execFile(process.execPath, all, { cwd: folder, env: { ...process.env, CI: ci } }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, output: `${stdout}${stderr}` }),
      );
    });
  }

  test('a run ends with an error where an id has no test, and says which', async () => {
    expect(await run([must('P1'), must('P2')])).toMatchObject({ code: 0, output: expect.stringMatching(/SKIPPED P2[^]*1 proven/) });
    expect(await run([must('P1'), must('P2')], { ci: 'true' })).toMatchObject({ code: 1 });
    expect(await run([must('P1'), must('P2'), must('P3')])).toMatchObject({
      code: 1,
      output: expect.stringMatching(/FAIL +P3 +no test cites it/),
    });
  });

  test('a test that is known to fail shows nothing, though jest lets it pass', async () => {
    await writeFile(join(folder, 'tests', 'b.test.js'), "test.failing('P4: fails', () => { throw new Error('broken'); });\n");
    const outcome = await run([must('P1'), must('P2'), must('P4')]);
    await rm(join(folder, 'tests', 'b.test.js'));
    expect(outcome).toMatchObject({ code: 1, output: expect.stringMatching(/FAIL +P4 +a test of it fails/) });
  });

  test('what only a test of another run cites is left to that run', async () => {
    const other = join(folder, 'tests', 'other.test.ts');
    await writeFile(other, "test('P1, P3: passes', () => {});\n");
    const outcome = await run([must('P1'), must('P2'), must('P3'), must('P4')]);
    await rm(other);
    expect(outcome).toMatchObject({
      code: 1,
      output: expect.stringMatching(/FAIL +P4 [^]*1 proven, 1 not, 1 skipped, .* 1 left to tests of another run/),
    });
    expect(outcome.output).not.toMatch(/FAIL +P3/);
  });

  test('a run of a part says nothing', async () => {
    for (const args of [['a.test'], ['-t', 'passes'], ['--shard', '1/1']]) {
      expect(await run([must('P1'), must('P3')], { args })).toEqual({ code: 0, output: expect.not.stringContaining('Requirements') });
    }
  });

  test('our own manifest is what counts where none is given', async () => {
    const { code, output } = await run();
    expect(code).toBe(1);
    for (const id of ['P3', 'MCP25-RPC-1', 'MCP26-RPC-1', 'RFC9728-5.1']) expect(output).toContain(`FAIL    ${id} `);
  }, 60_000);
});
