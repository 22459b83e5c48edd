import { appendFileSync } from 'node:fs';

/** Sources that we did not write and that tell whether a tool is right. Each is a column of the table after a run. */
export const JUDGES = ['documentation', 'SDK types', 'Prism static', 'Prism dynamic', 'Prism proxy', 'real clients'] as const;
export type Judge = (typeof JUDGES)[number];

/** The environment variable with the file that all tests of a run write to. */
export const VERDICTS = 'OUTSIDE_JUDGES_FILE';

const write = (verdict: readonly [judge: Judge, tool: string, cell: string]) => {
  const file = process.env[VERDICTS];
  if (file !== undefined) appendFileSync(file, `${verdict.join('\t')}\n`);
};

/**
 * Notes that the judge has tried this tool in this run and found no error: call it after the assertions.
 *
 * @param by which program tried it, where a judge is many programs: the table counts them
 */
export const judged = (judge: Judge, tool: string, by: string = judge): void => write([judge, tool, `+${by}`]);

/** Notes that the judge cannot try this tool, and why, in a word that fits the table. */
export const notJudged = (judge: Judge, tool: string, why: string): void => write([judge, tool, why]);

/**
 * The table of a run: one line per tool, one column per judge that said anything. `-` where the judge did not try the tool.
 *
 * @param verdicts what the tests wrote, one line each, in any order
 * @returns undefined where nothing was tried
 */
export function judgesTable(verdicts: string, tools: readonly string[]): string | undefined {
  const cells = new Map<string, Set<string>>();
  for (const line of verdicts.split('\n').filter(Boolean)) {
    const [judge = '', tool = '', cell = ''] = line.split('\t');
    const key = `${judge}\t${tool}`;
    cells.set(key, (cells.get(key) ?? new Set()).add(cell));
  }
  const columns = JUDGES.filter((judge) => [...cells.keys()].some((key) => key.startsWith(`${judge}\t`)));
  if (columns.length === 0) return undefined;
  const shown = (judge: Judge, tool: string): string => {
    const all = [...(cells.get(`${judge}\t${tool}`) ?? [])];
    const yes = all.filter((cell) => cell.startsWith('+')).length;
    if (yes === 0) return all.join(', ') || '-';
    return yes === 1 ? 'yes' : `yes (${yes})`;
  };
  const rows = [['tool', ...columns], ...tools.map((tool) => [tool, ...columns.map((judge) => shown(judge, tool))])];
  const widths = ['tool', ...columns].map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return ['Outside judges: "yes" where one tried the tool in this run and found no error.', ...lines].join('\n');
}
