import { readFileSync } from 'node:fs';
import type { Operation, OperationIndex } from '../../../../shared/telnyx/operations/index.ts';

/** Every operation, as the index has it. */
export const INDEX = JSON.parse(readFileSync('shared/telnyx/operations/index.json', 'utf8')) as OperationIndex;
export const OPERATIONS: readonly Operation[] = INDEX.operations;

const byId = new Map(OPERATIONS.map((each) => [each.id, each]));

/** @throws Error for an id that the index has not */
export function operation(id: string): Operation {
  const found = byId.get(id);
  if (!found) throw new Error(id);
  return found;
}
