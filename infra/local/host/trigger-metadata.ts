/**
 * The trigger metadata of an HTTP invocation: how the HTTP extension of the real host builds it, its traps included, so that the app cannot
 * come to rely on cleaner data here than in the cloud (azure-webjobs-sdk-extensions, HttpTriggerAttributeBindingProvider, GetRequestBindingData).
 */
import { z } from 'zod';
import type { TypedData } from './core-types.ts';
import { joinedQuery } from './request-target.ts';
import type { RequestTarget } from './request-target.ts';

/** The host never binds it: it may be a function key. */
const UNBOUND = 'code';

function asJson(entries: ReadonlyMap<string, string>): TypedData {
  return { json: JSON.stringify(Object.fromEntries(entries)) };
}

const Members = z.record(z.string(), z.unknown());

/** Undefined: not bound. Objects stay JSON; numbers and booleans become text, in .NET's spelling. */
function toTypedData(value: unknown): TypedData | undefined {
  if (typeof value === 'string') return { string: value };
  if (typeof value === 'number') return { string: String(value) };
  if (typeof value === 'boolean') return { string: value ? 'True' : 'False' };
  return value === null || Array.isArray(value) ? undefined : { json: JSON.stringify(value) };
}

/**
 * The top-level members of a body that is one JSON object, whatever its Content-Type says; none for any other body, nor for one that is nested
 * too deep to be written again.
 */
function membersOf(body: string): [name: string, data: TypedData | undefined][] {
  const text = body.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return [];
  try {
    return Object.entries(Members.parse(JSON.parse(text))).map(([name, value]) => [name, toTypedData(value)]);
  } catch {
    return [];
  }
}

/**
 * Members of a JSON body first, query values over them, route values over both; names compare without case, and of equal query names the last
 * one wins. The traps: every such value becomes a param in stream mode, and one that is called `Headers` or `Query` takes the place of the
 * request's real headers or query.
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
