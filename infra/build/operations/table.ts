/** The reviewed table: one line for each operation of Telnyx, with its class and our own words for it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AREAS } from '../../../shared/telnyx/operations/areas.ts';
import { CLASSES } from '../../../shared/telnyx/operations/classes.ts';

export const TABLE = 'infra/build/operations/table.tsv';

const Row = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().startsWith('/'),
  id: z.string().min(1),
  area: z.enum(AREAS),
  class: z.enum(CLASSES),
  /** Why it has this class, for who reviews the table. */
  why: z.string(),
  summary: z.string().min(1).max(90),
  words: z.string(),
  needs: z.string().max(80),
  tool: z.string(),
});
export type Row = z.output<typeof Row>;

/** Method and path: Telnyx's operation ids are not unique. */
export const keyOf = ({ method, path }: Pick<Row, 'method' | 'path'>): string => `${method} ${path}`;

/** @throws Error for a line that does not fit, and for a second line of one operation */
export function readTable(): readonly Row[] {
  const [head = '', ...lines] = readFileSync(TABLE, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  const rows = lines.map((line) => {
    const values = line.split('\t');
    return Row.parse(Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])));
  });
  const twice = rows.find((row, at) => rows.findIndex((other) => keyOf(other) === keyOf(row) || other.id === row.id) !== at);
  if (twice) throw new Error(`Two lines for ${keyOf(twice)} or ${twice.id} in ${TABLE}.`);
  return rows;
}
