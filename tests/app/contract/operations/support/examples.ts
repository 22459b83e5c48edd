import { argumentsOf, type Operation, type Operations, type Schema } from '../../../../../shared/telnyx/operations/index.ts';

/** Values of formats, as Telnyx takes them. */
const OF_FORMAT: Readonly<Record<string, string>> = {
  uuid: '6a09cdc3-8948-47f0-aa62-74ac943d6c58',
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00',
  e164: '+13125550107',
  email: 'ann@example.com',
  uri: 'https://example.com/a',
  url: 'https://example.com/a',
  hostname: 'example.com',
  ipv4: '203.0.113.5',
};

/** What the document says in a pattern, which the index leaves out, by the name of the member. */
export type Hints = Readonly<Record<string, unknown>>;

interface Making extends Pick<Operations, 'resolve'> {
  /** Optional members, too. */
  readonly isFull: boolean;
  readonly hints: Hints;
}

/** What a form needs instead of its file. */
const INSTEAD_OF_FILE = 'file_url';

/** Deeper, optional members are left out: some schemas hold themselves. */
const DEEPEST = 7;

export function exampleArguments(
  operation: Operation,
  operations: Operations,
  isFull: boolean,
  hints: Hints = {},
): Record<string, unknown> {
  const making = { resolve: (schema: Schema) => operations.resolve(schema), isFull, hints };
  const chosen = argumentsOf(operation, operations).filter(
    ({ name, required, schema }) => required || (isFull ? schema.format !== 'binary' : name === INSTEAD_OF_FILE),
  );
  return Object.fromEntries(
    chosen.map(({ name, schema, places }) => {
      // The index does not tell what an id looks like: most are UUIDs.
      const made = places.includes('path') ? { ...schema, format: 'uuid' } : schema;
      const hint = hints[`${operation.id}.${name}`];
      return [name, hint ?? exampleOf(name, made, making, 0)];
    }),
  );
}

function exampleOf(name: string, given: Schema, making: Making, depth: number): unknown {
  if (Object.hasOwn(making.hints, name)) return making.hints[name];
  const schema = making.resolve(given);
  const [variant] = schema.anyOf ?? [];
  if (variant) return exampleOf(name, variant, making, depth);
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'number':
    case 'integer':
      return numberOf(schema);
    case 'boolean':
      return true;
    case 'array': {
      const item = exampleOf(name, schema.items ?? {}, making, depth + 1);
      return depth < DEEPEST || (schema.minItems ?? 0) > 0 ? Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => item) : [];
    }
    default:
      return objectOf(name, schema, making, depth);
  }
}

function textOf({ format = '', minLength = 0, maxLength = Infinity }: Schema): string {
  const text = OF_FORMAT[format] ?? 'text';
  return text.padEnd(minLength, 'a').slice(0, maxLength);
}

function numberOf({ type, minimum, maximum, default: usual }: Schema): number {
  if (typeof usual === 'number') return usual;
  const number = minimum ?? Math.min(1, maximum ?? 1);
  return type === 'integer' ? Math.ceil(number) : number;
}

function objectOf(at: string, { properties = {}, required = [], additionalProperties }: Schema, making: Making, depth: number): unknown {
  const chosen = Object.entries(properties).filter(([name]) => required.includes(name) || (making.isFull && depth < DEEPEST));
  const members = chosen.map(([name, schema]) => {
    const hint = making.hints[`${at}.${name}`];
    return [name, hint ?? exampleOf(name, schema, making, depth + 1)] as const;
  });
  const isMap = additionalProperties !== undefined && Object.keys(additionalProperties).length > 0 && making.isFull;
  return Object.fromEntries(isMap ? [...members, ['other', exampleOf('other', additionalProperties, making, depth + 1)]] : members);
}
