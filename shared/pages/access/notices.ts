/** What the page says after a change: fixed words, chosen by `?done=`. The only part of the URL that it repeats is a number. */
const NOTICES = {
  revoked: () => 'Revoked. It stops working within a minute.',
  revoked_all: () => 'All of it is revoked. Every client and token stops working within a minute.',
  revoked_person: (count: string | undefined) =>
    `Everything of that person is revoked${count === undefined ? '' : ` (live: ${count})`}. It stops working within a minute.`,
} as const;

export type Done = keyof typeof NOTICES;

const isDone = (value: string): value is Done => Object.hasOwn(NOTICES, value);

const COUNT = /^\d{1,6}$/;

/** @param query Of /tokens. */
export function noticeOf(query: URLSearchParams): string | undefined {
  const done = query.get('done') ?? '';
  if (!isDone(done)) return undefined;
  const count = query.get('count') ?? '';
  return NOTICES[done](COUNT.test(count) ? String(Number(count)) : undefined);
}

/** The URL of the page, with a notice. */
export const backTo = (origin: string, done?: Done, count?: number): string => {
  const query = new URLSearchParams({ ...(done && { done }), ...(count !== undefined && { count: String(count) }) }).toString();
  return `${origin}/tokens${query && `?${query}`}`;
};
