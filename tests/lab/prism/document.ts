import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { inlined } from '../../app/contract/support/openapi.ts';

const Parameter = z.looseObject({ in: z.string(), schema: z.looseObject({ type: z.unknown().optional() }).optional() });
const Operation = z.looseObject({
  parameters: z.array(Parameter).optional(),
  responses: z.record(z.string(), z.looseObject({})).default({}),
});
const Document = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), Operation)) });

/** `filter[status]=active`: the form of every query parameter of Telnyx's that is an object. */
const asObject = (parameter: z.output<typeof Parameter>) =>
  parameter.in === 'query' && parameter.schema?.type === 'object' ? { ...parameter, style: 'deepObject', explode: true } : parameter;

const whole = ({ parameters = [], responses, ...operation }: z.output<typeof Operation>) => ({
  ...operation,
  parameters: parameters.map(asObject),
  // The extract has no prose, but OpenAPI requires this of every response.
  responses: Object.fromEntries(Object.entries(responses).map(([status, response]) => [status, { description: status, ...response }])),
});

const mapped = <Value, Result>(object: Readonly<Record<string, Value>>, change: (value: Value) => Result) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

/** The base URL ends in `/v2`, and some paths begin with it. */
const belowBase = (path: string) => path.replace(/^\/v2(?=\/)/, '');

function pathsOf(file: string): z.output<typeof Document> {
  const extract = JSON.parse(readFileSync(file, 'utf8'));
  return Document.parse(inlined(extract, extract));
}

/** @returns extracts of Telnyx's document as one OpenAPI document */
export function openApiDocument(files: readonly string[]): object {
  const extracts = files.map(pathsOf);
  const paths: Record<string, object> = {};
  for (const extract of extracts) {
    for (const [path, operations] of Object.entries(extract.paths)) {
      const below = belowBase(path);
      paths[below] = { ...paths[below], ...mapped(operations, whole) };
    }
  }
  return { openapi: extracts[0]?.openapi, info: { title: 'Telnyx', version: '2' }, paths };
}
