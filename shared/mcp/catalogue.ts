import { SCOPES, type Scope } from '../identity/index.ts';
import { RISKS, type Annotations, type ObjectSchema, type Tool } from './tool/index.ts';
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
  /**
   * What calls of its tools can need: a request on a part of the catalogue has no more rights than that part can use. Where the selection is
   * read-only, that is reading, whatever arguments could ask for.
   */
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
  return catalogueOf(selectConfigured(tools, selection), selection.readOnly === true);
}

function catalogueOf(tools: readonly Tool[], readOnly: boolean): Catalogue {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const lists = new Map<string, Uint8Array>();
  const usable = SCOPES.filter((scope) =>
    tools.some((tool) => (readOnly ? RISKS[tool.risk].scope === scope : tool.scopes.includes(scope))),
  );
  return {
    size: tools.length,
    scopes: usable,
    find: (name) => byName.get(name),
    listFor(scopes) {
      const held = usable.filter((scope) => scopes.includes(scope));
      const key = held.join(' ');
      const made = lists.get(key);
      if (made) return made;
      const listings = tools.filter(({ risk }) => held.includes(RISKS[risk].scope)).map((tool) => toListing(tool, held));
      const list = Buffer.from(JSON.stringify(listings));
      lists.set(key, list);
      return list;
    },
    narrow: (selection) => catalogueOf(selectAsked(tools, selection), readOnly || selection.readOnly === true),
  };
}

/** What reads is said to be read-only, but not to whom some arguments let do more: a client may let that through unasked. */
function toListing(
  { name, title, description, inputSchema, outputSchema, annotations, raises, scopes: needed }: Tool,
  held: readonly Scope[],
): ToolListing {
  const mayDoMore = raises !== undefined && needed.every((scope) => held.includes(scope));
  const readOnlyHint = annotations.readOnlyHint && !mayDoMore;
  return { name, title, description, inputSchema, outputSchema, annotations: { ...annotations, readOnlyHint } };
}
