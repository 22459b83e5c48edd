/** The token endpoint: authorization codes with PKCE, and refresh tokens. See RFC 6749 sections 4.1.3 and 6, RFC 7636 section 4.6. */
import { createHash } from 'node:crypto';
import { json } from '../loopback/answers.ts';
import { pause } from '../loopback/server.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import { createClientAuthentication } from './client-authentication.ts';
import type { CodeStore, Login } from './codes.ts';
import type { Directory } from './directory.ts';
import { entraErrorFor, entraErrors, errorBody, serviceErrors } from './errors.ts';
import type { EntraError } from './errors.ts';
import type { LoginControl } from './login-controls.ts';
import type { RefreshTokenStore } from './refresh-tokens.ts';
import type { Registration } from './registration.ts';
import { issueTokens } from './tokens.ts';

const SLOW_MS = 30_000;
const brokenAnswer: LoopbackAnswer = { status: 500, headers: { 'Content-Type': 'text/html' }, body: '<h1>Service Unavailable</h1>' };
const COMMON_PARAMETERS = ['client_id', 'grant_type'];

const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

interface Stores {
  readonly codes: CodeStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly directory: Directory;
}

interface GrantType {
  readonly parameters: readonly string[];
  readonly loginOf: (form: URLSearchParams) => Login | EntraError;
}

/** @param slowMs delay of a slow answer, in ms */
export function createTokenEndpoint(
  registration: Registration,
  { codes, refreshTokens, directory }: Stores,
  slowMs = SLOW_MS,
): (request: LoopbackRequest) => Promise<LoopbackAnswer> {
  const authenticate = createClientAuthentication(registration);

  /** Checks and marks the code without an await between: it can be redeemed once only. */
  function redeem(form: URLSearchParams): Login | EntraError {
    const code = form.get('code') ?? '';
    const issued = codes.find(code);
    if (issued === undefined) return entraErrors.malformedCode;
    if (issued.state === 'redeemed') return entraErrors.redeemedCode;
    if (issued.state === 'expired' || issued.login.control.token === 'expired') return entraErrors.expiredCode;
    const redirectUri = form.get('redirect_uri') ?? '';
    if (redirectUri !== issued.login.redirectUri) return entraErrorFor.replyAddress(redirectUri, issued.login.redirectUri);
    if (s256(form.get('code_verifier') ?? '') !== issued.login.codeChallenge) return entraErrors.verifierMismatch;
    codes.redeem(code);
    return issued.login;
  }

  function refresh(form: URLSearchParams): Login | EntraError {
    const issued = refreshTokens.find(form.get('refresh_token') ?? '');
    if (issued === undefined) return entraErrors.malformedRefreshToken;
    directory.countRefresh(issued.login.user);
    if (issued.state === 'expired') return entraErrors.expiredRefreshToken;
    return issued.login;
  }

  const grantTypes = new Map<string, GrantType>([
    ['authorization_code', { parameters: ['code', 'redirect_uri', 'code_verifier'], loginOf: redeem }],
    ['refresh_token', { parameters: ['refresh_token'], loginOf: refresh }],
  ]);

  function requestError(form: URLSearchParams): EntraError | undefined {
    const missing = (names: readonly string[]) => names.filter((name) => form.get(name) === null).map(entraErrorFor.missingParameter)[0];
    const incomplete = missing(COMMON_PARAMETERS);
    if (incomplete !== undefined) return incomplete;
    const clientId = form.get('client_id') ?? '';
    if (clientId !== registration.clientId) return entraErrorFor.unknownClient(clientId, registration.tenantId);
    const grantType = form.get('grant_type') ?? '';
    const known = grantTypes.get(grantType);
    return known === undefined ? entraErrorFor.grantType(grantType) : missing(known.parameters);
  }

  return async (request) => {
    const errorAnswer = (error: EntraError) => json(error.status, errorBody(error, request.headers));
    const form = new URLSearchParams(await request.body());
    const outage = directory.outage();
    if (outage === 'broken') return brokenAnswer;
    if (outage === 'slow') await pause(slowMs, request.closing);
    else if (outage !== undefined) return errorAnswer(serviceErrors[outage]);
    const error = requestError(form) ?? (await authenticate(form));
    if (error !== undefined) return errorAnswer(error);
    const grantType = form.get('grant_type') ?? '';
    const login = grantTypes.get(grantType)?.loginOf(form) ?? entraErrorFor.grantType(grantType);
    if (!('user' in login)) return errorAnswer(login);
    const signInError = directory.signInErrorOf(login.user);
    if (signInError !== undefined) return errorAnswer(signInError);
    const refreshed = grantType === 'refresh_token';
    const control: LoginControl = refreshed ? { ...login.control.refresh } : login.control;
    if (control.token === 'broken') return brokenAnswer;
    if (control.token === 'slow') await pause(slowMs, request.closing);
    // Entra issues a refresh token only for this scope.
    const offline = login.scope.split(' ').includes('offline_access') && login.control.withoutRefreshToken === undefined;
    const answer = await issueTokens(registration, {
      ...login,
      control,
      nonce: refreshed ? undefined : login.nonce,
      roles: directory.rolesOf(login.user),
      refreshToken: offline ? refreshTokens.issue(login) : undefined,
      wantsClientInfo: form.get('client_info') === '1',
    });
    return json(200, answer);
  };
}
