/** What Entra knows of its people beyond their names, and what a test can change of it: PUT and GET /_control. */
import { z } from 'zod';
import { json, methodNotAllowed } from '../loopback/answers.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import { outages, refusals } from './errors.ts';
import type { Fault } from './errors.ts';
import { USERNAMES } from './users.ts';
import type { EntraUser } from './users.ts';

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as Key[];

const Person = z.strictObject({
  /** Why this person may not log in, nor stay. */
  refuse: z.enum(keysOf(refusals)).optional(),
  /** The app roles instead of the person's own; none: an assignment without a role. */
  roles: z.array(z.string()).optional(),
});

/** A field that is left out has its default, so `{}` sets everything right again. */
const Knobs = z.strictObject({
  people: z.partialRecord(z.enum(USERNAMES), Person).default({}),
  /** What the token endpoint does with every request: one of the faults, or an answer that is no JSON, or one that takes its time. */
  outage: z.enum([...keysOf(outages), 'broken', 'slow']).optional(),
});

type Knobs = z.infer<typeof Knobs>;

export interface Directory {
  refusalOf(user: EntraUser): Fault | undefined;
  rolesOf(user: EntraUser): readonly string[];
  outage(): Knobs['outage'];
  /** Notes that a refresh token of this person was used. */
  count(user: EntraUser): void;
  control(request: LoopbackRequest): Promise<LoopbackAnswer>;
}

export function createDirectory(): Directory {
  let knobs: Knobs = Knobs.parse({});
  const refreshes = new Map<string, number>();

  return {
    refusalOf({ username }) {
      const reason = knobs.people[username]?.refuse;
      return reason === undefined ? undefined : refusals[reason];
    },
    rolesOf: ({ username, roles }) => knobs.people[username]?.roles ?? roles,
    outage: () => knobs.outage,
    count: ({ username }) => void refreshes.set(username, (refreshes.get(username) ?? 0) + 1),
    async control(request) {
      const { method } = request;
      if (method !== 'GET' && method !== 'PUT') return methodNotAllowed('GET, PUT');
      if (method === 'PUT') {
        const body: unknown = await request
          .body()
          .then(JSON.parse)
          .catch(() => undefined);
        const { data, error } = Knobs.safeParse(body);
        if (data === undefined) return json(400, { error: z.prettifyError(error) });
        knobs = data;
      }
      return json(200, { refreshes: Object.fromEntries(refreshes), ...knobs });
    },
  };
}
