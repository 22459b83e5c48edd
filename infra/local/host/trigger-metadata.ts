/**
 * The trigger metadata of an HTTP invocation. Built as the real host builds it, flaws included, so that the app cannot rely on cleaner data
 * here than in the cloud (azure-webjobs-sdk-extensions, HttpTriggerAttributeBindingProvider, GetRequestBindingData).
 */
import type { TypedData } from './core-types.ts';
import { isJsonObject } from './json-file.ts';
import { joinedQuery } from './request-target.ts';
import type { RequestTarget } from './request-target.ts';

/** Never bound: it may be a function key. */
const UNBOUND = 'code';

function asJson(entries: ReadonlyMap<string, string>): TypedData {
  return { json: JSON.stringify(Object.fromEntries(entries)) };
}

/**
 * Objects stay JSON. Numbers and booleans become strings, in .NET's spelling.
 * @returns undefined for a value that is not bound
 */
function toTypedData(value: unknown): TypedData | undefined {
  if (typeof value === 'string') return { string: value };
  if (typeof value === 'number') return { string: String(value) };
  if (typeof value === 'boolean') return { string: value ? 'True' : 'False' };
  return value === null || Array.isArray(value) ? undefined : { json: JSON.stringify(value) };
}

/** The members of a body that is a JSON object, whatever its Content-Type. Empty for other bodies, and for one nested too deep to serialize. */
function membersOf(body: string): [name: string, data: TypedData | undefined][] {
  const text = body.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return [];
  try {
    const members: unknown = JSON.parse(text);
    return isJsonObject(members) ? Object.entries(members).map(([name, value]) => [name, toTypedData(value)]) : [];
  } catch {
    return [];
  }
}

/**
 * Query values override members of a JSON body, and route values override both. Names compare without case. The last of repeated query
 * names wins. The flaws: in stream mode each value becomes a param, and one named `Headers` or `Query` replaces the real headers or query.
 */
export function triggerMetadata(
  { query, headers }: RequestTarget,
  params: ReadonlyMap<string, string>,
  body = '',
): Record<string, TypedData> {
  const entries = new Map<string, [name: string, value: TypedData]>();
  const put = (name: string, data: TypedData | undefined) => {
    const key = name.toLowerCase();
    if (data) entries.set(key, [entries.get(key)?.[0] ?? name, data]);
  };
  for (const [name, data] of membersOf(body)) put(name, data);
  for (const [name, value] of query) if (name.toLowerCase() !== UNBOUND) put(name, { string: value });
  for (const [name, value] of params) put(name, { string: value });
  if (!entries.has('query')) entries.set('query', ['Query', asJson(joinedQuery(query))]);
  if (!entries.has('headers')) entries.set('headers', ['Headers', asJson(headers)]);
  return Object.fromEntries(entries.values());
}
