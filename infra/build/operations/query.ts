/** Parameters of a query as one object: `page[size]` and an object `page` are the same to who calls. */
import type { z } from 'zod';
import type { Schema } from '../../../shared/telnyx/operations/operation.ts';
import { compact, type Shared } from './compact.ts';
import type { Document, Parameter } from './document.ts';

interface Node {
  schema: Schema;
  required: boolean;
  readonly members: Map<string, Node>;
}

const newNode = (): Node => ({ schema: {}, required: false, members: new Map() });

/** @returns undefined where there are none */
export function queryOf(document: Document, parameters: readonly z.output<typeof Parameter>[], shared: Shared): Schema | undefined {
  const root = newNode();
  for (const { name, schema, required = false } of parameters) {
    const end = name
      .split(/[[\]]+/)
      .filter(Boolean)
      .reduce((node, part) => memberOf(node, part), root);
    end.schema = compact(document, schema ?? {}, shared, true);
    end.required = required;
  }
  return root.members.size === 0 ? undefined : objectOf(root);
}

function memberOf(node: Node, name: string): Node {
  const member = node.members.get(name) ?? newNode();
  node.members.set(name, member);
  return member;
}

function objectOf({ schema, members }: Node): Schema {
  if (members.size === 0) return schema;
  const own = Object.fromEntries([...members].map(([name, member]) => [name, objectOf(described(member, schema.properties?.[name]))]));
  const required = [...members].filter(([, member]) => isRequired(member)).map(([name]) => name);
  const object: Schema = {
    type: 'object',
    properties: { ...schema.properties, ...own },
    ...(required.length > 0 && { required }),
  };
  return isPlain(schema) ? { anyOf: [schema, object] } : object;
}

/** Both ways to write a member are known: inside of an object, and by a name of its own. */
const described = (member: Node, schema: Schema = {}): Node => (Object.keys(member.schema).length > 0 ? member : { ...member, schema });

/** `filter[name]` is a value of its own beside `filter[name][contains]`. */
const isPlain = ({ type, properties, $ref }: Schema): boolean =>
  $ref === undefined && properties === undefined && type !== undefined && type !== 'object';

/** `page[number]` is required, and so is `page`. */
const isRequired = ({ required, members }: Node): boolean => required || [...members.values()].some(isRequired);
