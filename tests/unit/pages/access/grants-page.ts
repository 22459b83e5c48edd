import { createGrantsPage } from '../../../../shared/pages/access/index.ts';
import { createOriginPolicy } from '../../../../shared/platform/http/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { createSessions, createSignIn, type KnownPerson } from '../../../../shared/identity/login/index.ts';
import type { Role } from '../../../../shared/platform/settings/index.ts';
import type { Grant } from '../../../../shared/identity/grants/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { createMemoryGrants } from './memory-grants.ts';
import { createMemoryPeople } from './memory-people.ts';
import { pageErrors } from '../../../../shared/platform/html/index.ts';
import { routed } from '../../../support/routed.ts';
import { ORIGIN, pageSettings, TENANT } from '../page-settings.ts';

export const ME = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OTHER = 'bbbbbbbb-0000-4000-8000-000000000002';
/** Half past an hour, unix seconds. */
export const NOW = 1_800_001_800;

export const grantOf = (objectId: string, given: Partial<Grant> = {}): Grant => ({
  subject: `${TENANT}.${objectId}`,
  id: 'grant-1',
  kind: 'oauth',
  clientId: 'https://claude.ai/oauth/mcp-oauth-client-metadata',
  clientName: 'Claude',
  scopes: ['telnyx.read'],
  roles: ['Owner'],
  createdAt: NOW - 86_400,
  expiresAt: NOW + 86_400,
  generation: 0,
  rotatedAt: NOW,
  lastUsedAt: 0,
  confirmedAt: NOW,
  entraToken: undefined,
  revoked: undefined,
  ...given,
});

/** The page with these grants in its tables, real sessions, and a browser's way to ask it. */
export const openGrantsPage = (...rows: Grant[]) => openPeoplePage([], ...rows);

/** The same, with these people. */
export async function openPeoplePage(known: readonly KnownPerson[], ...rows: Grant[]) {
  const { secrets } = await makeSecrets();
  const settings = pageSettings({
    OAUTH_CLIENTS: JSON.stringify([{ client_id: 'cursor', client_name: 'Cursor', redirect_uris: ['http://localhost:8787/callback'] }]),
  });
  const lines: Record<string, unknown>[] = [];
  const log = createLogger((_level, line) => lines.push(JSON.parse(line)));
  const sessions = createSessions(secrets, ORIGIN);
  const grants = createMemoryGrants(...rows);
  const people = createMemoryPeople(known);
  const signIn = createSignIn({ settings, secrets, log });
  const clock = () => NOW * 1000;
  const { handler: unrouted, continuation } = createGrantsPage({
    settings,
    policy: createOriginPolicy(settings),
    signIn,
    sessions,
    grants,
    people,
    shownToken: (request) => Promise.resolve(request.headers.get('x-shown-token') ?? undefined),
    log,
    clock,
  });
  const errors = pageErrors(settings, { href: '/tokens', label: 'Start again' });
  const handler = routed(unrouted, { errors, event: 'grants_page', log, origin: ORIGIN });

  /** @returns The Cookie header of a browser in which this person is signed in. */
  const cookieOf = async (role: Role = 'Manager', objectId = ME): Promise<string> => {
    const [cookie = ''] = (await sessions.write({ tenantId: TENANT, objectId, name: `Local ${role}`, roles: [role] })).split(';');
    return cookie;
  };
  const get = (cookie = '', query = '', headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
    handler(new Request(`${ORIGIN}/tokens${query}`, { headers: { cookie, ...headers } }));
  const post = (cookie: string, form: Record<string, string>, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
    handler(new Request(`${ORIGIN}/tokens`, { method: 'POST', headers: { cookie, ...headers }, body: new URLSearchParams(form) }));
  return { get, post, cookieOf, grants, people, lines, continuation };
}
