import { AppError, cutText, isRecord, oneLine } from '../../platform/index.ts';
import { UpstreamUnavailableError } from '../../telnyx/index.ts';

/**
 * Makes a request without which there is an answer, too: its error is returned, not thrown.
 *
 * @throws what is no error of Telnyx, and the end of a cancelled call
 */
export async function attempted<Value>(request: Promise<Value>): Promise<{ readonly value: Value } | { readonly error: AppError }> {
  try {
    return { value: await request };
  } catch (error) {
    if (!(error instanceof AppError) || (error instanceof UpstreamUnavailableError && error.reason === 'cancelled')) throw error;
    return { error };
  }
}

/** Values that are named for each member. */
const MOST_VALUES = 8;
const LONGEST_VALUE = 60;

interface Found {
  readonly data: readonly unknown[];
  readonly total_results?: number | undefined;
}

/**
 * Telnyx answers a filter that fits nothing, or that it does not know, with an empty list. A model would read "there is none", so the answer says
 * what is there without the filter.
 *
 * @param filters what was asked, in words, such as `status failed`
 * @param members the members that were filtered: paths such as `webhook.event_type`
 * @param unfiltered one page of the same records without these filters
 * @returns `empty`: there is none without them either
 */
export async function insteadOfNothing(
  noun: string,
  filters: readonly string[],
  members: readonly string[],
  unfiltered: Promise<Found>,
): Promise<{ readonly text: string; readonly empty: boolean }> {
  const none = `No ${noun} has ${filters.map(shown).join(' and ')}.`;
  const looked = await attempted(unfiltered);
  if ('error' in looked) return { text: none, empty: false };
  const { data, total_results = data.length } = looked.value;
  const without = `Without ${filters.length === 1 ? 'this filter' : 'these filters'}`;
  if (data.length === 0) return { text: `${none} ${without} there is none either.`, empty: true };
  const first = total_results > data.length ? `; of the first ${data.length}` : '';
  const values = members.map((member) => valuesOf(data, member));
  const what = values.length === 0 ? '' : `${first}: ${values.join('; ')}`;
  return { text: `${none} ${without} there are ${total_results}${what}.`, empty: false };
}

function valuesOf(records: readonly unknown[], member: string): string {
  const counts = new Map<string, number>();
  for (const record of records) {
    for (const value of textsAt(record, member)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const name = member.split('.').at(-1) ?? '';
  if (counts.size === 0) return `none with the field ${name}, only with ${namesOf(records)}`;
  const frequent = [...counts].sort(([, one], [, other]) => other - one);
  const more = frequent.length > MOST_VALUES ? ` and ${frequent.length - MOST_VALUES} other values` : '';
  const listed = frequent.slice(0, MOST_VALUES).map(([value, count]) => `${shown(value)} (${count})`);
  return `${name} ${listed.join(', ')}${more}`;
}

const namesOf = (records: readonly unknown[]) => [...new Set(records.filter(isRecord).flatMap(Object.keys))].sort().join(', ');

function textsAt(record: unknown, member: string): string[] {
  const value = member.split('.').reduce<unknown>((part, name) => (isRecord(part) ? part[name] : undefined), record);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : []));
}

/** Telnyx's values, and a caller's: neither may be long or break the line. */
const shown = (text: string) => cutText(oneLine(text), LONGEST_VALUE);
