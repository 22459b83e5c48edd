import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { judged, judgesTable, notJudged, VERDICTS } from '../support/judges.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verdicts-'));
  jest.replaceProperty(process, 'env', { ...process.env, [VERDICTS]: join(folder, 'verdicts') });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** The cells of the table, without its first line. */
async function cellsAfter(verdicts: () => void): Promise<string[][]> {
  verdicts();
  const table = judgesTable(await readFile(join(folder, 'verdicts'), 'utf8'), ['get_message', 'list_files']) ?? '';
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/ {2,}/));
}

describe('the table of outside judges', () => {
  test('has a column for each judge that said anything, and a line for each tool', async () => {
    const cells = await cellsAfter(() => {
      judged('SDK types', 'get_message');
      judged('Prism static', 'get_message');
      notJudged('Prism static', 'list_files', 'S3');
    });
    expect(cells).toEqual([
      ['tool', 'SDK types', 'Prism static'],
      ['get_message', 'yes', 'yes'],
      ['list_files', '-', 'S3'],
    ]);
  });

  test('says of a tool that nobody tried nothing', async () => {
    expect(await cellsAfter(() => judged('documentation', 'get_message'))).toEqual([
      ['tool', 'documentation'],
      ['get_message', 'yes'],
      ['list_files', '-'],
    ]);
  });

  test('counts the programs of one judge, each once', async () => {
    const cells = await cellsAfter(() => {
      for (const by of ['one', 'two', 'two']) judged('real clients', 'get_message', by);
    });
    expect(cells[1]).toEqual(['get_message', 'yes (2)']);
  });

  test('is not there after a run without judges', () => {
    expect(judgesTable('', ['get_message'])).toBeUndefined();
  });
});

describe('under jest itself', () => {
  const judgement = "require('node:fs').appendFileSync(process.env.OUTSIDE_JUDGES_FILE, 'SDK types\\tget_message\\t+sdk\\n');";

  /** What a run of jest prints. */
  async function run(source: string, env: NodeJS.ProcessEnv): Promise<string> {
    await mkdir(join(folder, 'run'));
    await writeFile(join(folder, 'run', 'a.test.js'), `test('passes', () => { ${source} });`);
    const config = {
      rootDir: process.cwd(),
      roots: [join(folder, 'run')],
      transform: {},
      testMatch: ['**/a.test.js'],
      reporters: ['<rootDir>/tests/support/judges-reporter.mjs'],
    };
    const args = ['node_modules/jest/bin/jest.js', '--config', JSON.stringify(config), '--ci'];
    return (await promisify(execFile)(process.execPath, args, { env })).stderr;
  }

  const { [VERDICTS]: _, ...withoutFile } = process.env;

  test('a run prints what its tests wrote', async () => {
    expect(await run(judgement, withoutFile)).toMatch(/^tool +SDK types[^]*\nget_message +yes/m);
  });

  test('a run prints what an earlier run wrote to the same file, too', async () => {
    const file = join(folder, 'both');
    await writeFile(file, 'documentation\tget_message\t+docs\n');
    expect(await run(judgement, { ...withoutFile, [VERDICTS]: file })).toMatch(
      /^tool +documentation +SDK types[^]*\nget_message +yes +yes/m,
    );
  });

  test('a run without judges prints nothing', async () => {
    expect(await run('', withoutFile)).toBe('');
  });
});

test('.ci/run gives both of its runs one file', async () => {
  expect(await readFile('.ci/run', 'utf8')).toMatch(new RegExp(`^export ${VERDICTS}\n[^]*^run_tests test `, 'm'));
});
