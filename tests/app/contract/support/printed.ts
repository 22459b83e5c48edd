/** How deep a tool is laid out: its members, those of its schemas, and their properties. */
const DEPTH = 3;

/** @returns JSON for review: each argument of a tool, and each member of its answer, on one line */
export function printed(value: object, depth = DEPTH, indent = ''): string {
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, member]: [string, unknown]) => {
    return `${inner}${JSON.stringify(key)}: ${depth > 1 && holdsObjects(member) ? printed(member, depth - 1, inner) : oneLine(member)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const holdsObjects = (value: unknown): value is object => isObject(value) && Object.values(value).some(isObject);

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const items = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}
