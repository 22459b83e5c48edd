import './without-ref-parser.ts';
import { OpenAPIValidator } from 'openapi-backend';
import { z } from 'zod';
import { closed, inlined, type OpenApi } from './openapi.ts';
import type { Seen } from './telnyx-edge.ts';

const Uuid = z.guid();

const Parameter = z.looseObject({
  in: z.string(),
  name: z.string(),
  schema: z.unknown().optional(),
});
const Operation = z.looseObject({
  parameters: z.array(Parameter).default([]),
  requestBody: z.unknown().optional(),
});

/** Where a request breaks the document: a JSON pointer into `{path, query, header, requestBody}`. */
export interface Mismatch {
  readonly at: string;
  readonly why: string;
}

/**
 * Checks requests against the document strictly: unknown members and query parameters are errors. Lists may be joined with commas.
 * @param operations `METHOD /path/template`
 */
export function requestChecker(document: OpenApi, operations: Iterable<string>): (operation: string, seen: Seen) => Mismatch[] {
  const parameters = new Map<string, z.output<typeof Operation>['parameters']>();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of operations) {
    const [method = '', path = ''] = name.split(' ');
    const verb = method.toLowerCase();
    const found = document.paths[path]?.[verb];
    if (found === undefined) {
      throw new Error(`No ${name} in Telnyx's document or its extract. New? TELNYX_OPENAPI=/path/openapi.json npm run docs`);
    }
    const operation = Operation.parse(closed(inlined(document, found)));
    parameters.set(name, operation.parameters);
    paths[path] = {
      ...paths[path],
      // By method and path: an operationId of this document is not always unique.
      [verb]: { ...operation, operationId: name, responses: {} },
    };
  }
  const validator = new OpenAPIValidator({
    definition: {
      openapi: document.openapi,
      info: { title: 'Telnyx', version: '2' },
      paths,
    } as never,
    lazyCompileValidators: true,
    customizeAjv: (ajv) => {
      ajv.addFormat('uuid', (value: string) => Uuid.safeParse(value).success);
      return ajv;
    },
    ajvOpts: { strict: false, logger: false, allErrors: true },
  });

  return (name, seen) => {
    const known = parameters.get(name) ?? [];
    const [path = '', search = ''] = seen.url.split('?');
    const query = nested(new URLSearchParams(search), known);
    const { errors } = validator.validateRequest(
      {
        method: seen.method,
        path,
        query: query as never,
        headers: {
          'content-type': seen.headers['content-type'] ?? '',
        },
        body: seen.body === '' ? undefined : JSON.parse(seen.body),
      },
      name,
    );
    const strangers = Object.keys(query).filter((key) => !known.some((one) => one.in === 'query' && one.name === key));
    return [
      ...strangers.map((key) => ({ at: `/query/${key}`, why: 'unknown' })),
      ...(errors ?? []).map((error) => ({
        at: error.instancePath,
        why: `${error.message ?? ''} ${JSON.stringify(error.params)}`,
      })),
    ];
  };
}

type Nested = { [name: string]: string | string[] | Nested };

/** `filter[a][b]=1` becomes `{filter: {a: {b: "1"}}}`, a comma list becomes an array where the schema wants one. */
function nested(search: URLSearchParams, parameters: z.output<typeof Operation>['parameters']): Nested {
  const query: Nested = {};
  for (const [key, value] of search) {
    const [first = '', ...rest] = key.replaceAll(']', '').split('[');
    const schemaOf = (sought: string) => parameters.find(({ name }) => name === sought)?.schema;
    // Some are declared whole, such as `filter[name][eq]`.
    const whole = schemaOf(key);
    if (whole === undefined) put(query, [first, ...rest], value, wantsArray(schemaOf(first), rest));
    else put(query, [key], value, wantsArray(whole, []));
  }
  return query;
}

function put(at: Nested, names: string[], value: string, split: boolean) {
  const [name = '', ...rest] = names;
  if (rest.length === 0) {
    at[name] = split ? value.split(',') : value;
    return;
  }
  const inside = at[name];
  const next: Nested = typeof inside === 'object' && !Array.isArray(inside) ? inside : {};
  at[name] = next;
  put(next, rest, value, split);
}

const Schema = z.looseObject({
  type: z.unknown().optional(),
  oneOf: z.array(z.looseObject({ type: z.unknown().optional() })).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
});

function wantsArray(schema: unknown, names: readonly string[]): boolean {
  const parsed = Schema.safeParse(schema);
  if (!parsed.success) return false;
  const [name, ...rest] = names;
  const { type, oneOf, properties } = parsed.data;
  if (name !== undefined) return wantsArray(properties[name], rest);
  return type === 'array' || oneOf.some((one) => one.type === 'array');
}
