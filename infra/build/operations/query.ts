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
    end.schema = compact(document, schema ?? {}, shared);
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
  const own = Object.fromEntries([...members].map(([name, member]) => [name, objectOf(member)]));
  const required = [...members].filter(([, member]) => isRequired(member)).map(([name]) => name);
  return {
    type: 'object',
    properties: { ...schema.properties, ...own },
    ...(required.length > 0 && { required }),
  };
}

/** `page[number]` is required, and so is `page`. */
const isRequired = ({ required, members }: Node): boolean => required || [...members.values()].some(isRequired);
