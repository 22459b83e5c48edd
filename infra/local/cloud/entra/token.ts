/** The token endpoint: redeems authorization codes, with PKCE, and refresh tokens (RFC 6749 4.1.3 and 6, RFC 7636 4.6). */
import { createHash } from 'node:crypto';
import { json } from '../loopback/answers.ts';
import { pause } from '../loopback/server.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import { createClientAuthentication } from './client-authentication.ts';
import type { CodeStore, Login } from './codes.ts';
import type { Directory } from './directory.ts';
import { faultFor, faults, outages, report } from './errors.ts';
import type { Fault } from './errors.ts';
import type { Knob } from './login-controls.ts';
import type { RefreshTokenStore } from './refresh-tokens.ts';
import type { Registration } from './registration.ts';
import { issueTokens } from './tokens.ts';

const SLOW_MS = 30_000;
const brokenAnswer: LoopbackAnswer = { status: 500, headers: { 'Content-Type': 'text/html' }, body: '<h1>Service Unavailable</h1>' };
const ofEveryGrant = ['client_id', 'grant_type'];

const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

interface State {
  readonly codes: CodeStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly directory: Directory;
}

interface GrantType {
  readonly parameters: readonly string[];
  /** Answers the login that the form stands for. */
  readonly loginOf: (form: URLSearchParams) => Login | Fault;
}

/** Answers the endpoint's handler; `slowMs` is how long what is slow holds the answer back. */
export function createTokenEndpoint(
  registration: Registration,
  { codes, refreshTokens, directory }: State,
  slowMs = SLOW_MS,
): (request: LoopbackRequest) => Promise<LoopbackAnswer> {
  const authenticate = createClientAuthentication(registration);

  /** Marks the code as redeemed, in the same turn in which it was found valid. */
  function redeem(form: URLSearchParams): Login | Fault {
    const code = form.get('code') ?? '';
    const issued = codes.find(code);
    if (issued === undefined) return faults.malformedCode;
    if (issued.state === 'redeemed') return faults.redeemedCode;
    if (issued.state === 'expired' || issued.login.knob.token === 'expired') return faults.expiredCode;
    const redirectUri = form.get('redirect_uri') ?? '';
    if (redirectUri !== issued.login.redirectUri) return faultFor.replyAddress(redirectUri, issued.login.redirectUri);
    if (s256(form.get('code_verifier') ?? '') !== issued.login.codeChallenge) return faults.verifierMismatch;
    codes.redeem(code);
    return issued.login;
  }

  function refresh(form: URLSearchParams): Login | Fault {
    const issued = refreshTokens.find(form.get('refresh_token') ?? '');
    if (issued === undefined) return faults.malformedRefreshToken;
    directory.count(issued.login.user);
    if (issued.state === 'expired') return faults.expiredRefreshToken;
    return issued.login;
  }

  const grantTypes = new Map<string, GrantType>([
    ['authorization_code', { parameters: ['code', 'redirect_uri', 'code_verifier'], loginOf: redeem }],
    ['refresh_token', { parameters: ['refresh_token'], loginOf: refresh }],
  ]);

  function requestFault(form: URLSearchParams): Fault | undefined {
    const missing = (names: readonly string[]) => names.filter((name) => form.get(name) === null).map(faultFor.missingParameter)[0];
    const incomplete = missing(ofEveryGrant);
    if (incomplete !== undefined) return incomplete;
    const clientId = form.get('client_id') ?? '';
    if (clientId !== registration.clientId) return faultFor.unknownClient(clientId, registration.tenantId);
    const grantType = form.get('grant_type') ?? '';
    const known = grantTypes.get(grantType);
    return known === undefined ? faultFor.grantType(grantType) : missing(known.parameters);
  }

  return async (request) => {
    const refuse = (fault: Fault) => json(fault.status, report(fault, request.headers));
    const form = new URLSearchParams(await request.body());
    const outage = directory.outage();
    if (outage === 'broken') return brokenAnswer;
    if (outage === 'slow') await pause(slowMs, request.closing);
    else if (outage !== undefined) return refuse(outages[outage]);
    const fault = requestFault(form) ?? (await authenticate(form));
    if (fault !== undefined) return refuse(fault);
    const grantType = form.get('grant_type') ?? '';
    const login = grantTypes.get(grantType)?.loginOf(form) ?? faultFor.grantType(grantType);
    if (!('user' in login)) return refuse(login);
    const refusal = directory.refusalOf(login.user);
    if (refusal !== undefined) return refuse(refusal);
    const refreshed = grantType === 'refresh_token';
    const knob: Knob = refreshed ? { ...login.knob.refresh } : login.knob;
    if (knob.token === 'broken') return brokenAnswer;
    if (knob.token === 'slow') await pause(slowMs, request.closing);
    // Entra keeps it from who did not ask for it.
    const offline = login.scope.split(' ').includes('offline_access') && login.knob.withoutRefreshToken === undefined;
    const answer = await issueTokens(registration, {
      ...login,
      knob,
      nonce: refreshed ? undefined : login.nonce,
      roles: directory.rolesOf(login.user),
      refreshToken: offline ? refreshTokens.issue(login) : undefined,
      wantsClientInfo: form.get('client_info') === '1',
    });
    return json(200, answer);
  };
}
