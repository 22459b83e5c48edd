import { SCOPES, type Scope } from '../identity/index.ts';
import { countTools, type ToolCounts } from './more-tools.ts';
import { selectAsked, selectConfigured, type Selection } from './selection.ts';
import { isListed, toolListFor } from './tool-list.ts';
import { RISKS, type Risk, type Tool } from './tool/index.ts';
import { isWithin, WHOLE_API, wholeApiOf, type WholeApi, type WholeApiSelection } from './whole-api.ts';

/** The tools of one server or one request. Others are neither listed nor callable. */
export interface Catalogue {
  readonly counts: ToolCounts;
  /**
   * The scopes that its tools can need: a request for a part of the tools has no more rights than these. In a read-only selection, that is
   * reading, whatever arguments could need.
   */
  readonly scopes: readonly Scope[];
  find(name: string): Tool | undefined;
  /** Which operations of Telnyx can be called by name. */
  readonly wholeApi: WholeApi;
  /** @returns whether a tool is in the list for a token with these scopes. */
  lists(name: string, scopes: readonly Scope[]): boolean;
  /** @returns the tools that a token with these scopes can call, as a JSON array in UTF-8; made once for each set of scopes. */
  listFor(scopes: readonly Scope[]): Uint8Array;
  /**
   * @param selection that of a request
   * @throws SelectionError
   */
  narrow(selection: Selection): Catalogue;
}

/**
 * @param tools all tools, in the order of the list
 * @param selection the operator's
 * @param askAlways risks of tools that a client must not call unasked
 * @throws ConfigError for a name of no tool
 */
export function createCatalogue(
  tools: readonly Tool[],
  selection: Selection & { readonly wholeApi?: WholeApiSelection } = {},
  askAlways: readonly Risk[] = [],
): Catalogue {
  const { wholeApi = WHOLE_API, ...named } = selection;
  const chosen = selectConfigured(tools, named).filter(({ name }) => isWithin(name, wholeApi.level));
  return catalogueOf(chosen, { readOnly: selection.readOnly === true, askAlways, operations: wholeApi });
}

interface Made {
  readonly readOnly: boolean;
  readonly askAlways: readonly Risk[];
  readonly operations: WholeApiSelection;
}

function catalogueOf(tools: readonly Tool[], { readOnly, askAlways, operations }: Made): Catalogue {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const lists = new Map<string, Uint8Array>();
  const scopes = SCOPES.filter((scope) =>
    tools.some((tool) => (readOnly ? RISKS[tool.risk].scope === scope : tool.scopes.includes(scope))),
  );
  return {
    counts: countTools(tools),
    scopes,
    find: (name) => byName.get(name),
    wholeApi: wholeApiOf(operations, (name) => byName.has(name)),
    lists(name, held) {
      const tool = byName.get(name);
      return tool !== undefined && isListed(tool, held);
    },
    listFor(held) {
      const usable = scopes.filter((scope) => held.includes(scope));
      const key = usable.join(' ');
      const list = lists.get(key) ?? toolListFor(tools, usable, askAlways);
      lists.set(key, list);
      return list;
    },
    narrow: (selection) =>
      catalogueOf(selectAsked(tools, selection), { readOnly: readOnly || selection.readOnly === true, askAlways, operations }),
  };
}
