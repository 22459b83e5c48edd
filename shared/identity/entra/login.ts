import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Settings, withDeadline } from '../../platform/index.ts';
import { sameText, type Sealer } from '../tokens/index.ts';
import { authorityOf, createMsal, refreshTokenIn } from './msal.ts';
import { LoginError, providerCodeIn, providerErrorOf, refusesApp } from './errors.ts';
import { createIdTokenVerifier, type Person } from './id-token.ts';

/** How long a person may take on Microsoft's pages, in seconds. */
export const LOGIN_SECONDS = 600;

/** How long a request of a login may take, in milliseconds. */
const TIMEOUT_MS = 15_000;

/** What the browser keeps, sealed, between leaving for Microsoft and coming back. */
const LoginState = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), intent: z.unknown() });

export interface LoginStart {
  /** Where to send the browser. */
  readonly location: string;
  /** Part of the cookie's name, so that two tabs do not take each other's place. */
  readonly slot: string;
  /** The cookie's value. */
  readonly sealed: string;
}

/** A login that this browser began. */
export interface LoginInProgress {
  readonly slot: string;
  /** What was handed to {@link Login.start}. */
  readonly intent: unknown;
  readonly nonce: string;
  readonly verifier: string;
}

export interface LoggedIn extends Person {
  /** Entra's, to ask later whether the person still may; undefined where Entra gave none. */
  readonly refreshToken: string | undefined;
}

export interface Login {
  /** In: what the login is for; it comes back, sealed meanwhile. */
  start(intent: unknown): Promise<LoginStart>;
  /** In: the query of the callback; how to read the cookie of a slot. Errors: LoginError `no_login_in_progress`; SecretUnavailableError. */
  open(query: URLSearchParams, cookie: (slot: string) => string | undefined): Promise<LoginInProgress>;
  /** Out: who logged in. Errors: LoginError. */
  finish(query: URLSearchParams, login: LoginInProgress): Promise<LoggedIn>;
}

const random = () => randomBytes(32).toString('base64url');
const slotOf = (state: string) => state.slice(0, 8);

/** Login with Microsoft: authorization code with PKCE (RFC 7636), state and nonce, through MSAL; the id_token checked by jose. */
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
        prompt: 'select_account',
      });
      return { location, slot: slotOf(state), sealed: await sealer.seal({ state, nonce, verifier, intent }, LOGIN_SECONDS) };
    },

    async open(query, cookie) {
      const state = single(query, 'state') ?? '';
      const slot = slotOf(state);
      const sealed = cookie(slot);
      const kept = sealed === undefined ? undefined : await sealer.open(sealed, LoginState);
      if (!kept || !sameText(kept.state, state)) throw new LoginError('no_login_in_progress');
      return { slot, intent: kept.intent, nonce: kept.nonce, verifier: kept.verifier };
    },

    async finish(query, kept) {
      const error = single(query, 'error');
      if (error !== undefined) {
        const failure = error === 'access_denied' ? 'declined' : 'provider_error';
        throw new LoginError(failure, providerCodeIn(query.get('error_description')));
      }
      const code = single(query, 'code');
      // MSAL refuses an empty one with the same words as an Entra that does not answer.
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
      throw redeemFailure(error);
    }
  }
}

function redeemFailure(error: unknown): LoginError {
  if (error instanceof LoginError) return error;
  const { errorCode, providerCode } = providerErrorOf(error);
  if (errorCode === 'nonce_mismatch') return new LoginError('identity_not_valid');
  if (refusesApp(errorCode)) return new LoginError('app_not_trusted', providerCode);
  if (providerCode !== undefined || errorCode === 'invalid_grant') return new LoginError('code_refused', providerCode);
  return new LoginError(errorCode === undefined ? 'app_not_trusted' : 'provider_unreachable');
}

/** A parameter that came exactly once (RFC 6749 section 3.1). */
function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}
