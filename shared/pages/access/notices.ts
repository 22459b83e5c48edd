/** What the page says after a change: fixed words, chosen by `?done=`. The only part of the URL that it repeats is a number. */
const NOTICES = {
  revoked: () => 'Revoked. It stops working within a minute.',
  revoked_all: () => 'All of it is revoked. Every client and token stops working within a minute.',
  revoked_person: (count: number | undefined) => {
    if (count === undefined) return 'Everything of that person is revoked. It stops working within a minute.';
    if (count === 0) return 'That person had no access. What was just being allowed has ended as well.';
    return `Revoked. ${count === 1 ? 'One client or token of that person stops' : `${count} clients and tokens of that person stop`} working within a minute.`;
  },
} as const;

type Done = keyof typeof NOTICES;

const isDone = (value: string): value is Done => Object.hasOwn(NOTICES, value);

const COUNT = /^\d{1,6}$/;

/** @param query Of /tokens. */
export function noticeOf(query: URLSearchParams): string | undefined {
  const done = query.get('done') ?? '';
  if (!isDone(done)) return undefined;
  const count = query.get('count') ?? '';
  return NOTICES[done](COUNT.test(count) ? Number(count) : undefined);
}

/** The two lists of the page. */
export type View = 'yours' | 'people';

export const viewOf = (value: unknown): View => (value === 'people' ? 'people' : 'yours');

interface Back {
  readonly view?: View;
  readonly done?: Done;
  readonly count?: number;
}

/** The URL of the page, with a notice. */
export const backTo = (origin: string, { view, done, count }: Back = {}): string => {
  const query = new URLSearchParams({
    ...(view === 'people' && { view }),
    ...(done && { done }),
    ...(count !== undefined && { count: String(count) }),
  }).toString();
  return `${origin}/tokens${query && `?${query}`}`;
};
