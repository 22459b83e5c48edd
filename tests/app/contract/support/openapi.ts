import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** A JSON object of the document. */
type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
export type OpenApi = z.output<typeof Document>;

/** Files beside the project that it is tested against, but does not hold. */
const BESIDE = resolve(process.cwd(), '../shared/telnyx');

/** The parsed file, or undefined (and one line that says so) where there is none. */
export function readBeside(name: string, setting: string): unknown {
  const file = process.env[setting] ?? resolve(BESIDE, name);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  process.stdout.write(`Skipped: no ${name} of Telnyx here. To run these tests, set ${setting} to its path.\n`);
  return undefined;
}

/** Telnyx's own OpenAPI document, where it is at hand. */
export function readWholeOpenApi(): OpenApi | undefined {
  const file = readBeside('openapi.json', 'TELNYX_OPENAPI');
  return file === undefined ? undefined : Document.parse(file);
}

/** Requests and answers of the operations in use, taken from that document by `node tests/app/contract/extract.ts`. */
export const EXTRACT = resolve(process.cwd(), 'infra/local/telnyx/telnyx-operations.json');

/** What requests are checked against: Telnyx's document, or else its extract. */
export const readOpenApi = (): OpenApi => readWholeOpenApi() ?? Document.parse(JSON.parse(readFileSync(EXTRACT, 'utf8')));

/** A copy of a part of the document without `$ref`s; a schema that contains itself ends there as an open one. */
export function inlined(document: OpenApi, part: unknown, above: readonly string[] = []): unknown {
  if (Array.isArray(part)) return part.map((item) => inlined(document, item, above));
  if (!isObject(part)) return part;
  const ref = part['$ref'];
  if (typeof ref !== 'string') {
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, inlined(document, value, above)]));
  }
  if (above.includes(ref)) return {};
  return inlined(document, pointed(document, ref), [...above, ref]);
}

/** What a local reference such as `#/components/schemas/Message` points at (RFC 6901). */
function pointed(document: OpenApi, ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), document);
}

/** An inlined schema with every plain object closed: names that it does not list are errors. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const merged = Array.isArray(schema['allOf']) ? mergeAll(schema, schema['allOf']) : schema;
  const parts = Object.fromEntries(
    Object.entries(merged).map(([key, value]) => [
      key,
      key === 'example' || key === 'enum' || key === 'default'
        ? value
        : key === 'properties' && isObject(value)
          ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closed(member)]))
          : closed(value),
    ]),
  );
  const open = isObject(parts['properties']) && !('additionalProperties' in parts);
  return open ? { ...parts, additionalProperties: false } : parts;
}

function mergeAll(schema: Json, all: readonly unknown[]): Json {
  const { allOf: _, ...own } = schema;
  const parts = all.filter(isObject).map((part) => (Array.isArray(part['allOf']) ? mergeAll(part, part['allOf']) : part));
  return [own, ...parts].reduce<Json>(
    (whole, part) => ({
      ...whole,
      ...part,
      properties: {
        ...asObject(whole['properties']),
        ...asObject(part['properties']),
      },
      required: [...asArray(whole['required']), ...asArray(part['required'])],
    }),
    {},
  );
}

const asObject = (value: unknown): Json => (isObject(value) ? value : {});
const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

/** What stands for a value of which the document gives no example. */
const OF_TYPE: Json = { string: 'text', boolean: true, integer: 1, number: 1.5 };

/** The example that an inlined schema states itself, or one put together from its parts. */
export function exampleOf(schema: unknown): unknown {
  if (!isObject(schema)) return undefined;
  if ('example' in schema) return schema['example'];
  const [one] = asArray(schema['oneOf'] ?? schema['anyOf']);
  if (one !== undefined) return exampleOf(one);
  const all = schema['allOf'];
  if (Array.isArray(all)) return exampleOf(mergeAll(schema, all));
  if (isObject(schema['properties'])) {
    return Object.fromEntries(
      Object.entries(schema['properties']).flatMap(([name, member]) => {
        const value = exampleOf(member);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
  if (schema['type'] === 'array') {
    const item = exampleOf(schema['items']);
    return item === undefined ? [] : [item];
  }
  return asArray(schema['enum'])[0] ?? schema['default'] ?? OF_TYPE[String(schema['type'])];
}
