import { SCOPES, type Scope } from '../auth/index.ts';
import { RISKS, type Annotations, type ObjectSchema, type Tool } from '../tool/index.ts';
import { selectAsked, selectConfigured, type Selection } from './selection.ts';

/** A tool as tools/list shows it (MCP specification, server/tools). */
interface ToolListing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  readonly outputSchema: ObjectSchema;
  readonly annotations: Annotations;
}

export interface Catalogue {
  readonly size: number;
  /** What its tools need: a request on a part of the catalogue has no more rights than that part can use. */
  readonly scopes: readonly Scope[];
  find(name: string): Tool | undefined;
  /** In: the scopes of a token. Out: the tools it may call, as a JSON array in UTF-8 that is made once for the same scopes. */
  listFor(scopes: readonly Scope[]): Uint8Array;
  /** The part of this catalogue that a request asked for: never more. Errors: {@link SelectionError}. */
  narrow(selection: Selection): Catalogue;
}

/**
 * In: all tools, in the order in which they are listed; which of them the operator wants. Out: both protocol eras' one source: a tool that was not
 * chosen does not exist. Throws ConfigError for a name of no tool.
 */
export function createCatalogue(tools: readonly Tool[], selection: Selection = {}): Catalogue {
  return catalogueOf(selectConfigured(tools, selection));
}

function catalogueOf(tools: readonly Tool[]): Catalogue {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const entries = tools.map((tool) => ({ scope: RISKS[tool.risk].scope, listing: toListing(tool) }));
  const lists = new Map<string, Uint8Array>();
  return {
    size: tools.length,
    scopes: SCOPES.filter((scope) => entries.some((entry) => entry.scope === scope)),
    find: (name) => byName.get(name),
    listFor(scopes) {
      const key = SCOPES.filter((scope) => scopes.includes(scope)).join(' ');
      const made = lists.get(key);
      if (made) return made;
      const listings = entries.filter(({ scope }) => scopes.includes(scope)).map(({ listing }) => listing);
      const list = Buffer.from(JSON.stringify(listings));
      lists.set(key, list);
      return list;
    },
    narrow: (selection) => catalogueOf(selectAsked(tools, selection)),
  };
}

const toListing = ({ name, title, description, inputSchema, outputSchema, annotations }: Tool): ToolListing => ({
  name,
  title,
  description,
  inputSchema,
  outputSchema,
  annotations,
});
