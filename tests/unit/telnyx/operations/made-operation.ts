import type { Operation, Operations, Schema } from '../../../../shared/telnyx/operations/index.ts';

/** An operation that reads, as far as a test says nothing else. */
export const made = (given: Partial<Operation> = {}): Operation => ({
  id: 'ListThings',
  method: 'GET',
  path: '/things',
  area: 'account',
  class: 'read',
  summary: 'List things',
  ...given,
});

/** Operations that share these schemas. */
export function sharing(schemas: Readonly<Record<string, Schema>> = {}): Operations {
  const resolve = (schema: Schema): Schema => {
    const { $ref: name, ...beside } = schema;
    return name === undefined ? schema : { ...resolve(schemas[name] ?? {}), ...beside };
  };
  return { all: [], one: () => undefined, resolve };
}

export const object = (properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});
