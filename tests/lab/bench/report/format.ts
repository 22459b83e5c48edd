/** Cells and tables of Markdown. */
export type Row = readonly string[];

const UNKNOWN = 'not known here';

const fixed = (value: number, digits: number, unit = '') => (Number.isNaN(value) ? UNKNOWN : `${value.toFixed(digits)}${unit}`);

export const ms = (value: number) => fixed(value, value < 10 ? 2 : 0, ' ms');
export const us = (value: number) => fixed(value * 1000, value < 0.01 ? 2 : 0, ' µs');
export const mib = (value: number) => fixed(value, 0, ' MiB');
export const whole = (value: number) => (Number.isNaN(value) ? UNKNOWN : Math.round(value).toLocaleString('en'));
export const times = (value: number, reference: number) => {
  const ratio = value / reference;
  return fixed(ratio, ratio < 0.1 ? 4 : 2, 'x');
};
export const verdict = (value: number, limit: number) => (Number.isNaN(value) ? UNKNOWN : value <= limit ? '**met**' : '**missed**');

export function table(head: Row, rows: readonly Row[]): string {
  return [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
