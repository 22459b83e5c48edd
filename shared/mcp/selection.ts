import { AppError, ConfigError } from '../platform/index.ts';
import type { Tool } from './tool/index.ts';
import { FORMER_NAMES } from './former-names.ts';

/** Which tools there are: none but `only`, where it is given; none of `exclude`; only those that read, where `readOnly`. */
export interface Selection {
  readonly only?: readonly string[] | undefined;
  readonly exclude?: readonly string[];
  readonly readOnly?: boolean;
}

/** In: tools, and which of them are meant, by their names or former names. Out: those, in their order, and names that none of them has. */
function select(tools: readonly Tool[], { only, exclude = [], readOnly = false }: Selection): { chosen: Tool[]; unknown: string[] } {
  const names = new Set(tools.map(({ name }) => name));
  const unknown = [...(only ?? []), ...exclude].filter((name) => !names.has(today(name)));
  const wanted = only && new Set(only.map(today));
  const unwanted = new Set(exclude.map(today));
  const chosen = tools.filter(({ name, risk }) => (!wanted || wanted.has(name)) && !unwanted.has(name) && (!readOnly || risk === 'read'));
  return { chosen, unknown };
}

const today = (name: string) => (Object.hasOwn(FORMER_NAMES, name) ? (FORMER_NAMES[name] ?? name) : name);

/** The operator's selection: the upper bound of every request's. Throws {@link ConfigError} for a name of no tool, or where no tool is left. */
export function selectConfigured(tools: readonly Tool[], selection: Selection): Tool[] {
  const problems = (['only', 'exclude'] as const).flatMap((part) =>
    select(tools, { [part]: selection[part] }).unknown.map((name) => `${SETTING[part]} names ${shown(name)}, which is no tool`),
  );
  const { chosen } = select(tools, selection);
  if (problems.length === 0 && chosen.length === 0) problems.push('TELNYX_MCP_TOOLS, TELNYX_MCP_EXCLUDE_TOOLS and READ_ONLY leave no tool');
  if (problems.length > 0) throw new ConfigError(problems);
  return chosen;
}

const SETTING = { only: 'TELNYX_MCP_TOOLS', exclude: 'TELNYX_MCP_EXCLUDE_TOOLS' } as const;

/** What does not look like a name may be anything, a secret too. */
const shown = (name: string) => (/^[a-z][a-z_]{0,63}$/.test(name) ? `"${name}"` : 'something');

/** A selection in the query of a request that cannot be followed. The message says what to change. */
class SelectionError extends AppError {
  override readonly name = 'SelectionError';
  readonly code = 'invalid_selection';
}

/** What a name in the query is compared as: neither case nor separators nor a plural make it another name. */
const bare = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/s$/, '');

const SPELLINGS = new Map(['tools', 'readonly'].map((name) => [bare(name), name]));

/** Who misspells a restriction wants less, and would get everything. */
function refuseMisspelt(query: URLSearchParams): void {
  for (const name of query.keys()) {
    const right = SPELLINGS.get(bare(name));
    if (right !== undefined && right !== name) {
      throw new SelectionError(`${JSON.stringify(name.slice(0, 64))} in the URL is spelled ${right}.`);
    }
  }
}

/** In: the query of the endpoint's URL. Out: the selection of `tools=a,b` and `readonly=true`, or undefined without either. Errors: {@link SelectionError}. */
export function readSelection(query: URLSearchParams): Selection | undefined {
  refuseMisspelt(query);
  if (!query.has('tools') && !query.has('readonly')) return undefined;
  const flags = query.getAll('readonly');
  if (!flags.every((flag) => flag === 'true' || flag === 'false')) throw new SelectionError('readonly must be true or false.');
  const only = query.has('tools') ? namesIn(query.getAll('tools')) : undefined;
  if (only?.length === 0) throw new SelectionError('tools names no tool. Leave it out, or give names with commas between them.');
  return { only, readOnly: flags.includes('true') };
}

const namesIn = (lists: readonly string[]) =>
  lists
    .join(',')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** A request's selection among what the operator left. Errors: {@link SelectionError} for a name that is not there. */
export function selectAsked(tools: readonly Tool[], selection: Selection): Tool[] {
  const { chosen, unknown } = select(tools, selection);
  if (unknown.length > 0) {
    const names = unknown.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 64)));
    throw new SelectionError(`tools names what is no tool of this server: ${names.join(', ')}.`);
  }
  return chosen;
}
