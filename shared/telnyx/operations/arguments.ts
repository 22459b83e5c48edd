import type { Operations } from './load.ts';
import type { Operation, Schema } from './operation.ts';

/** Where an argument of an operation goes. */
export type Place = 'path' | 'query' | 'body';

/** An argument of an operation: path, query and body are one object to who calls. */
export interface Argument {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** Two where the path and the body want the same value. */
  readonly places: readonly Place[];
  /** The name in the body, where the path has another value of the same name. */
  readonly bodyName?: string;
}

/** What stands for a body that is no object, or one of which the document says nothing. */
export const WHOLE_BODY = 'body';

/** Here the path and the body have different values of one name: the other call of a bridge. */
const TWO_VALUES: ReadonlyMap<string, string> = new Map([['BridgeCall', 'call_control_id']]);

/** @returns every argument that an operation takes, those of its path first */
export function argumentsOf(operation: Operation, { resolve }: Pick<Operations, 'resolve'>): readonly Argument[] {
  const { id, path, inPath: schemas = {}, query, body } = operation;
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
  const made = new Map<string, Argument>(
    inPath.map((name) => [name, { name, schema: schemas[name] ?? { type: 'string', minLength: 1 }, required: true, places: ['path'] }]),
  );
  for (const [name, schema, required] of membersOf(query)) made.set(name, { name, schema, required, places: ['query'] });
  const whole = body && resolve(body);
  if (whole && whole.properties === undefined) {
    made.set(WHOLE_BODY, { name: WHOLE_BODY, schema: whole, required: operation.bodyRequired === true, places: ['body'] });
  }
  for (const [name, schema, required] of membersOf(whole)) {
    const before = made.get(name);
    if (before && TWO_VALUES.get(id) === name) {
      const other = `other_${name}`;
      made.set(other, { name: other, schema, required, places: ['body'], bodyName: name });
    } else if (before) {
      made.set(name, { ...before, ...(required && { places: [...before.places, 'body'] }) });
    } else {
      made.set(name, { name, schema, required, places: ['body'] });
    }
  }
  return [...made.values()];
}

/** @returns whether the body may have members that the document does not name */
export function takesOthers({ body }: Pick<Operation, 'body'>, { resolve }: Pick<Operations, 'resolve'>): boolean {
  const whole = body && resolve(body);
  return whole?.properties !== undefined && whole.additionalProperties !== undefined;
}

function membersOf(schema: Schema | undefined): [string, Schema, boolean][] {
  const required = new Set(schema?.required);
  return Object.entries(schema?.properties ?? {}).map(([name, member]) => [name, member, required.has(name)]);
}
