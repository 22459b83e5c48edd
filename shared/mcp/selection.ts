import { AppError, ConfigError, cutText } from '../platform/index.ts';
import type { Tool } from './tool/index.ts';

/** Which tools a server or a request has: those in `only` or all, without those in `exclude`, and with `readOnly` only those that read. */
export interface Selection {
  readonly only?: readonly string[] | undefined;
  readonly exclude?: readonly string[];
  readonly readOnly?: boolean;
}

/** @returns the selected tools in their order, and the names, present or former, that no tool has. */
function select(tools: readonly Tool[], { only, exclude = [], readOnly = false }: Selection): { chosen: Tool[]; unknown: string[] } {
  const names = new Set(tools.map(({ name }) => name));
  const unknown = [...(only ?? []), ...exclude].filter((name) => !names.has(presentName(name)));
  const wanted = only && new Set(only.map(presentName));
  const unwanted = new Set(exclude.map(presentName));
  const chosen = tools.filter(({ name, risk }) => (!wanted || wanted.has(name)) && !unwanted.has(name) && (!readOnly || risk === 'read'));
  return { chosen, unknown };
}

/** @returns the name that a tool of the deprecated Python server has here, or any other name as it is. */
export const presentName = (name: string): string => (Object.hasOwn(FORMER_NAMES, name) ? (FORMER_NAMES[name] ?? name) : name);

/**
 * The tools of the deprecated Python server, and the tools that replace them: a setting that selects tools by the old names still works.
 */
export const FORMER_NAMES: Readonly<Record<string, string>> = {
  update_phone_number_messaging_settings: 'update_phone_number',
  initiate_phone_number_order: 'create_number_order',
  make_call: 'create_call',
  hangup: 'hangup_call',
  transfer: 'transfer_call',
  speak: 'speak_text',
  playback_start: 'start_playback',
  playback_stop: 'stop_playback',
  get_call_control_application: 'get_connection',
  mcp_telnyx_delete_assistant: 'delete_assistant',
  get_assistant_texml: 'get_assistant',
  cloud_storage_create_bucket: 'create_bucket',
  cloud_storage_list_buckets: 'list_buckets',
  cloud_storage_get_bucket_location: 'list_buckets',
  cloud_storage_upload_file: 'upload_file',
  cloud_storage_download_file: 'download_file',
  cloud_storage_list_objects: 'list_files',
  cloud_storage_delete_object: 'delete_file',
  embed_url: 'create_embeddings',
  update_connection: 'update_call_control_application',
  get_webhook_events: 'list_webhook_deliveries',
};

/**
 * Applies the operator's selection, which is the upper bound of every request's selection.
 *
 * @throws ConfigError for a name of no tool, and if no tool is left
 */
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

/** Repeats only what looks like the name of a tool: anything else could be a secret. */
const shown = (name: string) => (/^[a-z][a-z_]{0,63}$/.test(name) ? `"${name}"` : 'something');

/** An invalid selection in the query of a request. The message says what to change. */
class SelectionError extends AppError {
  override readonly name = 'SelectionError';
  readonly code = 'invalid_selection';
}

/** Reduces a name in the query to what is compared: case, separators and a plural make no difference. */
const bare = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/s$/, '');

const SPELLINGS = new Map(['tools', 'readonly'].map((name) => [bare(name), name]));

/** A client that misspells a restriction wants fewer tools, and would get all of them. */
function rejectMisspelled(query: URLSearchParams): void {
  for (const name of query.keys()) {
    const right = SPELLINGS.get(bare(name));
    if (right !== undefined && right !== name) {
      throw new SelectionError(`${JSON.stringify(cutText(name, 64))} in the URL is spelled ${right}.`);
    }
  }
}

/**
 * @param query that of the endpoint's URL
 * @returns the selection of `tools=a,b` and `readonly=true`; undefined if there is neither
 * @throws SelectionError
 */
export function readSelection(query: URLSearchParams): Selection | undefined {
  rejectMisspelled(query);
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

/**
 * Applies the selection of a request to the tools that the operator has selected.
 *
 * @throws SelectionError for the name of another tool or of none
 */
export function selectAsked(tools: readonly Tool[], selection: Selection): Tool[] {
  const { chosen, unknown } = select(tools, selection);
  if (unknown.length > 0) {
    const names = unknown.slice(0, 5).map((name) => JSON.stringify(cutText(name, 64)));
    throw new SelectionError(`tools names what is no tool of this server: ${names.join(', ')}.`);
  }
  return chosen;
}
