import { readFileSync } from 'node:fs';
import type { Operation, OperationIndex, Operations, Schema } from '../../../../../shared/telnyx/operations/index.ts';

// The build makes and checks it.
const INDEX = JSON.parse(readFileSync('shared/telnyx/operations/index.json', 'utf8')) as OperationIndex;

const resolve = (schema: Schema): Schema => {
  const { $ref: name, ...beside } = schema;
  return name === undefined ? schema : { ...resolve(INDEX.schemas[name] ?? {}), ...beside };
};

/** The operations as the app loads them, at once: tests are made for each of them. */
export const OPERATIONS: Operations = { all: INDEX.operations, one: (id) => INDEX.operations.find((each) => each.id === id), resolve };

/** @throws Error where the index has none of this id */
export function operationNamed(id: string): Operation {
  const found = OPERATIONS.one(id);
  if (!found) throw new Error(`No operation ${id} in the index.`);
  return found;
}
