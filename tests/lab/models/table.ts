import { ROWS, type ModelRow } from './rows.ts';

const GIVES = { text: 'text', structure: '`structuredContent`', both: 'both' } as const;
const NULLS = { takes: 'works', refuses: 'refused by the client', ends: 'ends the conversation' } as const;

const rows: readonly ModelRow[] = ROWS;

/** The table of docs/proof.md, with a newline at its end. */
export const modelTable = (versions: ReadonlyMap<string, string>): string =>
  [
    '| client | package | provider API | a model gets of an answer | our instructions | a null that a model writes |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ name, package: library, provider, gives, instructions, onNull }) => {
      const cells = [name, `${library} ${versions.get(library) ?? ''}`, provider, GIVES[gives], instructions ? 'yes' : 'no', NULLS[onNull]];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ].join('\n');

/** The line of the README: each library once, with its version. */
export function modelLine(versions: ReadonlyMap<string, string>): string {
  const names = new Map(rows.map(({ name, package: library }) => [library, name.split(',')[0] ?? '']));
  const clients = [...names].map(([library, name]) => `${name} (\`${library}\` ${versions.get(library) ?? ''})`);
  return `Tried with a model, every tool: ${clients.join(', ')} ([what each gives its model](docs/proof.md#clients-with-a-model)).\n`;
}
