import { z } from 'zod';
import { createSealer, rolesOf } from '../tokens/index.ts';
import { createLogin, LOGIN_SECONDS, LoginError } from '../entra/index.ts';
import {
  createCookies,
  createErrorAnswers,
  type Handler,
  type Logger,
  pageErrors,
  ROLES,
  type Secrets,
  SecretUnavailableError,
  seeOther,
  type Settings,
  type StartAgain,
  wordsPage,
} from '../../platform/index.ts';
import type { SignedIn } from './session.ts';

export type { SignedIn } from './session.ts';

/** Where a login leads: the token page, the page of grants, or back to an OAuth client. */
const DESTINATIONS = ['test-auth', 'tokens', 'authorize'] as const;
export type DestinationName = (typeof DESTINATIONS)[number];

const Intent = z.object({ to: z.enum(DESTINATIONS), state: z.record(z.string(), z.unknown()) });

export interface Destination {
  /**
   * @param person - who logged in
   * @param state - what was handed to {@link SignIn.begin}
   * @param entraToken - Entra's refresh token, for grants that come of this login; whoever makes none drops it
   */
  arrive(person: SignedIn, state: unknown, entraToken?: string): Promise<Response>;
  /** The person declined at Microsoft; a page says so where this is not given. */
  declined?(state: unknown): Promise<Response>;
  /** The way back for a person without a role, as a link on the page that says so; the page stands alone where this is not given. */
  wayBack?(state: unknown): StartAgain;
  /** How the person begins anew after a failure; undefined: only the client can begin anew. */
  readonly startAgain: StartAgain | undefined;
}

export interface SignIn {
  /** Sends the browser to Microsoft. `state` comes back with the person, sealed meanwhile; it must be small (a cookie holds 4 KiB). */
  begin(request: Request, to: DestinationName, state?: Readonly<Record<string, unknown>>): Promise<Response>;
  /** The handler of /auth/callback. */
  callback(destinations: Readonly<Record<DestinationName, Destination>>): Handler;
}

/** A browser keeps no cookie that is longer (RFC 6265 section 6.1), name and attributes included. */
const LONGEST_COOKIE = 3_900;

interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly log: Logger;
}

/** Login with Microsoft for all that needs a person. What was begun in one browser can only be finished in that one. */
export function createSignIn({ settings, secrets, log }: Parts): SignIn {
  const { publicBaseUrl, defaultRole } = settings;
  const cookies = createCookies(publicBaseUrl);
  const login = createLogin(settings, createSealer(secrets, 'login', publicBaseUrl));
  const cookieOf = (slot: string) => `login-${slot}`;

  return {
    async begin(request, to, state = {}) {
      const { location, slot, sealed } = await login.start({ to, state });
      if (sealed.length > LONGEST_COOKIE) throw new Error('A login cannot carry that much along.');
      return seeOther(location, [...cookies.dropSurplus(request, cookieOf('')), cookies.write(cookieOf(slot), sealed, LOGIN_SECONDS)]);
    },

    callback(destinations) {
      return async (request) => {
        const query = new URL(request.url).searchParams;
        let slot: string | undefined;
        let passing = false as boolean;
        let startAgain = destinations['test-auth'].startAgain;
        const settle = async () => {
          const kept = await login.open(query, (each) => cookies.read(request, cookieOf(each)));
          slot = kept.slot;
          const { to, state } = Intent.parse(kept.intent);
          const destination = destinations[to];
          startAgain = destination.startAgain;
          try {
            const { tenantId, objectId, name, username, roles: claim, refreshToken } = await login.finish(query, kept);
            const roles = rolesOf(claim, defaultRole);
            if (roles.length === 0) {
              log.warn('login_refused', { subject: `${tenantId}.${objectId}`, reason: claim === undefined ? 'no_role' : 'unknown_role' });
              return await noRolePage(username, startAgain, destination.wayBack?.(state));
            }
            return await destination.arrive({ tenantId, objectId, name, roles }, state, refreshToken);
          } catch (error) {
            const declined = error instanceof LoginError && error.failure === 'declined';
            if (declined && destination.declined) return destination.declined(state);
            throw error;
          }
        };
        const response = await settle().catch((error: unknown) => {
          // Then the code of Microsoft was not used up: loading this page again may finish the login.
          passing = isPassing(error);
          return createErrorAnswers({ log, event: 'login', render: pageErrors(startAgain) })(error, request);
        });
        if (slot !== undefined && !passing) response.headers.append('set-cookie', cookies.drop(cookieOf(slot)));
        return response;
      };
    },
  };
}

const isPassing = (error: unknown): boolean =>
  error instanceof SecretUnavailableError || (error instanceof LoginError && error.failure === 'provider_unreachable');

const ROLE_LIST = new Intl.ListFormat('en', { type: 'disjunction' }).format(ROLES);

/**
 * The person logged in, and has no app role that counts here.
 *
 * @param username - of the account at Microsoft, so that a person with several sees which one this was; may be empty
 * @param wayBack - a link for a person whom a client waits for: it tells the client that nothing comes
 */
const noRolePage = (username: string, startAgain: StartAgain | undefined, wayBack = startAgain): Promise<Response> =>
  wordsPage(
    {
      status: 403,
      title: 'You have no role in this app',
      what: `Microsoft confirmed who you are${username && ` (${username})`}, but your account has no role here. Nobody was given access.`,
      next: `Ask an administrator of your organization to assign you one of the roles of this app in Microsoft Entra: ${ROLE_LIST}. Then ${
        startAgain ? 'start again' : 'go back to your client and connect it again'
      }.`,
    },
    { startAgain: wayBack },
  );
