/**
 * The trigger metadata of an HTTP invocation: how the HTTP extension of the real host builds it, its traps included, so that the app cannot
 * come to rely on cleaner data here than in the cloud (azure-webjobs-sdk-extensions, HttpTriggerAttributeBindingProvider, GetRequestBindingData).
 */
import { z } from 'zod';
import type { TypedData } from './core-types.ts';
import type { RequestTarget } from './request-target.ts';

/** The host never binds it: it may be a function key. */
const UNBOUND = 'code';

function asJson(entries: ReadonlyMap<string, string>): TypedData {
  return { json: JSON.stringify(Object.fromEntries(entries)) };
}

const Members = z.record(z.string(), z.unknown());

/** The top-level members of a body that is one JSON object, whatever its Content-Type says; none for any other body. */
function membersOf(body: string): [name: string, value: TypedData][] {
  const text = body.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return [];
  try {
    const members = Object.entries(Members.parse(JSON.parse(text)));
    return members.map(([name, value]) => [name, typeof value === 'string' ? { string: value } : { json: JSON.stringify(value) }]);
  } catch {
    return [];
  }
}

/**
 * Query values first, members of a JSON body and route values over them; names compare without case. The traps: every such value becomes a param in
 * stream mode, and one that is called `Headers` or `Query` takes the place of the request's real headers or query.
 */
export function triggerMetadata(
  { query, headers }: RequestTarget,
  params: ReadonlyMap<string, string>,
  body = '',
): Record<string, TypedData> {
  const entries = new Map<string, [name: string, value: TypedData]>();
  const put = (name: string, value: TypedData) => {
    const key = name.toLowerCase();
    entries.set(key, [entries.get(key)?.[0] ?? name, value]);
  };
  for (const [name, value] of query) if (name.toLowerCase() !== UNBOUND) put(name, { string: value });
  for (const [name, value] of membersOf(body)) put(name, value);
  for (const [name, value] of params) put(name, { string: value });
  if (!entries.has('query')) put('Query', asJson(query));
  if (!entries.has('headers')) put('Headers', asJson(headers));
  return Object.fromEntries(entries.values());
}
