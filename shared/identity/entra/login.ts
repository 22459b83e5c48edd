import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Settings, withDeadline } from '../../platform/index.ts';
import { constantTimeEqual, type Sealer } from '../tokens/index.ts';
import { authorityOf, createMsal, refreshTokenIn } from './msal.ts';
import { LoginError, providerCodeIn, providerErrorOf, rejectsApp } from './errors.ts';
import { createIdTokenVerifier, type Person } from './id-token.ts';

/** How long a person may take on Microsoft's pages, in seconds. */
export const LOGIN_SECONDS = 600;

/** Deadline of each request to Entra during a login, in milliseconds. */
const TIMEOUT_MS = 15_000;

/** The content of the sealed cookie that the browser holds while the person is on Microsoft's pages. */
const LoginState = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), intent: z.unknown() });

export interface LoginStart {
  /** Where to send the browser. */
  readonly location: string;
  /** Part of the cookie's name, so that two tabs do not overwrite each other's cookie. */
  readonly slot: string;
  /** The cookie's value. */
  readonly sealed: string;
}

/** A login that this browser started. */
export interface LoginInProgress {
  readonly slot: string;
  /** As passed to {@link Login.start}. */
  readonly intent: unknown;
  readonly nonce: string;
  readonly verifier: string;
}

export interface LoggedIn extends Person {
  /** Entra's, to ask later whether the person may still log in; undefined if Entra issued none. */
  readonly refreshToken: string | undefined;
}

export interface Login {
  /** @param intent what the login is for; {@link open} returns it */
  start(intent: unknown): Promise<LoginStart>;
  /**
   * @param query of the callback
   * @param cookie reads the cookie of a slot
   * @throws LoginError `no_login_in_progress`; SecretUnavailableError
   */
  open(query: URLSearchParams, cookie: (slot: string) => string | undefined): Promise<LoginInProgress>;
  /** @throws LoginError */
  finish(query: URLSearchParams, login: LoginInProgress): Promise<LoggedIn>;
}

const random = () => randomBytes(32).toString('base64url');
const slotOf = (state: string) => state.slice(0, 8);

/** Login with Microsoft through MSAL: authorization code with PKCE (RFC 7636), state and nonce. jose verifies the id_token. */
export function createLogin(settings: Settings, sealer: Sealer): Login {
  const authority = authorityOf(settings.entra);
  const msal = createMsal(settings, authority, TIMEOUT_MS);
  const verifyIdToken = createIdTokenVerifier(authority, settings.entra.tenantId, settings.entra.clientId);
  const redirectUri = `${settings.publicBaseUrl}/auth/callback`;

  return {
    async start(intent) {
      const { state, nonce, verifier } = { state: random(), nonce: random(), verifier: random() };
      const client = await msal();
      const location = await client.getAuthCodeUrl({
        scopes: [],
        redirectUri,
        state,
        nonce,
        codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
        codeChallengeMethod: 'S256',
        responseMode: 'query',
        // Entra refuses a login_hint beside it.
        prompt: 'select_account',
      });
      return { location, slot: slotOf(state), sealed: await sealer.seal({ state, nonce, verifier, intent }, LOGIN_SECONDS) };
    },

    async open(query, cookie) {
      const state = single(query, 'state') ?? '';
      const slot = slotOf(state);
      const sealed = cookie(slot);
      const kept = sealed === undefined ? undefined : await sealer.open(sealed, LoginState);
      if (!kept || !constantTimeEqual(kept.state, state)) throw new LoginError('no_login_in_progress');
      return { slot, intent: kept.intent, nonce: kept.nonce, verifier: kept.verifier };
    },

    async finish(query, kept) {
      const error = single(query, 'error');
      if (error !== undefined) {
        const reason = error === 'access_denied' ? 'declined' : 'provider_error';
        throw new LoginError(reason, providerCodeIn(query.get('error_description')));
      }
      const code = single(query, 'code');
      // For an empty code MSAL reports the same error as for an unreachable Entra.
      if (code === undefined || code === '') throw new LoginError('provider_error');
      const { idToken, refreshToken } = await redeem(code, kept);
      return { ...(await verifyIdToken(idToken, kept.nonce)), refreshToken };
    },
  };

  async function redeem(code: string, { verifier, nonce }: LoginInProgress) {
    const client = await msal();
    try {
      const request = { code, scopes: [], redirectUri, codeVerifier: verifier, nonce };
      const { idToken } = await withDeadline(
        TIMEOUT_MS,
        () => client.acquireTokenByCode(request),
        () => new LoginError('provider_unreachable'),
      );
      return { idToken, refreshToken: refreshTokenIn(client) };
    } catch (error) {
      throw redeemError(error);
    }
  }
}

function redeemError(error: unknown): LoginError {
  if (error instanceof LoginError) return error;
  const { errorCode, providerCode } = providerErrorOf(error);
  if (errorCode === 'nonce_mismatch') return new LoginError('identity_not_valid');
  if (rejectsApp(errorCode)) return new LoginError('app_not_trusted', providerCode);
  if (providerCode !== undefined || errorCode === 'invalid_grant') return new LoginError('code_refused', providerCode);
  return new LoginError(errorCode === undefined ? 'app_not_trusted' : 'provider_unreachable');
}

/** A parameter that occurs exactly once (RFC 6749 section 3.1). */
function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}
