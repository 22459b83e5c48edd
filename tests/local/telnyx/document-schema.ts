import { readFileSync } from 'node:fs';

/** As much of JSON Schema as Telnyx's answers use. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

interface Response {
  $ref?: string;
  content?: Record<string, { schema: Schema }>;
}

const FORMATS: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

/**
 * Reads an OpenAPI document and returns a check of one answer: what the document says against it, one line each. Stricter than the document in
 * one way: a field that it does not name is a finding, so that a misspelt one cannot hide. oneOf is read as anyOf, since the record types of
 * /detail_records all match each other.
 */
export function readResponseSchemas(file: string): (method: string, path: string, status: number, body: unknown) => string[] {
  const document = JSON.parse(readFileSync(file, 'utf8'));

  const follow = <T extends { $ref?: string }>(node: T): T => {
    if (node.$ref === undefined) return node;
    let target = document;
    for (const key of node.$ref.slice(2).split('/')) target = target[key];
    return follow(target as T);
  };

  const fieldsOf = (schema: Schema): Record<string, Schema> =>
    Object.assign({}, ...(schema.allOf ?? []).map((part) => fieldsOf(follow(part))), schema.properties) as Record<string, Schema>;

  const check = (reference: Schema, value: unknown, at: string): string[] => {
    const schema = follow(reference);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) {
      const findings = choices.map((choice) => check(choice, value, at));
      return findings.sort((a, b) => a.length - b.length)[0] ?? [];
    }
    const found = typeOf(value);
    const types = schema.type === undefined ? undefined : [schema.type].flat();
    if (types && !types.includes(found) && !(found === 'integer' && types.includes('number')))
      return [`${at} is ${found}, not ${types.join(' or ')}`];
    const findings: string[] = [];
    if (schema.enum && value !== null && !schema.enum.includes(value)) findings.push(`${at} is not one of ${schema.enum.join(', ')}`);
    if (typeof value === 'string') {
      if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) findings.push(`${at} does not match ${schema.pattern}`);
      if (FORMATS[schema.format ?? '']?.test(value) === false) findings.push(`${at} is no ${schema.format ?? ''}`);
    }
    if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
      findings.push(`${at} is out of range`);
    if (Array.isArray(value))
      return [...findings, ...value.flatMap((item, index) => (schema.items ? check(schema.items, item, `${at}/${index}`) : []))];
    if (typeof value !== 'object' || value === null) return findings;
    const fields = fieldsOf(schema);
    for (const name of schema.required ?? []) if (!(name in value)) findings.push(`${at}/${name} is missing`);
    if (Object.keys(fields).length === 0) return findings;
    for (const [name, item] of Object.entries(value))
      findings.push(...(fields[name] ? check(fields[name], item, `${at}/${name}`) : [`${at}/${name} is not in the document`]));
    return findings;
  };

  return (method, path, status, body) => {
    const responses: Record<string, Response> = document.paths[path][method.toLowerCase()].responses;
    const declared = responses[String(status)] ?? responses[`${String(status).charAt(0)}XX`] ?? responses['default'];
    const schema = declared && follow(declared).content?.['application/json']?.schema;
    return schema ? check(schema, body, '') : [`${method} ${path} declares no ${status}`];
  };
}
