import { readFileSync } from 'node:fs';

/** The rows of the table below a heading of CONTRIBUTING.md: cells by row, the table's own head left out. */
export function tableBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = readFileSync('CONTRIBUTING.md', 'utf8').split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
