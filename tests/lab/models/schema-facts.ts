/** Words of JSON Schema that tell a model what to write. */
const TOLD = new Set(['type', 'description', 'enum', 'required', 'minimum', 'maximum', 'default']);

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As providers write it: Gemini's types are in capitals, Claude Code spells an ellipsis with three dots. */
const plain = (word: string, value: unknown): string => {
  if (word === 'type') return String(value).toLowerCase();
  if (word === 'required' && Array.isArray(value)) return value.toSorted().join(', ');
  return typeof value === 'string' ? value.replaceAll('…', '...') : JSON.stringify(value);
};

/**
 * All that a schema tells a model of the arguments, one line each, such as `.to type: string`.
 *
 * @param dropped words of JSON Schema to leave out
 */
export function schemaFacts(schema: Schema, dropped: readonly string[] = [], path = ''): string[] {
  return Object.entries(schema).flatMap(([word, value]) => {
    if (word === 'properties' && isSchema(value)) {
      return Object.entries(value).flatMap(([name, inner]) => (isSchema(inner) ? schemaFacts(inner, dropped, `${path}.${name}`) : []));
    }
    if (word === 'items' && isSchema(value)) return schemaFacts(value, dropped, `${path}[]`);
    if (word === 'anyOf' && Array.isArray(value)) {
      return value.filter(isSchema).flatMap((inner, at) => schemaFacts(inner, dropped, `${path}|${at}`));
    }
    if (!TOLD.has(word) || dropped.includes(word)) return [];
    return [`${path} ${word}: ${plain(word, value)}`];
  });
}

/** The facts that are missing among those that a client tells: it may add lines of its own to a description. */
export const missingFacts = (facts: readonly string[], told: readonly string[]): string[] =>
  facts.filter((fact) => !told.some((line) => line === fact || line.startsWith(`${fact}\n`)));
