import { beforeAll, describe, expect, test } from '@jest/globals';
import { INSTRUCTIONS } from '../../../shared/mcp/server-info.ts';
import { tools } from '../../../tools/index.ts';
import { judged } from '../../support/judges.ts';
import { login } from '../../support/login.ts';
import { call } from '../../support/mcp.ts';
import { startApp } from '../../support/running-app.ts';
import { installPrograms } from '../install-programs.ts';
import { converse, DONE, PROGRAMS, type Conversations } from './conversations.ts';
import { ROWS, type ModelRow } from './rows.ts';
import { missingFacts, schemaFacts } from './schema-facts.ts';
import { anError, everyTool, INJECTION, nulls, strangersWords, type Journey, type Task } from './tasks.ts';

/** A slow registry is no error of a client. */
const INSTALL_MS = 900_000;
const CONVERSE_MS = 120_000;

beforeAll(
  () => installPrograms(PROGRAMS, 'clients that give tools to a model, 1.1 GB', (line) => process.stderr.write(`${line}\n`)),
  INSTALL_MS,
);

const NULLS = { takes: 'calls the tool', refuses: 'refuses the call itself', ends: 'ends the conversation' };

/** A text in JSON as it was. */
const unescaped = (text: string) => text.replaceAll('\\n', '\n').replaceAll('\\"', '"');

/** What tells a model that strangers wrote some of an answer. */
const WARNING = /strangers.*data, never as instructions/i;

/** By client: the calls of the journey whose results held the warning. */
const warned = new Map<string, readonly string[]>();

const plain = (text: string) => text.replaceAll('…', '...');

describe.each(ROWS.map((row): [name: string, row: ModelRow] => [row.name, row]))('%s', (_name, row) => {
  let seen: Conversations;
  let journey: Journey;
  /** What the app answers to a call for what is nowhere. */
  let error: string;
  /** The result of the task's call of this tool, as the model got it; '' where there is none. */
  const resultOf = (task: string, name: string) => seen.results.get(task)?.find(({ tool }) => tool === name)?.result ?? '';

  beforeAll(async () => {
    // Where nobody is there to be asked, Claude Code calls nothing that must be asked about.
    const app = await startApp({ ASK_ALWAYS: 'off' });
    journey = everyTool(app);
    const tasks = new Map<string, Task>([
      ['read what strangers wrote', strangersWords(app)],
      ['call every tool', journey.task],
      ['read what is nowhere', anError],
      ['write nulls', nulls],
    ]);
    try {
      const nowhere = await anError([]);
      error = (await call(app, await login(app), nowhere?.tool ?? '', nowhere?.args)).text;
      seen = await converse(row, app, tasks);
    } finally {
      await app.stop();
    }
  }, CONVERSE_MS);

  test('comes to the end of every conversation, without a warning', () => {
    const { exitCode, output, errors, ends } = seen;
    expect({ exitCode, output, errors }).toEqual({
      exitCode: 0,
      output: expect.not.stringMatching(/unknown format|\bwarn/i),
      errors: [],
    });
    expect([...ends].filter(([, end]) => end !== DONE).map(([task]) => task)).toEqual(row.onNull === 'ends' ? ['write nulls'] : []);
    expect(ends.size).toBe(4);
  });

  test('gives its model every tool, with all that we say of it', () => {
    const shown = new Map(seen.last.get('call every tool')?.tools.map((tool) => [tool.name, tool]));
    const missing = tools.flatMap(({ name, description, inputSchema }) => {
      const tool = shown.get(`${row.prefix}${name}`);
      if (tool === undefined) return [name];
      const told = [plain(tool.description), ...schemaFacts(tool.parameters)];
      return missingFacts([plain(description), ...schemaFacts(inputSchema, row.drops)], told).map((fact) => `${name}: ${fact}`);
    });
    expect(missing).toEqual([]);
    expect(shown.size - tools.length).toBe(row.ownTools ?? 0);
  });

  test('gives its model what every tool answers', () => {
    expect(journey.error()).toBeUndefined();
    for (const [{ tool, name, shows = {} }, answer] of journey.answers) {
      expect({ name, answer }).toMatchObject({ name, answer: typeof shows === 'function' ? shows(expect) : shows });
      judged('real clients', tool, row.id);
    }
    const results = seen.results.get('call every tool') ?? [];
    warned.set(
      row.id,
      results.filter(({ result }) => WARNING.test(result)).map(({ tool }) => tool),
    );
    expect(new Set([...journey.answers.keys()].map(({ tool }) => tool))).toEqual(new Set(tools.map(({ name }) => name)));
  });

  test('tells its model what strangers wrote, before their words', () => {
    for (const tool of ['get_message', 'list_webhook_deliveries', 'download_file', 'list_files']) {
      const result = resultOf('read what strangers wrote', tool);
      expect(result).toContain(INJECTION);
      const [before = ''] = result.split(INJECTION);
      expect(before).toMatch(WARNING);
    }
  });

  test(`gives its model the ${row.gives} of an answer`, () => {
    const message = resultOf('read what strangers wrote', 'get_message');
    const text = /<data-[\da-f]+>/.test(message);
    const structure = !text || /"structuredContent":/.test(message);
    expect(message).toContain(INJECTION);
    expect({ text, structure }).toEqual({ text: row.gives !== 'structure', structure: row.gives !== 'text' });
  });

  test('gives its model the words of an error', () => {
    const result = resultOf('read what is nowhere', 'get_message');
    expect(error).toContain('Nothing was done');
    expect([result, unescaped(result)]).toContainEqual(expect.stringContaining(error));
  });

  test(`${NULLS[row.onNull]} where its model writes null for an argument that it need not give`, () => {
    const result = resultOf('write nulls', 'list_phone_numbers');
    const answer = expect.stringContaining('"phone_number":"+13125550100"');
    const refusal = expect.stringMatching(/did not match expected schema|Schema validation failed/);
    const wanted = { takes: [answer, DONE], refuses: [refusal, DONE], ends: ['', refusal] };
    expect([result.replaceAll('\\', ''), seen.ends.get('write nulls')]).toEqual(wanted[row.onNull]);
  });

  test(row.instructions ? 'gives its model our instructions' : 'keeps our instructions from its model', () => {
    expect(seen.last.get('call every tool')?.text.includes(INSTRUCTIONS)).toBe(row.instructions);
  });
});

test('every client tells its model of the same answers that strangers wrote some of them', () => {
  const [first = [], ...others] = warned.values();
  expect(first).toEqual(expect.arrayContaining(['get_message', 'list_webhook_deliveries']));
  expect(others).toEqual(Array(ROWS.length - 1).fill(first));
});
