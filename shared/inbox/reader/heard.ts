import { KEY, type Store } from '../store/index.ts';

/** What a person has answered. Times are in milliseconds since the epoch. */
export interface Answers {
  /** When they last wrote to one of our numbers. */
  readonly answeredAt: number | undefined;
  /** Each STOP and START that they sent, newest first. */
  readonly keywords: readonly {
    readonly word: 'STOP' | 'START';
    readonly at: number;
    readonly own: string | undefined;
    readonly profileId: string | undefined;
  }[];
}

const MOST_KEYWORDS = 50;

/**
 * @param number of a person, +E.164 or short code
 * @throws StoreUnavailableError, SecretUnavailableError
 */
export async function answersOf(store: Store, number: string): Promise<Answers> {
  const people = (await store.digests()).ofPerson(number);
  const [keywords, answers] = await Promise.all([
    store.newest(people.map(KEY.ofKeywords), { limit: MOST_KEYWORDS }),
    store.newest(people.map(KEY.ofAnswers), { limit: 1 }),
  ]);
  return {
    answeredAt: answers.events[0]?.at,
    keywords: keywords.events.flatMap(({ event, at }) => {
      if (event.kind !== 'message' || (event.keyword !== 'STOP' && event.keyword !== 'START')) return [];
      return [{ word: event.keyword, at, own: event.own, profileId: event.profileId }];
    }),
  };
}
