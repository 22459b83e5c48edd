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

function operation(whole: unknown): Json {
  const { parameters, requestBody } = asObject(whole);
  const { required, content: media } = asObject(requestBody);
  return {
    ...(Array.isArray(parameters) && parameters.length > 0 && { parameters: parameters.map(parameter) }),
    ...(requestBody !== undefined && { requestBody: { required, content: content(media) } }),
  };
}

/**
 * In: Telnyx's document and operations (`METHOD /path/template`); those that the document does not know (S3) are passed over. Out: the text
 * of a document that holds only what their requests may be: names, types, limits, enumerations, without `$ref`s. Nothing that a tool can send
 * is cut, so that a closed check against it finds the same faults. One line per path, in the order of the alphabet.
 */
export function extractionOf(document: OpenApi, operations: Iterable<string>): string {
  const paths: Record<string, Json> = {};
  for (const name of [...new Set(operations)].sort()) {
    const [method = '', path = ''] = name.split(' ');
    const verb = method.toLowerCase();
    const found = document.paths[path]?.[verb];
    if (found !== undefined) paths[path] = { ...paths[path], [verb]: operation(inlined(document, found)) };
  }
  const lines = Object.entries(paths)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, operations]) => `${JSON.stringify(path)}:${JSON.stringify(operations)}`);
  return `{"openapi":${JSON.stringify(document.openapi)},"paths":{\n${lines.join(',\n')}\n}}\n`;
}
