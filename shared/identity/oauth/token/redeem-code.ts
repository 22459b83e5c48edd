import { hash } from 'node:crypto';
import { z } from 'zod';
import { ROLES } from '../../../platform/index.ts';
import type { Grant } from '../../grants/index.ts';
import { clientHash, createSealer, constantTimeEqual, SCOPES } from '../../tokens/index.ts';
import { audienceOf, required, type Form } from '../request-parameters.ts';
import { InvalidGrantError, type InvalidGrantReason, type Issue, type Issued, type TokenDeps } from './token-response.ts';

/** Lifetime of an authorization code that goes straight to the client, in seconds (RFC 6749 section 4.1.2 allows at most ten minutes). */
export const CODE_SECONDS = 60;

/** The sealed content of an authorization code (purpose `code`): everything that its redemption is checked against. */
export const Code = z.object({
  /** SHA-256 of the client_id, base64url: ids can be long, and there is little room in a URL or a cookie. */
  clientHash: z.string(),
  clientName: z.string(),
  redirectUri: z.string(),
  /** PKCE, method S256 (RFC 7636). */
  challenge: z.string(),
  /** The requested resource (RFC 8707). */
  audience: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  /** The grant that this code becomes, once. */
  grantId: z.string(),
  subject: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** Unix seconds, with milliseconds as fraction, to be ordered against a revocation in the same second. */
  issuedAt: z.number(),
  /** In seconds. */
  lifetime: z.number().default(CODE_SECONDS),
});

export type Code = z.output<typeof Code>;

const DAY = 86_400;

/**
 * grant_type authorization_code (OAuth 2.1 section 4.1.3). Only a request that passes every check uses the code up; only such a request ends
 * the grant of a code that was used before.
 *
 * @returns a function that throws OAuthError, StoreUnavailableError, SecretUnavailableError
 */
export function createCodeRedemption(
  { settings, secrets, names, grants, log, clock }: TokenDeps,
  issue: Issue,
): (form: Form, clientId: string) => Promise<Issued> {
  const sealer = createSealer(secrets, 'code', settings.publicBaseUrl);

  return async (form, clientId) => {
    const now = Math.floor(clock() / 1000);
    const code = await sealer.open(required(form, 'code'), Code);
    if (!code) throw new InvalidGrantError('not_ours');
    if (clock() / 1000 >= code.issuedAt + code.lifetime) throw new InvalidGrantError('expired');
    if (!constantTimeEqual(clientHash(clientId), code.clientHash)) throw new InvalidGrantError('other_client');
    // OAuth 2.1 section 10.2 dropped redirect_uri here because of PKCE. If a client sends it, it must match.
    const redirectUri = form.get('redirect_uri') ?? code.redirectUri;
    if (!constantTimeEqual(redirectUri, code.redirectUri)) throw new InvalidGrantError('other_redirect_uri');
    if (!provesChallenge(form.get('code_verifier'), code.challenge)) throw new InvalidGrantError('verifier_mismatch');
    const audience = audienceOf(form.get('resource'), names, code.audience);
    const [revoked, entraToken] = await Promise.all([allRevokedSince(code), grants.readPending(code.subject, code.grantId)]);
    if (revoked) throw new InvalidGrantError('all_revoked');

    const grant = grantOf(code, clientId, entraToken, now);
    // Signed before anything is written, so that unavailable keys do not use up the code.
    const issued = await issue({ grant, generation: 0, audience, now });
    if ((await grants.insert(grant)) === 'exists') return end(grant, 'code_replayed', 'code_replayed');
    // A revocation of all grants first writes its marker and then reads the rows, so one of the two sees the other.
    if (await allRevokedSince(code)) return end(grant, 'owner', 'all_revoked');
    // The grant holds the token now. If this fails, the purge deletes the row.
    if (entraToken !== undefined) void grants.dropPending(code.subject, code.grantId).catch(() => undefined);
    return issued;
  };

  async function allRevokedSince({ subject, issuedAt }: Code): Promise<boolean> {
    const at = await grants.allRevokedAt(subject);
    return at !== undefined && at >= issuedAt;
  }

  function grantOf(code: Code, clientId: string, entraToken: string | undefined, now: number): Grant {
    const { subject, grantId, clientName, scopes, roles } = code;
    const confirmedAt = Math.floor(code.issuedAt);
    const expiresAt = now + settings.grantTtlDays * DAY;
    const fresh = { createdAt: now, expiresAt, generation: 0, rotatedAt: now, lastUsedAt: 0, revoked: undefined };
    return { subject, id: grantId, kind: 'oauth', clientId, clientName, scopes, roles, confirmedAt, entraToken, ...fresh };
  }

  async function end(grant: Grant, reason: 'code_replayed' | 'owner', why: InvalidGrantReason): Promise<never> {
    const { subject, id, clientId } = grant;
    await grants.revoke(subject, id, reason);
    log.warn('grant_revoked', { subject, client: clientHash(clientId), reason });
    throw new InvalidGrantError(why);
  }
}

/** RFC 7636 section 4.1: 43 to 128 unreserved characters. */
const VERIFIER = /^[\w.~-]{43,128}$/;

/** Whether a code_verifier matches the code_challenge by S256 (RFC 7636 section 4.6). */
function provesChallenge(verifier: string | undefined, challenge: string): boolean {
  return verifier !== undefined && VERIFIER.test(verifier) && constantTimeEqual(hash('sha256', verifier, 'base64url'), challenge);
}
