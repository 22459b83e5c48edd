/** The people who can sign in locally, one for each app role. Their object ids are fixed, so their grants survive restarts. */

export interface EntraUser {
  /** Posted by the sign-in form. */
  readonly username: string;
  readonly name: string;
  readonly oid: string;
  readonly roles: readonly string[];
  /** The role in a few words, shown on the page. A person without it is not shown, and exists for tests. */
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

export const findUser = (username: string) => byUsername.get(username);

/** @param loginHint username or e-mail address of the person to show first */
export function usersOnPage(loginHint: string | null): readonly EntraUser[] {
  const hinted = (user: EntraUser) => user.username === loginHint || preferredUsername(user) === loginHint;
  return USERS.filter((user) => user.about !== undefined).sort((a, b) => Number(hinted(b)) - Number(hinted(a)));
}
