import { isRecord } from '../platform/index.ts';

const OF_ALL = ['skills/list', 'resources/list', 'resources/templates/list'];
/** Their parameter is the URI of a resource. */
const OF_ONE = ['skills/get', 'resources/read', 'resources/directory/read'];

/** What is asked about skills, and about resources, which are nothing but the files of skills. */
export const SKILL_METHODS: ReadonlySet<string> = new Set([...OF_ALL, ...OF_ONE]);

/** Characters. The SDK repeats a URI that it does not know, twice. */
const LONGEST_URI = 1_000;

/**
 * Checks the parameters of a message with one of these methods: the SDK would answer with its whole schema.
 *
 * @returns what is wrong, or undefined
 */
export function skillParamsError(method: string, params: unknown): string | undefined {
  const isOfOne = OF_ONE.includes(method);
  if (params === undefined && !isOfOne) return undefined;
  if (!isRecord(params)) return 'params must be an object.';
  const { cursor, uri } = params;
  if (cursor !== undefined && typeof cursor !== 'string') return 'cursor must be a string.';
  const isFine = typeof uri === 'string' && uri.length <= LONGEST_URI;
  return isOfOne && !isFine ? `uri must be a string of at most ${LONGEST_URI.toLocaleString('en-US')} characters.` : undefined;
}
