import { inlined, type OpenApi } from './openapi.ts';

/** What of a schema says which values are allowed. Descriptions, examples, defaults and extensions stay out. */
const KEYWORDS = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'nullable', 'required', 'properties', 'items', 'additionalProperties'],
  ...['oneOf', 'anyOf', 'allOf', 'not', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
]);

/** Their values are data, not schemas. */
const DATA = new Set(['enum', 'const', 'required']);

type Json = Record<string, unknown>;
const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});
const mapped = (object: unknown, change: (value: unknown) => unknown): Json =>
  Object.fromEntries(Object.entries(asObject(object)).map(([name, value]) => [name, change(value)]));

function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
      if (!KEYWORDS.has(keyword)) return [];
      return [[keyword, DATA.has(keyword) ? value : keyword === 'properties' ? mapped(value, bare) : bare(value)]];
    }),
  );
}

const content = (media: unknown) => mapped(media, (one) => ({ schema: bare(asObject(one)['schema']) }));

function parameter(whole: unknown): Json {
  const { name, in: place, required, schema, content: media } = asObject(whole);
  return { name, in: place, required, ...(media === undefined ? { schema: bare(schema) } : { content: content(media) }) };
}

const answer = (whole: unknown): Json => {
  const { content: media } = asObject(whole);
  return media === undefined ? {} : { content: content(media) };
};

function operation(whole: unknown): Json {
  const { parameters, requestBody, responses } = asObject(whole);
  const { required, content: media } = asObject(requestBody);
  return {
    ...(Array.isArray(parameters) && parameters.length > 0 && { parameters: parameters.map(parameter) }),
    ...(requestBody !== undefined && { requestBody: { required, content: content(media) } }),
    ...(responses !== undefined && { responses: mapped(responses, answer) }),
  };
}

/** Schemas of fewer characters are repeated rather than shared. */
const SHARED_FROM = 300;

/** Puts every long schema that stands in several places into `schemas`, and a `$ref` in its places. */
function sharing(schemas: Json) {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  const count = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const text = JSON.stringify(node);
    if (text.length < SHARED_FROM) return;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (counts.get(text) === 1) Object.values(node).forEach(count);
  };
  const share = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    const text = JSON.stringify(node);
    const parts = () => (Array.isArray(node) ? node.map(share) : mapped(node, share));
    if (Array.isArray(node) || (counts.get(text) ?? 0) < 2) return parts();
    const name = names.get(text) ?? `Shared${names.size + 1}`;
    if (!names.has(text)) {
      names.set(text, name);
      schemas[name] = parts();
    }
    return { $ref: `#/components/schemas/${name}` };
  };
  return { count, share };
}

/**
 * What requests of some operations may be, and what their answers look like: names, types, limits and enumerations without prose. Nothing that
 * a tool can send is cut, so a closed check against it finds the same errors.
 *
 * @param operations `METHOD /path/template`; those that the document does not know (S3) are passed over
 * @returns the text of an OpenAPI document, one line per path, in the order of the alphabet
 */
export function extractionOf(document: OpenApi, operations: Iterable<string>): string {
  const paths: Record<string, Json> = {};
  for (const name of [...new Set(operations)].sort()) {
    const [method = '', path = ''] = name.split(' ');
    const verb = method.toLowerCase();
    const found = document.paths[path]?.[verb];
    if (found !== undefined) paths[path] = { ...paths[path], [verb]: operation(inlined(document, found)) };
  }
  const schemas: Json = {};
  const { count, share } = sharing(schemas);
  const sorted = Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [, operations] of sorted) count(operations);
  const lines = (entries: readonly (readonly [string, unknown])[]) =>
    entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',\n');
  const shared = lines(sorted.map(([path, operations]) => [path, mapped(operations, share)]));
  const components = Object.keys(schemas).length === 0 ? '' : `,"components":{"schemas":{\n${lines(Object.entries(schemas))}\n}}`;
  return `{"openapi":${JSON.stringify(document.openapi)},"paths":{\n${shared}\n}${components}}\n`;
}
