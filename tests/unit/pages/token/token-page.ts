import { createSigningKeyring, SCOPES, tokenNames } from '../../../../shared/identity/tokens/index.ts';
import { createOriginPolicy } from '../../../../shared/platform/http/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { createSessions, createSignIn } from '../../../../shared/identity/login/index.ts';
import type { Role } from '../../../../shared/platform/settings/index.ts';
import type { Grant } from '../../../../shared/identity/grants/index.ts';
import { createTokenPage } from '../../../../shared/pages/token/index.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { createMemoryGrants } from '../access/memory-grants.ts';
import { pageErrors } from '../../../../shared/platform/html/index.ts';
import { routed } from '../../../support/routed.ts';
import { ORIGIN, pageSettings, TENANT } from '../page-settings.ts';

export const ME = 'aaaaaaaa-0000-4000-8000-000000000001';

const TOKEN = /<textarea id="token"[^>]*>([\w.-]+)<\/textarea>/;

/** The page with these grants in its tables, a clock that stands still until it is moved, and a browser's way to ask it. */
export async function openTokenPage(...rows: Grant[]) {
  const { secrets } = await makeSecrets();
  const settings = pageSettings();
  const log = createLogger(() => undefined);
  const grants = createMemoryGrants(...rows);
  // What is sealed ends by the real clock: this one only moves ahead of it.
  const time = { now: Date.now() };
  const { testAuth: unrouted, continuation } = createTokenPage({
    settings,
    secrets,
    keyring: createSigningKeyring(secrets),
    names: tokenNames(ORIGIN),
    policy: createOriginPolicy(settings),
    signIn: createSignIn({ settings, secrets, log }),
    sessions: createSessions(secrets, ORIGIN),
    grants,
    scopes: SCOPES,
    log,
    clock: () => time.now,
  });
  const errors = pageErrors(settings, { href: '/test-auth', label: 'Start again' });
  const testAuth = routed(unrouted, { errors, event: 'login', log, origin: ORIGIN });

  const pageCookie = (response: Response) => response.headers.getSetCookie().find((each) => each.startsWith('__Host-token-page='));

  /** One browser: it keeps the cookie of the page, whatever its Max-Age says. */
  function openBrowser() {
    let cookie = '';
    const keep = (response: Response) => {
      const [kept] = (pageCookie(response) ?? '').split(';');
      if (kept) cookie = kept;
      return response;
    };
    const request = (init: RequestInit) =>
      testAuth(new Request(`${ORIGIN}/test-auth`, { ...init, headers: { cookie, 'sec-fetch-site': 'same-origin' } }));
    return {
      arrive: async (role: Role = 'Owner', objectId = ME, state: unknown = {}) =>
        keep(await continuation.loggedIn({ tenantId: TENANT, objectId, name: `Local ${role}`, roles: [role] }, state)),
      post: async (form: Record<string, string>) => keep(await request({ method: 'POST', body: new URLSearchParams(form) })),
      page: async () => (await request({})).text(),
      token: async () => TOKEN.exec(await (await request({})).text())?.[1],
    };
  }

  return { grants, time, openBrowser, pageCookie };
}
