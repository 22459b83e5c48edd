/** As much of Telnyx's OpenAPI document as the index is made from. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const SchemaObject = z.looseObject({});

export const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().optional(),
  schema: SchemaObject.optional(),
});

const Content = z.record(z.string(), z.looseObject({ schema: SchemaObject.optional() }));

export const DocumentOperation = z.looseObject({
  operationId: z.string(),
  summary: z.string().default(''),
  deprecated: z.boolean().optional(),
  parameters: z.array(z.unknown()).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()).default({}),
});
export const Body = z.looseObject({ required: z.boolean().optional(), content: Content.default({}) });
export const Response = z.looseObject({ content: Content.default({}) });

const Document = z.looseObject({
  paths: z.record(z.string(), z.looseObject({ parameters: z.array(z.unknown()).optional() })),
});
export type Document = z.output<typeof Document>;

/** @returns undefined where there is no document: it is Telnyx's, and not in this repository. */
export function readDocument(): Document | undefined {
  const file = process.env['TELNYX_OPENAPI'] ?? '../shared/telnyx/openapi.json';
  return existsSync(file) ? Document.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** What a local reference such as `#/components/schemas/Message` points at (RFC 6901). */
export function resolved(document: Document, part: unknown): unknown {
  const ref = z.object({ $ref: z.string() }).safeParse(part);
  if (!ref.success) return part;
  const names = ref.data.$ref.slice(2).split('/').map(unescaped);
  const found = names.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
  return resolved(document, found);
}

const unescaped = (name: string) => name.replaceAll('~1', '/').replaceAll('~0', '~');

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation as `METHOD /path`, with its parameters and those of its path. */
export function operationsOf(document: Document): ReadonlyMap<string, z.output<typeof DocumentOperation>> {
  return new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        if (item[method] === undefined) return [];
        const operation = DocumentOperation.parse(item[method]);
        const parameters = [...(item.parameters ?? []), ...operation.parameters];
        return [[`${method.toUpperCase()} ${path}`, { ...operation, parameters }] as const];
      }),
    ),
  );
}
