const WIDTH = 140;

/** @returns JSON for people, as Prettier has it: what fits into a line stands on one line */
export function printed(value: unknown): string {
  return layOut(value, '', '', true);
}

function layOut(value: unknown, indent: string, key: string, isLast: boolean): string {
  const line = key + oneLine(value);
  const fits = indent.length + line.length + (isLast ? 0 : 1) <= WIDTH;
  if (typeof value !== 'object' || value === null || (fits && indent !== '')) return line;
  const parts: [key: string, item: unknown][] = Array.isArray(value)
    ? value.map((item) => ['', item])
    : Object.entries(value).map(([name, item]) => [`${JSON.stringify(name)}: `, item]);
  const inner = `${indent}  `;
  const lines = parts.map(([name, item], index) => inner + layOut(item, inner, name, index === parts.length - 1));
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${key}${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const items = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}
