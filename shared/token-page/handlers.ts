import { randomUUID } from 'node:crypto';
import { createSealer, issueAccessToken, rolesOf, scopesOfRoles, SCOPES, type Scope } from '../auth/index.ts';
import type { SigningKeyring, TokenNames } from '../auth/index.ts';
import { createLogin, LOGIN_SECONDS, type Person } from '../entra/index.ts';
import { createCookies, readForm, seeOther, type OriginPolicy } from '../http/index.ts';
import type { Logger } from '../log/index.ts';
import type { Secrets } from '../secrets/index.ts';
import type { Settings } from '../settings/index.ts';
import { foreignFormPage, nothingTickedPage, sessionEndedPage, troublePage } from './error-pages.ts';
import { startPage, tokenPage } from './pages.ts';
import { Session, SESSION_COOKIE, SESSION_SECONDS } from './session.ts';

/** `client_id` of tokens that a person copied from the page. */
const CLIENT_ID = 'test-auth';

interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly keyring: SigningKeyring;
  readonly names: TokenNames;
  readonly policy: OriginPolicy;
  readonly log: Logger;
}

type Handler = (request: Request) => Promise<Response>;

/** The page /test-auth and the login behind it. Every failure is a page that says what happened and what to do. */
export function createTokenPage({ settings, secrets, keyring, names, policy, log }: Parts): {
  readonly testAuth: Handler;
  readonly startLogin: Handler;
  readonly callback: Handler;
} {
  const { publicBaseUrl, tokenTtlHours, defaultRole } = settings;
  const cookies = createCookies(publicBaseUrl);
  const login = createLogin(settings, createSealer(secrets, 'login', publicBaseUrl));
  const sealer = createSealer(secrets, 'token-page', publicBaseUrl);
  const loginCookie = (slot: string) => `login-${slot}`;

  return { testAuth: guarded(testAuth), startLogin: guarded(startLogin), callback: guarded(callback) };

  async function testAuth(request: Request): Promise<Response> {
    const session = await openSession(request);
    if (request.method === 'POST') return changeToken(request, session);
    return session ? tokenPage(session, names.audience, tokenTtlHours) : startPage(publicBaseUrl, tokenTtlHours);
  }

  async function startLogin(): Promise<Response> {
    const { location, slot, sealed } = await login.start();
    return seeOther(location, [cookies.write(loginCookie(slot), sealed, LOGIN_SECONDS)]);
  }

  async function callback(request: Request): Promise<Response> {
    const query = new URL(request.url).searchParams;
    const person = await login.finish(query, (slot) => cookies.read(request, loginCookie(slot)));
    const roles = rolesOf(person.roles, defaultRole);
    const cookie = await issue({ ...person, roles }, scopesOfRoles(roles), tokenTtlHours);
    const used = cookies.drop(loginCookie((query.get('state') ?? '').slice(0, 8)));
    return seeOther(`${publicBaseUrl}/test-auth`, [cookie, used]);
  }

  async function changeToken(request: Request, session: Session | undefined): Promise<Response> {
    if (!policy.isOwnForm(request)) return foreignFormPage();
    const form = await readForm(request);
    const back = `${publicBaseUrl}/test-auth`;
    if (form.get('action') === 'forget') return seeOther(back, [cookies.drop(SESSION_COOKIE)]);
    if (!session) return sessionEndedPage();
    const asked = form.get('action') === 'read_only' ? ['telnyx.read'] : form.getAll('scope');
    const allowed = scopesOfRoles(session.roles);
    const scopes = SCOPES.filter((scope) => asked.includes(scope) && allowed.includes(scope));
    if (scopes.length === 0) return nothingTickedPage();
    const hours = Math.min(Number(form.get('hours')) || tokenTtlHours, tokenTtlHours);
    return seeOther(back, [await issue(session, scopes, Math.max(1, Math.floor(hours)))]);
  }

  /** Makes a token and the sealed cookie that shows it on the page. */
  async function issue(person: Omit<Person, 'roles'> & Pick<Session, 'roles'>, scopes: Scope[], hours: number): Promise<string> {
    const { tenantId, objectId, name, username, roles } = person;
    const grant = { tenantId, objectId, username, roles, scopes, clientId: CLIENT_ID, ttlSeconds: hours * 3600 };
    const { token, expiresAt } = await issueAccessToken(grant, names, keyring);
    log.info('token_issued', { subject: `${tenantId}.${objectId}`, client: CLIENT_ID, scopes, hours });
    const session: Session = { tenantId, objectId, name: name.slice(0, 120), username, roles, token, tokenExpiresAt: expiresAt, scopes };
    return cookies.write(SESSION_COOKIE, await sealer.seal(session, SESSION_SECONDS), SESSION_SECONDS);
  }

  async function openSession(request: Request): Promise<Session | undefined> {
    const sealed = cookies.read(request, SESSION_COOKIE);
    return sealed === undefined ? undefined : sealer.open(sealed, Session);
  }

  function guarded(handler: Handler): Handler {
    return async (request) => {
      try {
        return await handler(request);
      } catch (error) {
        const id = randomUUID();
        log.error('login_failed', error, { request: id });
        return troublePage(error, id);
      }
    };
  }
}
