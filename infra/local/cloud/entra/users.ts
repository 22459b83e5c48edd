/** The people who can sign in locally: one for each app role, named by it. Their object ids never change, so their grants survive restarts. */

export interface EntraUser {
  /** What the sign-in form posts. */
  readonly username: string;
  readonly name: string;
  readonly oid: string;
  readonly roles: readonly string[];
  /** What the role is for, as the page says it; a person without it is not on the page and serves tests only. */
  readonly about?: string;
}

const USERS: readonly EntraUser[] = [
  {
    username: 'reader',
    name: 'Local Reader',
    oid: 'a0000000-0000-4000-8000-000000000001',
    roles: ['Reader'],
    about: 'Looks at numbers, messages and costs',
  },
  {
    username: 'operator',
    name: 'Local Operator',
    oid: 'a0000000-0000-4000-8000-000000000002',
    roles: ['Operator'],
    about: 'Reads and sends',
  },
  { username: 'owner', name: 'Local Owner', oid: 'a0000000-0000-4000-8000-000000000003', roles: ['Owner'], about: 'May do everything' },
  { username: 'manager', name: 'Local Manager', oid: 'a0000000-0000-4000-8000-000000000004', roles: ['Manager'] },
  { username: 'nobody', name: 'Local Nobody', oid: 'a0000000-0000-4000-8000-000000000005', roles: [] },
];

export const USERNAMES: readonly string[] = USERS.map(({ username }) => username);

const byUsername = new Map(USERS.map((user) => [user.username, user]));

export const preferredUsername = (user: EntraUser) => `${user.username}@example.com`;

/** The person of that username, on the page or not. */
export const findUser = (username: string) => byUsername.get(username);

/** Those whom the sign-in page shows; the one that `loginHint` names (username or e-mail form) comes first. */
export function usersOnPage(loginHint: string | null): readonly EntraUser[] {
  const hinted = (user: EntraUser) => user.username === loginHint || preferredUsername(user) === loginHint;
  return USERS.filter((user) => user.about !== undefined).sort((a, b) => Number(hinted(b)) - Number(hinted(a)));
}
