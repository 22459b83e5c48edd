import type { StallFigures } from '../stalls.ts';
import { ms, table, type Row } from './format.ts';

/** Each wide message with what it did to others. */
export function stallTable({ idleMs, stalls }: StallFigures): string {
  const rows = stalls.map(({ name, status, othersMs }): Row => [name, String(status), ms(othersMs), ms(Math.max(0, othersMs - idleMs))]);
  return table(
    ['one message of up to 4 MiB', 'HTTP', '/health/live meanwhile, at most', 'above idle'],
    [['(idle)', '', ms(idleMs), ''], ...rows],
  );
}
