import { AREAS, loadOperations, type Operation } from '../telnyx/index.ts';
import { callerOf, CALLERS } from './tool/index.ts';

/** Which operations of Telnyx the operator lets clients call by name. */
export interface WholeApiSelection {
  /** `off`: none · `read`: those that read · `on`: all that the lists leave. */
  readonly level: 'off' | 'read' | 'on';
  /** Areas and operation ids; undefined: all. */
  readonly only: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

export const WHOLE_API: WholeApiSelection = { level: 'on', only: undefined, exclude: [] };

const READING: ReadonlySet<string> = new Set(['find_operations', 'describe_operation', 'read_operation']);
const TOOLS: ReadonlySet<string> = new Set([...READING, ...Object.values(CALLERS)]);

/** @returns whether a tool is there at this level; tools that call no operations by name always are */
export const isWithin = (tool: string, level: WholeApiSelection['level']): boolean =>
  !TOOLS.has(tool) || level === 'on' || (level === 'read' && READING.has(tool));

/** What of Telnyx's API one server or one request can call by name. */
export interface WholeApi {
  readonly level: WholeApiSelection['level'];
  /** @returns a function that says why an operation cannot be called, for a model; undefined where it can */
  refusals(): Promise<(operation: Operation) => string | undefined>;
  /** @returns how many operations can be called, and names in the lists that nothing has */
  count(): Promise<{ readonly operations: number; readonly unknown: readonly string[] }>;
}

/** @param has whether a tool is there */
export function wholeApiOf({ level, only, exclude }: WholeApiSelection, has: (tool: string) => boolean): WholeApi {
  const isNamed = (list: readonly string[], { id, area, method, path }: Operation) =>
    list.some((name) => name === area || name === id || name === `${method} ${path}`);
  const refusal = (operation: Operation, unknown: readonly string[]): string | undefined => {
    const caller = callerOf(operation.class);
    if (caller === undefined) return `${operation.id} is not for clients of this server. ${NOTHING}`;
    if (!has(caller)) return `${operation.id} needs the tool ${caller}, which this server or this connection does not have. ${NOTHING}`;
    // Nobody knows what a misspelt name was meant to exclude.
    if (unknown.length > 0) return `The operator's lists of operations have a name that nothing has: ${unknown.join(', ')}. ${NOTHING}`;
    if (isNamed(exclude, operation) || (only && !isNamed(only, operation))) {
      return `The operator of this server excludes ${operation.id} (WHOLE_API_ONLY, WHOLE_API_EXCLUDE). ${NOTHING}`;
    }
    return undefined;
  };
  const unknownNames = async () => {
    const named = [...(only ?? []), ...exclude].filter((name) => !AREAS.some((area) => area === name));
    if (named.length === 0) return [];
    const operations = await loadOperations();
    return named.filter((name) => operations.one(name) === undefined);
  };
  return {
    level,
    async refusals() {
      const unknown = await unknownNames();
      return (operation) => refusal(operation, unknown);
    },
    async count() {
      const [{ all }, unknown] = await Promise.all([loadOperations(), unknownNames()]);
      return { operations: all.filter((operation) => refusal(operation, unknown) === undefined).length, unknown };
    },
  };
}

const NOTHING = 'Nothing was done.';
