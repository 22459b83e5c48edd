import type { KnownPerson, People } from '../../../../shared/identity/login/index.ts';
import { StoreUnavailableError } from '../../../../shared/platform/index.ts';

/** Someone whose name is kept. */
export const known = (objectId: string, name?: string, username?: string): KnownPerson => ({
  objectId,
  name,
  username,
  signedInAt: undefined,
});

interface MemoryPeople extends People {
  /** Lets the tables fail from now on. */
  goDown(): void;
}

/** People in memory, where the page meets the tables: two on a page. */
export function createMemoryPeople(all: readonly KnownPerson[]): MemoryPeople {
  let down = false;
  const reach = <Answer>(answer: () => Answer): Promise<Answer> =>
    down ? Promise.reject(new StoreUnavailableError()) : Promise.resolve(answer());
  return {
    goDown() {
      down = true;
    },
    list: (after = '') =>
      reach(() => {
        const rest = all.filter(({ objectId }) => objectId > after);
        const people = rest.slice(0, 2);
        return { people, next: rest.length > 2 ? people[1]?.objectId : undefined };
      }),
    count: () => reach(() => ({ count: Math.min(all.length, 2), more: all.length > 2 })),
    search: (words) =>
      reach(() => {
        const people = all.filter(({ name = '', username = '' }) => `${name} ${username}`.includes(words));
        return { people: people.slice(0, 2), stopped: people.length > 2 };
      }),
    one: (objectId) => reach(() => all.find((each) => each.objectId === objectId) ?? known(objectId)),
  };
}
