import { lazily } from '../../platform/index.ts';
import type { Operation, OperationIndex, Schema } from './operation.ts';

/** The operations of Telnyx, as the index has them. */
export interface Operations {
  readonly all: readonly Operation[];
  /** @param id as {@link Operation.id}, or `GET /path` */
  one(id: string): Operation | undefined;
  /** A schema that is no reference. */
  resolve(schema: Schema): Schema;
}

/** Read with the first use, not with the app: few conversations need it, and it takes a while (cold start). */
export const loadOperations: () => Promise<Operations> = lazily(async () => {
  const { default: index } = await import('./index.json', { with: { type: 'json' } });
  // The file is made and checked by the build.
  return operationsOf(index as OperationIndex);
});

function operationsOf({ operations, schemas }: OperationIndex): Operations {
  const byId = new Map(operations.flatMap((each) => [[`${each.method} ${each.path}`, each] as const, [each.id, each] as const]));
  const resolve = (schema: Schema): Schema => {
    const { $ref: name, ...beside } = schema;
    return name === undefined ? schema : { ...resolve(schemas[name] ?? {}), ...beside };
  };
  return { all: operations, one: (id) => byId.get(id.trim()), resolve };
}
