import { z } from 'zod';
import {
  createCookies,
  createErrorAnswers,
  pageErrors,
  SecretUnavailableError,
  seeOther,
  type Handler,
  type Logger,
  type Secrets,
  type Settings,
  type StartAgain,
} from '../../platform/index.ts';
import { createLogin, LOGIN_SECONDS, LoginError, type LoginInProgress } from '../entra/index.ts';
import { createSealer, rolesOf } from '../tokens/index.ts';
import type { Names } from './names.ts';
import { noRolePage } from './no-role-page.ts';
import type { SignedIn } from './session.ts';

/** What a login is for: a page of ours, a request that waits for a person, or an OAuth client. */
const PURPOSES = ['test-auth', 'tokens', 'approvals', 'authorize', 'audit', 'conversations'] as const;
export type LoginPurpose = (typeof PURPOSES)[number];

/** Login cookies hold these names. */
const Intent = z.object({ to: z.enum(PURPOSES), state: z.record(z.string(), z.unknown()) });

/** What happens after a login of one purpose. */
export interface LoginContinuation {
  /**
   * @param state as passed to {@link SignIn.begin}
   * @param entraToken Entra's refresh token, for a grant that is created now
   */
  loggedIn(person: SignedIn, state: unknown, entraToken?: string): Promise<Response>;
  /** The person declined at Microsoft. Without this method, they see an error page. */
  declined?(state: unknown): Promise<Response>;
  /** The link on the page for a person without a role. Default: {@link startAgain}. */
  backLink?(state: unknown): StartAgain;
  /** The button of error pages; undefined if only the client can start again: it then says how to connect. */
  readonly startAgain: StartAgain | undefined;
}

export interface SignIn {
  /**
   * Sends the browser to Microsoft.
   *
   * @param state sealed into a cookie of at most 4 KiB; the continuation gets it back
   */
  begin(request: Request, to: LoginPurpose, state?: Readonly<Record<string, unknown>>): Promise<Response>;
  /** The handler of /auth/callback. */
  callback(continuations: Readonly<Record<LoginPurpose, LoginContinuation>>): Handler;
}

/** In characters, without name and attributes: browsers drop longer cookies (RFC 6265 section 6.1). */
const LONGEST_COOKIE = 3_900;

interface SignInOptions {
  /** Keeps the names of people who signed in. */
  readonly names?: Pick<Names, 'remember'>;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly log: Logger;
}

/** Login with Microsoft. A login can only be finished in the browser that started it. */
export function createSignIn({ settings, secrets, log, names }: SignInOptions): SignIn {
  const { publicBaseUrl, defaultRole } = settings;
  const cookies = createCookies(publicBaseUrl);
  const login = createLogin(settings, createSealer(secrets, 'login', publicBaseUrl));
  const cookieOf = (slot: string) => `login-${slot}`;
  const errorPage = (startAgain: StartAgain | undefined) =>
    createErrorAnswers({ log, event: 'login', render: pageErrors(settings, startAgain) });

  return {
    async begin(request, to, state = {}) {
      const { location, slot, sealed } = await login.start({ to, state });
      if (sealed.length > LONGEST_COOKIE) throw new Error('The state of this login is too long for a cookie.');
      return seeOther(location, [...cookies.dropSurplus(request, cookieOf('')), cookies.write(cookieOf(slot), sealed, LOGIN_SECONDS)]);
    },

    callback(continuations) {
      return async (request) => {
        const query = new URL(request.url).searchParams;
        let started: LoginInProgress;
        try {
          started = await login.open(query, (slot) => cookies.read(request, cookieOf(slot)));
        } catch (error) {
          return errorPage(continuations['test-auth'].startAgain)(error, request);
        }
        const intent = Intent.safeParse(started.intent);
        const continuation = continuations[intent.data?.to ?? 'test-auth'];
        let response: Response;
        try {
          if (!intent.success) throw intent.error;
          response = await finish(query, started, continuation, intent.data.state);
        } catch (error) {
          response = await errorPage(continuation.startAgain)(error, request);
          // Microsoft's code was not used up: reloading this page may finish the login, so the cookie stays.
          if (isTemporary(error)) return response;
        }
        response.headers.append('set-cookie', cookies.drop(cookieOf(started.slot)));
        return response;
      };
    },
  };

  async function finish(
    query: URLSearchParams,
    started: LoginInProgress,
    continuation: LoginContinuation,
    state: unknown,
  ): Promise<Response> {
    try {
      const { tenantId, objectId, name, username, roles: claim, refreshToken } = await login.finish(query, started);
      const roles = rolesOf(claim, defaultRole);
      if (roles.length === 0) {
        log.warn('login_refused', { subject: `${tenantId}.${objectId}`, reason: claim === undefined ? 'no_role' : 'unknown_role' });
        return await noRolePage(settings, username, continuation.backLink?.(state) ?? continuation.startAgain);
      }
      const person: SignedIn = { tenantId, objectId, name, username, roles };
      // The login does not wait for it.
      void names?.remember(person);
      return await continuation.loggedIn(person, state, refreshToken);
    } catch (error) {
      const declined = error instanceof LoginError && error.reason === 'declined';
      if (declined && continuation.declined) return continuation.declined(state);
      throw error;
    }
  }
}

const isTemporary = (error: unknown): boolean =>
  error instanceof SecretUnavailableError || (error instanceof LoginError && error.reason === 'provider_unreachable');
