import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  createEntraTokens,
  createSealer,
  type GrantStore,
  issueAccessToken,
  type LoginContinuation,
  type Scope,
  SCOPES,
  scopesOfRoles,
  type Sessions,
  type SignedIn,
  type SignIn,
  type SigningKeyring,
  type TokenNames,
} from '../../identity/index.ts';
import {
  cutText,
  createCookies,
  createRateLimit,
  type Logger,
  type OriginPolicy,
  readForm,
  type Secrets,
  seeOther,
  type Settings,
} from '../../platform/index.ts';
import { endOldestCopied } from './copied-tokens.ts';
import { allRevokedPage, foreignFormPage, nothingTickedPage, sessionEndedPage, tokenEndedPage, tooManyTokensPage } from './error-pages.ts';
import { startPage, tokenPage } from './pages.ts';
import { secondsLeft, Session, SESSION_COOKIE } from './session.ts';
import { tokenName } from './token-name.ts';

/** The `client_id` of copied tokens. */
export const COPIED_TOKEN_CLIENT = 'test-auth';

/** What a login carries to its end: what the person wrote before it. */
const LoginState = z.object({ name: z.string().optional().catch(undefined) });

/** Tokens that a person may make in a minute, in each instance. */
const TOKENS_PER_MINUTE = 10;

interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly keyring: SigningKeyring;
  readonly names: TokenNames;
  readonly policy: OriginPolicy;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly grants: GrantStore;
  /** The scopes that the tools of this server need. No token gets more. */
  readonly scopes: readonly Scope[];
  readonly log: Logger;
  readonly clock: () => number;
}

type Handler = (request: Request) => Promise<Response>;

interface TokenPage {
  readonly testAuth: Handler;
  readonly startLogin: Handler;
  /** What happens after its login. */
  readonly continuation: LoginContinuation;
}

/** The page /test-auth. */
export function createTokenPage(parts: Parts): TokenPage {
  const { settings, secrets, keyring, names, policy, signIn, sessions, grants, scopes: offered, log, clock } = parts;
  const allowedTo = (roles: SignedIn['roles']) => scopesOfRoles(roles).filter((scope) => offered.includes(scope));
  const { publicBaseUrl, tokenTtlHours } = settings;
  const cookies = createCookies(publicBaseUrl);
  const sealer = createSealer(secrets, 'token-page', publicBaseUrl);
  const making = createRateLimit({ perMinute: TOKENS_PER_MINUTE });
  const entraTokens = createEntraTokens(secrets, publicBaseUrl);
  const startAgain = { href: '/test-auth', label: 'Start again' };

  return {
    testAuth,
    startLogin,
    continuation: { loggedIn, startAgain },
  };

  async function testAuth(request: Request): Promise<Response> {
    const session = await openSession(request);
    if (request.method === 'POST') return changeToken(request, session);
    if (!session) return startPage(settings, publicBaseUrl, tokenTtlHours);
    const grant = await grants.read(`${session.tenantId}.${session.objectId}`, session.grantId);
    // A revoked token would mislead.
    if (!grant || grant.revoked) return forgotten(await startPage(settings, publicBaseUrl, tokenTtlHours));
    return tokenPage(settings, {
      session,
      name: grant.clientName,
      allowed: allowedTo(session.roles),
      url: names.audience,
      ttlHours: tokenTtlHours,
      now: clock() / 1000,
    });
  }

  /** Anyone may start a login, also from elsewhere; only our own form names the token. */
  async function startLogin(request: Request): Promise<Response> {
    const written = policy.isOwnForm(request) ? (await readForm(request)).get('name') : null;
    return signIn.begin(request, 'test-auth', written ? { name: tokenName(written) } : {});
  }

  async function loggedIn(person: SignedIn, state: unknown, entraToken?: string): Promise<Response> {
    const content = { name: tokenName(LoginState.parse(state).name), scopes: allowedTo(person.roles), hours: tokenTtlHours };
    const cookie = await issue({ ...person, loggedInAt: clock() / 1000 }, entraToken, content);
    if (cookie === undefined) return forgotten(await allRevokedPage(settings));
    return seeOther(`${publicBaseUrl}/test-auth`, [cookie, await sessions.write(person)]);
  }

  async function changeToken(request: Request, session: Session | undefined): Promise<Response> {
    if (!policy.isOwnForm(request)) return foreignFormPage(settings);
    const form = await readForm(request);
    const back = `${publicBaseUrl}/test-auth`;
    if (form.get('action') === 'forget') return seeOther(back, [cookies.drop(SESSION_COOKIE), sessions.drop()]);
    if (!session) return sessionEndedPage(settings);
    const asked = form.get('action') === 'read_only' ? ['telnyx.read'] : form.getAll('scope');
    const allowed = allowedTo(session.roles);
    const scopes = SCOPES.filter((scope) => asked.includes(scope) && allowed.includes(scope));
    if (scopes.length === 0) return nothingTickedPage(settings);
    const subject = `${session.tenantId}.${session.objectId}`;
    const wait = making(subject);
    if (wait !== undefined) return tooManyTokensPage(settings, wait);
    const hours = Math.min(Number(form.get('hours')) || tokenTtlHours, tokenTtlHours);
    const shown = await grants.read(subject, session.grantId);
    // Whoever ended that token, be it the person, an Owner or Entra, also ended what could be made of it.
    if (!shown || shown.revoked)
      return forgotten(await ((await allRevokedSince(subject, session.loggedInAt)) ? allRevokedPage(settings) : tokenEndedPage(settings)));
    const entraToken = shown.entraToken && (await entraTokens.open(shown.entraToken, shown));
    const name = tokenName(form.get('name') ?? undefined);
    const cookie = await issue(session, entraToken, { name, scopes, hours: Math.max(1, Math.floor(hours)) });
    return cookie === undefined ? forgotten(await allRevokedPage(settings)) : seeOther(back, [cookie]);
  }

  /**
   * Makes a token, its grant, and the sealed cookie that shows the token on the page.
   *
   * @returns Undefined if everything of this person was revoked since the login. This is checked after the insert: a revocation at the same
   * moment either finds the row or is found here.
   */
  async function issue(
    person: SignedIn & Pick<Session, 'loggedInAt'>,
    entraToken: string | undefined,
    { name: clientName, scopes, hours }: { readonly name: string; readonly scopes: Scope[]; readonly hours: number },
  ): Promise<string | undefined> {
    const { tenantId, objectId, name, roles, loggedInAt } = person;
    const subject = `${tenantId}.${objectId}`;
    const grantId = randomUUID();
    const content = { tenantId, objectId, grantId, roles, scopes, clientId: COPIED_TOKEN_CLIENT, ttlSeconds: hours * 3600 };
    const { token, expiresAt } = await issueAccessToken(content, names, keyring);
    const createdAt = Math.floor(clock() / 1000);
    await grants.insert({
      subject,
      id: grantId,
      kind: 'pasted',
      clientId: COPIED_TOKEN_CLIENT,
      clientName,
      scopes,
      roles,
      createdAt,
      expiresAt,
      generation: 0,
      rotatedAt: createdAt,
      lastUsedAt: 0,
      confirmedAt: Math.floor(loggedInAt),
      entraToken: entraToken && (await entraTokens.seal(entraToken, { subject, id: grantId })),
      revoked: undefined,
    });
    if (await allRevokedSince(subject, loggedInAt)) {
      await grants.revoke(subject, grantId, 'owner');
      return undefined;
    }
    const ended = await endOldestCopied(grants, subject, grantId);
    log.info('token_issued', { subject, client: COPIED_TOKEN_CLIENT, scopes, hours, ...(ended > 0 && { ended }) });
    const session: Session = {
      tenantId,
      objectId,
      name: cutText(name, 120),
      roles,
      loggedInAt,
      grantId,
      token,
      tokenExpiresAt: expiresAt,
      scopes,
    };
    // A new token does not keep the page open longer: ten minutes after the login it closes.
    const left = secondsLeft(session, clock() / 1000);
    return cookies.write(SESSION_COOKIE, await sealer.seal(session, left), left);
  }

  async function allRevokedSince(subject: string, loggedInAt: number): Promise<boolean> {
    const at = await grants.allRevokedAt(subject);
    return at !== undefined && at >= loggedInAt;
  }

  function forgotten(response: Response): Response {
    for (const cookie of [cookies.drop(SESSION_COOKIE), sessions.drop()]) response.headers.append('set-cookie', cookie);
    return response;
  }

  async function openSession(request: Request): Promise<Session | undefined> {
    const sealed = cookies.read(request, SESSION_COOKIE);
    const session = sealed === undefined ? undefined : await sealer.open(sealed, Session);
    return session && secondsLeft(session, clock() / 1000) > 0 ? session : undefined;
  }
}
