/**
 * Makes the index of Telnyx's operations from their OpenAPI document and the reviewed table, and says what the document has that the table has
 * not. Run it with each new document: `TELNYX_OPENAPI=… npm run operations`.
 */
import { writeFileSync } from 'node:fs';
import type { z } from 'zod';
import type { BodyType, Operation, OperationIndex, Schema } from '../../../shared/telnyx/operations/operation.ts';
import { compact, type Shared } from './compact.ts';
import { Body, operationsOf, Parameter, readDocument, resolved, Response, type Document } from './document.ts';
import { queryOf } from './query.ts';
import { keyOf, readTable, TABLE, type Row } from './table.ts';

export const INDEX = 'shared/telnyx/operations/index.json';

type Documented = ReturnType<typeof operationsOf> extends ReadonlyMap<string, infer Each> ? Each : never;

/** What differs between the document and the table. */
export interface Differences {
  /** In the document alone: they have no class, and stay out of reach. */
  readonly added: readonly string[];
  /** In the table alone. */
  readonly gone: readonly string[];
  /** The operation ids that have another method or path now. */
  readonly moved: readonly string[];
}

export function compareWith(document: Document, rows: readonly Row[]): Differences {
  const documented = operationsOf(document);
  const listed = new Set(rows.map(keyOf));
  const added = [...documented.keys()].filter((key) => !listed.has(key));
  const gone = rows.filter((row) => !documented.has(keyOf(row)));
  const moved = gone.flatMap(({ id }) => added.filter((key) => documented.get(key)?.operationId === id).map((key) => `${id}: now ${key}`));
  return { added, gone: gone.map(keyOf), moved };
}

export function indexOf(document: Document, rows: readonly Row[]): OperationIndex {
  const documented = operationsOf(document);
  const shared: Shared = new Map();
  const operations = rows.flatMap((row) => {
    const found = documented.get(keyOf(row));
    return found ? [operationOf(document, row, found, shared)] : [];
  });
  const used = reachable(operations, shared);
  const schemas = Object.fromEntries([...shared].filter(([name]) => used.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { schemas, operations };
}

function operationOf(document: Document, row: Row, found: Documented, shared: Shared): Operation {
  const { method, path, id, area, class: kind, summary, words, needs, tool } = row;
  const parameters = found.parameters.map((each) => Parameter.parse(resolved(document, each)));
  const query = queryOf(
    document,
    parameters.filter((each) => each.in === 'query'),
    shared,
  );
  const isKeyed = parameters.some((each) => each.in === 'header' && each.name === 'Idempotency-Key');
  const [answer] = Object.entries(found.responses).filter(([status]) => status.startsWith('2'));
  const types = answer ? Object.keys(Response.parse(resolved(document, answer[1]) ?? {}).content) : [];
  const isJson = types.length === 0 || types.some((type) => /json|\*\/\*/.test(type));
  return {
    id,
    method,
    path,
    area,
    class: kind,
    summary,
    ...(words !== '' && { words }),
    ...(needs !== '' && { needs }),
    ...(tool !== '' && { tool }),
    ...(/\bbeta\b/i.test(found.summary) && { beta: true }),
    ...(found.deprecated && { deprecated: true }),
    ...(isKeyed && { keyed: true }),
    ...inPathOf(document, parameters, shared),
    ...(query && { query }),
    ...bodyOf(document, found.requestBody, shared),
    ...(!isJson && { answers: types }),
  };
}

/** Lists of values and whole numbers. Any other value in a path is a text. */
function inPathOf(document: Document, parameters: readonly z.output<typeof Parameter>[], shared: Shared): Partial<Operation> {
  const schemas = parameters
    .filter((each) => each.in === 'path')
    .map(({ name, schema }) => [name, compact(document, schema ?? {}, shared)] as const)
    .filter(([, { enum: listed, type }]) => listed !== undefined || type === 'integer');
  return schemas.length === 0 ? {} : { inPath: Object.fromEntries(schemas) };
}

const BODY_TYPES: Readonly<Record<string, BodyType>> = {
  'application/json': 'json',
  '*/*': 'json',
  'application/x-www-form-urlencoded': 'form',
  'application/octet-stream': 'raw',
  'multipart/form-data': 'upload',
};

function bodyOf(document: Document, given: unknown, shared: Shared): Partial<Operation> {
  if (given === undefined) return {};
  const { content, required } = Body.parse(resolved(document, given));
  const [type] = Object.keys(BODY_TYPES).filter((each) => content[each] !== undefined);
  if (type === undefined) return {};
  const bodyType = BODY_TYPES[type];
  return {
    body: compact(document, content[type]?.schema ?? {}, shared),
    ...(required && { bodyRequired: true }),
    ...(bodyType !== undefined && bodyType !== 'json' && { bodyType }),
  };
}

/** The shared schemas that some operation's arguments hold. */
function reachable(operations: readonly Operation[], shared: Shared): ReadonlySet<string> {
  const met = new Set<string>();
  const walk = (schema: Schema): void => {
    if (schema.$ref !== undefined && !met.has(schema.$ref)) {
      met.add(schema.$ref);
      walk(shared.get(schema.$ref) ?? {});
    }
    for (const inner of [schema.items, schema.additionalProperties, ...(schema.anyOf ?? []), ...Object.values(schema.properties ?? {})]) {
      if (inner) walk(inner);
    }
  };
  for (const { query, body } of operations) for (const schema of [query, body]) if (schema) walk(schema);
  return met;
}

/** One line for each schema and operation, so that a new document shows what it changes. */
export function written({ schemas, operations }: OperationIndex): string {
  const lines = (items: readonly string[]) => items.join(',\n');
  const named = Object.entries(schemas).map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
  return `{"schemas":{\n${lines(named)}\n},"operations":[\n${lines(operations.map((each) => JSON.stringify(each)))}\n]}\n`;
}

function main(): void {
  const document = readDocument();
  if (!document) {
    console.error("Set TELNYX_OPENAPI to the path of Telnyx's OpenAPI document.");
    process.exitCode = 1;
    return;
  }
  const rows = readTable();
  const { added, gone, moved } = compareWith(document, rows);
  for (const [what, which] of Object.entries({ 'New, without a class': added, Gone: gone, Moved: moved })) {
    for (const each of which) console.log(`${what}: ${each}`);
  }
  const text = written(indexOf(document, rows));
  writeFileSync(INDEX, text);
  console.log(`${rows.length - gone.length} operations, ${text.length} bytes in ${INDEX}.`);
  if (added.length > 0) {
    console.error(`Give each new operation a line in ${TABLE}.`);
    process.exitCode = 1;
  }
}

if (import.meta.main) main();
