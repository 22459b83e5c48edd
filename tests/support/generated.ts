import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Whether generated files are to be written instead of compared: `npm run docs`. */
export const WRITING = process.env['UPDATE_DOCS'] === '1';

/**
 * Compares a generated file with what it should hold, or writes it.
 * @throws Error that names the first line that differs
 */
export function upToDate(file: string, wanted: string): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text === wanted) return;
  if (WRITING) {
    writeFileSync(file, wanted);
    return;
  }
  const is = text.split('\n');
  const should = wanted.split('\n');
  const at = should.findIndex((line, index) => line !== is[index]);
  throw new Error(
    `${file} is out of date: run \`npm run docs\` and read what changes. Line ${at + 1}\n  is     ${is[at] ?? ''}\n  should be ${should[at] ?? ''}`,
  );
}
