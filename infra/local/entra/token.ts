/** The token endpoint: redeems authorization codes, with PKCE (RFC 6749 4.1.3, RFC 7636 4.6). */
import { createHash } from 'node:crypto';
import { json } from '../loopback/answers.ts';
import { pause } from '../loopback/pause.ts';
import type { LoopbackAnswer, LoopbackRequest } from '../loopback/server.ts';
import { createClientAuthentication } from './client-authentication.ts';
import type { CodeStore, Login } from './codes.ts';
import { faultFor, faults, report } from './faults.ts';
import type { Fault } from './faults.ts';
import type { Registration } from './registration.ts';
import { issueTokens } from './tokens.ts';

const SLOW_MS = 30_000;
const brokenAnswer: LoopbackAnswer = { status: 500, headers: { 'Content-Type': 'text/html' }, body: '<h1>Service Unavailable</h1>' };
const GRANT_TYPE = 'authorization_code';
const ofEveryGrant = ['client_id', 'grant_type'];
const ofTheCodeGrant = ['code', 'redirect_uri', 'code_verifier'];

const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** Answers the endpoint's handler; `slowMs` is how long the knob `token_slow` holds the answer back. */
export function createTokenEndpoint(
  registration: Registration,
  codes: CodeStore,
  slowMs = SLOW_MS,
): (request: LoopbackRequest) => Promise<LoopbackAnswer> {
  const authenticate = createClientAuthentication(registration);

  function requestFault(form: URLSearchParams): Fault | undefined {
    const missing = (names: readonly string[]) => names.filter((name) => form.get(name) === null).map(faultFor.missingParameter)[0];
    const incomplete = missing(ofEveryGrant);
    if (incomplete !== undefined) return incomplete;
    const clientId = form.get('client_id') ?? '';
    if (clientId !== registration.clientId) return faultFor.unknownClient(clientId, registration.tenantId);
    const grantType = form.get('grant_type') ?? '';
    return grantType === GRANT_TYPE ? missing(ofTheCodeGrant) : faultFor.grantType(grantType);
  }

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

  return async (request) => {
    const refuse = (fault: Fault) => json(fault.status, report(fault, request.headers));
    const form = new URLSearchParams(await request.body());
    const fault = requestFault(form) ?? (await authenticate(form));
    if (fault !== undefined) return refuse(fault);
    const login = redeem(form);
    if (!('user' in login)) return refuse(login);
    if (login.knob.token === 'broken') return brokenAnswer;
    if (login.knob.token === 'slow') await pause(slowMs, request.closing);
    return json(200, await issueTokens(registration, login, form.get('client_info') === '1'));
  };
}
