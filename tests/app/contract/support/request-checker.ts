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

const Content = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));
type Content = z.output<typeof Content>;
const Body = z.looseObject({ content: Content.default({}) });

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
  const bodies = new Map<string, Content>();
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
    bodies.set(name, Body.parse(operation.requestBody ?? {}).content);
    paths[path] = {
      ...paths[path],
      // By method and path: an operationId of this document is not always unique.
      [verb]: { ...operation, requestBody: inJson(operation.requestBody), operationId: name, responses: {} },
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
        headers: { ...seen.headers, 'content-type': seen.headers['content-type'] === undefined ? '' : 'application/json' } as never,
        body: bodyIn(seen, bodies.get(name) ?? {}) as never,
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

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** The validator knows JSON alone: what another body may be is what its JSON may be. */
function inJson(requestBody: unknown): unknown {
  if (requestBody === undefined) return undefined;
  const { content, ...rest } = Body.parse(requestBody);
  const [, schema] = Object.entries(content).find(([type]) => type === 'application/json') ?? Object.entries(content)[0] ?? [];
  return { ...rest, content: { 'application/json': schema ?? {} } };
}

function bodyIn({ body, headers }: Seen, content: Content): unknown {
  const given = headers['content-type'];
  if (given === undefined) return undefined;
  const [type = ''] = given.split(';', 1);
  // Media types that the document does not have are errors.
  if (content[type] === undefined && content['*/*'] === undefined) return { [`a body of ${type}`]: 'unknown' };
  if (type === FORM) return formOf(new URLSearchParams(body), content[FORM]?.schema);
  if (type === MULTIPART) return formOf(partsIn(body), content[MULTIPART]?.schema);
  return type === 'application/json' ? JSON.parse(body) : JSON.stringify(body);
}

/** The texts of a form with parts (RFC 7578). */
function partsIn(body: string): URLSearchParams {
  const parts = body.matchAll(/name="([^"]*)"\r\n\r\n([^\r]*)\r\n/g);
  return new URLSearchParams([...parts].map(([, name = '', value = '']) => [name, value]));
}

/** All values of a form are texts. */
function formOf(form: URLSearchParams, schema: unknown): unknown {
  const { properties } = Schema.parse(schema);
  const typed = (name: string, value: unknown) => {
    const { type } = Schema.parse(properties[name] ?? {});
    // `name[0][member]`.
    if (type === 'array' && typeof value === 'object' && value !== null) return Object.values(value);
    return typeof value === 'string' && ['integer', 'number', 'boolean'].includes(String(type)) ? JSON.parse(value) : value;
  };
  const whole = nested(
    form,
    Object.entries(properties).map(([name, member]) => ({ in: 'form', name, schema: member })),
  );
  return Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, typed(name, value)]));
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
