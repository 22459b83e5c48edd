import { clientHash, createSealer, sameText } from '../../tokens/index.ts';
import type { Grant } from '../../grants/index.ts';
import { audienceOf } from '../audience.ts';
import { Code, CODE_SECONDS } from '../code.ts';
import { required, type Form } from './form.ts';
import { InvalidGrantError, type GrantFailure } from './invalid-grant.ts';
import type { Issue, Issued } from './issue.ts';
import type { Parts } from './parts.ts';
import { provesChallenge } from './pkce.ts';

const DAY = 86_400;

/**
 * grant_type authorization_code (OAuth 2.1 section 4.1.3, RFC 7636). Only a request that is right in everything uses the code up, and only
 * such a one ends the grant of a code that was used before. Errors: OAuthError, StoreUnavailableError, SecretUnavailableError.
 */
export function createCodeRedemption(parts: Parts, issue: Issue): (form: Form, clientId: string) => Promise<Issued> {
  const { settings, secrets, names, grants, log, clock } = parts;
  const sealer = createSealer(secrets, 'code', settings.publicBaseUrl);

  return async (form, clientId) => {
    const now = Math.floor(clock() / 1000);
    const code = await sealer.open(required(form, 'code'), Code);
    if (!code) throw new InvalidGrantError('not_ours');
    if (clock() / 1000 >= code.issuedAt + CODE_SECONDS) throw new InvalidGrantError('expired');
    if (!sameText(clientHash(clientId), code.clientHash)) throw new InvalidGrantError('other_client');
    // OAuth 2.1 (section 10.2) dropped redirect_uri from this request because of PKCE; who still sends it is held to it.
    const redirectUri = form.get('redirect_uri') ?? code.redirectUri;
    if (!sameText(redirectUri, code.redirectUri)) throw new InvalidGrantError('other_redirect_uri');
    if (!provesChallenge(form.get('code_verifier'), code.challenge)) throw new InvalidGrantError('verifier_mismatch');
    const audience = audienceOf(form.get('resource'), names, code.audience);
    const [revoked, entraToken] = await Promise.all([allRevokedSince(code), grants.readPending(code.subject, code.grantId)]);
    if (revoked) throw new InvalidGrantError('all_revoked');

    const grant = grantOf(code, clientId, entraToken, now);
    // Signed before anything is written: keys that cannot be had do not use up the code.
    const issued = await issue({ grant, generation: 0, audience, now });
    if ((await grants.insert(grant)) === 'exists') return end(grant, 'code_replayed', 'code_replayed');
    // Whoever revokes everything of a person writes that down first and then looks for rows: one of the two sees the other.
    if (await allRevokedSince(code)) return end(grant, 'owner', 'all_revoked');
    // The grant holds it now. The purge takes what is left here.
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

  async function end(grant: Grant, reason: 'code_replayed' | 'owner', failure: GrantFailure): Promise<never> {
    const { subject, id, clientId } = grant;
    await grants.revoke(subject, id, reason);
    log.warn('grant_revoked', { subject, client: clientHash(clientId), reason });
    throw new InvalidGrantError(failure);
  }
}
