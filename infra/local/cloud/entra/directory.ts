/** The state of the directory that tests can change, with PUT and GET /_control: who may sign in, with which roles, and service errors. */
import { z } from 'zod';
import { json, methodNotAllowed } from '../loopback/answers.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import { personErrors, serviceErrors } from './errors.ts';
import type { EntraError } from './errors.ts';
import { USERNAMES } from './users.ts';
import type { EntraUser } from './users.ts';

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as Key[];

const Person = z.strictObject({
  /** The error of this person's next sign-in or refresh. */
  refuse: z.enum(keysOf(personErrors)).optional(),
  /** App roles in place of the person's own. Empty: assigned without a role. */
  roles: z.array(z.string()).optional(),
});

/** Each PUT replaces all controls, so `{}` resets them. */
const Controls = z.strictObject({
  people: z.partialRecord(z.enum(USERNAMES), Person).default({}),
  /** What the token endpoint answers to every request: a service error, `broken` (500 as HTML), or `slow`. */
  outage: z.enum([...keysOf(serviceErrors), 'broken', 'slow']).optional(),
});

type Controls = z.infer<typeof Controls>;

export interface Directory {
  signInErrorOf(user: EntraUser): EntraError | undefined;
  rolesOf(user: EntraUser): readonly string[];
  outage(): Controls['outage'];
  countRefresh(user: EntraUser): void;
  control(request: LoopbackRequest): Promise<LoopbackAnswer>;
}

export function createDirectory(): Directory {
  let controls: Controls = Controls.parse({});
  const refreshes = new Map<string, number>();

  return {
    signInErrorOf({ username }) {
      const reason = controls.people[username]?.refuse;
      return reason === undefined ? undefined : personErrors[reason];
    },
    rolesOf: ({ username, roles }) => controls.people[username]?.roles ?? roles,
    outage: () => controls.outage,
    countRefresh: ({ username }) => void refreshes.set(username, (refreshes.get(username) ?? 0) + 1),
    async control(request) {
      const { method } = request;
      if (method !== 'GET' && method !== 'PUT') return methodNotAllowed('GET, PUT');
      if (method === 'PUT') {
        const body: unknown = await request
          .body()
          .then(JSON.parse)
          .catch(() => undefined);
        const { data, error } = Controls.safeParse(body);
        if (data === undefined) return json(400, { error: z.prettifyError(error) });
        controls = data;
      }
      return json(200, { refreshes: Object.fromEntries(refreshes), ...controls });
    },
  };
}
