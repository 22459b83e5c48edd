import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { login } from '../../support/login.ts';
import { run, type RunningApp } from '../../support/running-app.ts';
import { DIALECTS } from './provider/dialects.ts';
import type { Prompt } from './provider/dialect.ts';
import { startProvider } from './provider/provider.ts';
import type { ModelRow } from './rows.ts';
import type { Task } from './tasks.ts';

/** The folder of the programs, with a package.json and a lock file of its own. */
export const PROGRAMS = 'tests/lab/models/programs';

/** No client needs a tenth of it on a quiet machine. */
const LIMIT_MS = 100_000;

interface CallResult {
  readonly tool: string;
  readonly result: string;
}

/** What was seen of a client that had some conversations. */
export interface Conversations {
  /** All that its model was given at the end of each conversation, by the name of the task. */
  readonly last: ReadonlyMap<string, Prompt>;
  /** The calls of each conversation in their order, each with the result as the model got it, by the name of the task. */
  readonly results: ReadonlyMap<string, readonly CallResult[]>;
  /** What each conversation ended with: the model's last words, or an error of the client. By the name of the task. */
  readonly ends: ReadonlyMap<string, string>;
  /** Requests that its provider did not understand. */
  readonly errors: readonly string[];
  /** What the program wrote besides. */
  readonly output: string;
  /** Null where it was stopped after the limit. */
  readonly exitCode: number | null;
}

/** The last words of a model. */
export const DONE = 'Done.';

const End = z.object({ prompt: z.string(), end: z.string() });
const promptOf = (task: string) => `Your task: ${task}.`;
const taskOf = (text: string, tasks: ReadonlyMap<string, Task>) => [...tasks.keys()].find((name) => text.includes(promptOf(name))) ?? '';

/** The lines in which a program tells how its conversations ended, and all others. */
function readOutput(output: string, tasks: ReadonlyMap<string, Task>): Pick<Conversations, 'ends' | 'output'> {
  const lines = output.split('\n');
  const isEnd = (line: string) => line.startsWith('{"prompt":');
  const ends = lines.filter(isEnd).map((line) => End.parse(JSON.parse(line)));
  return {
    ends: new Map(ends.map(({ prompt, end }) => [taskOf(prompt, tasks), end])),
    output: lines.filter((line) => !isEnd(line)).join('\n'),
  };
}

/** Lets the client's program have a conversation about each task, one after the other, in an app that runs. */
export async function converse(row: ModelRow, app: RunningApp, tasks: ReadonlyMap<string, Task>): Promise<Conversations> {
  const last = new Map<string, Prompt>();
  const calls = new Map<string, string[]>();
  const home = await mkdtemp(join(tmpdir(), 'model-'));
  const provider = await startProvider(DIALECTS[row.provider], async (prompt) => {
    const name = taskOf(prompt.text, tasks);
    // Some clients ask a model for a title too, and give it no tools.
    if (name === '' || prompt.tools.length === 0) return { say: 'Nothing to do.' };
    last.set(name, prompt);
    const call = await tasks.get(name)?.(prompt.results);
    if (call !== undefined) calls.set(name, [...(calls.get(name) ?? []), call.tool]);
    return call === undefined ? { say: DONE } : { tool: `${row.prefix}${call.tool}`, args: call.args };
  });
  try {
    const program = run(`${PROGRAMS}/${row.program}`, [...tasks.keys()].map(promptOf), {
      HOME: home,
      MASTRA_TELEMETRY_DISABLED: 'true',
      MCP_URL: `${app.url}/mcp/stream`,
      MCP_TOKEN: await login(app),
      PROVIDER_URL: provider.url,
      ...row.env,
    });
    const limit = setTimeout(() => void program.stop('SIGKILL'), LIMIT_MS);
    const exitCode = await program.exited;
    clearTimeout(limit);
    const results = [...last].map(([name, prompt]) => {
      const tools = calls.get(name) ?? [];
      return [name, prompt.results.map((result, at) => ({ tool: tools[at] ?? '', result }))] as const;
    });
    return { last, results: new Map(results), errors: provider.errors, exitCode, ...readOutput(program.output(), tasks) };
  } finally {
    await provider.stop();
    await rm(home, { recursive: true, force: true });
  }
}
