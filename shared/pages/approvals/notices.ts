/** What the pages say after a form: fixed words, chosen by `?done=`. The only parts of the URL that they repeat are numbers. */
const NOTICES = {
  before: () => 'This was decided before. The first decision counts.',
  changed: () => 'Nothing was decided: the page was older than the question. Look again, then decide.',
  approved: (count: number, missed: number) => `Approved: ${count}. Go back to your chat.${missedWords(missed)}`,
  denied: (count: number, missed: number) => `Denied: ${count}. Nothing of it goes out.${missedWords(missed)}`,
  nothing: () => 'Nothing was chosen, so nothing was decided.',
  ended: () => 'The permission has ended. You are asked again.',
} as const;

export type Done = keyof typeof NOTICES;

const missedWords = (missed: number): string => (missed === 0 ? '' : ` Not decided, because it was too late or done before: ${missed}.`);

const isDone = (value: string): value is Done => Object.hasOwn(NOTICES, value);

const numberIn = (query: URLSearchParams, name: string): number => (/^\d{1,4}$/.test(query.get(name) ?? '') ? Number(query.get(name)) : 0);

/** @param query of one of the pages */
export function noticeOf(query: URLSearchParams): string | undefined {
  const done = query.get('done') ?? '';
  return isDone(done) ? NOTICES[done](numberIn(query, 'count'), numberIn(query, 'missed')) : undefined;
}

/** @returns the query of a page with this notice */
export const noticed = (done: Done, counts: { readonly count?: number; readonly missed?: number } = {}): string =>
  `?${new URLSearchParams({ done, ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])) }).toString()}`;
