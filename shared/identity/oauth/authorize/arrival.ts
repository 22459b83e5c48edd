import { randomUUID } from 'node:crypto';
import { createSealer, scopesOfRoles, type TokenNames } from '../../tokens/index.ts';
import { createEntraTokens } from '../../entra/index.ts';
import type { Logger, Secrets, Settings } from '../../../platform/index.ts';
import type { Destination } from '../../login/index.ts';
import type { GrantStore } from '../../grants/index.ts';
import { CODE_SECONDS, type Code } from '../token/redeem-code.ts';
import { OAuthError } from '../errors.ts';
import { answerClient } from './answer.ts';
import { Authorization } from './authorization.ts';

interface Parts {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly names: TokenNames;
  readonly grants: GrantStore;
  readonly log: Logger;
  readonly clock: () => number;
}

/**
 * What follows the login of a consent: a code for the client, or why there is none. Of the grant nothing is stored before the code is
 * redeemed, but Entra's refresh token: it has no place in a URL, so it waits in a row of its own for as long as the code works.
 */
export function createArrival({ settings, secrets, names, grants, log, clock }: Parts): Destination {
  const sealer = createSealer(secrets, 'code', settings.publicBaseUrl);
  const entraTokens = createEntraTokens(secrets, settings.publicBaseUrl);
  const { issuer } = names;

  return {
    /** Errors: SecretUnavailableError, StoreUnavailableError. */
    async arrive({ tenantId, objectId, roles }, kept, entraToken) {
      const { state, scopes: consented, ...authorization } = Authorization.parse(kept);
      const address = { redirectUri: authorization.redirectUri, state };
      const subject = `${tenantId}.${objectId}`;
      const allowed = scopesOfRoles(roles);
      const scopes = consented.filter((scope) => allowed.includes(scope));
      if (scopes.length === 0) {
        log.warn('code_refused', { subject, client: authorization.clientHash, scopes: consented, roles });
        const limits = `The role of this person (${roles.join(', ')}) allows only ${allowed.join(' ')}, and none of it was granted.`;
        return answerClient(address, issuer, new OAuthError('access_denied', limits));
      }
      const code: Code = { ...authorization, grantId: randomUUID(), subject, scopes, roles, issuedAt: clock() / 1000 };
      const sealed = await sealer.seal({ ...code }, CODE_SECONDS);
      if (entraToken !== undefined) {
        const id = code.grantId;
        const until = code.issuedAt + CODE_SECONDS;
        await grants.keepPending({ subject, id, entraToken: await entraTokens.seal(entraToken, { subject, id }), until });
      }
      log.info('code_issued', { subject, client: authorization.clientHash, scopes });
      return answerClient(address, issuer, { code: sealed });
    },

    /** Straight to the client: the person has seen who asks and where it sends them, and pressed a button there (RFC 9700 section 4.11.2). */
    declined: (kept) => {
      const address = Authorization.parse(kept);
      return Promise.resolve(answerClient(address, issuer, new OAuthError('access_denied', 'The person declined the login.')));
    },

    // A page comes first: the client could not say whom to ask for a role.
    wayBack(kept) {
      const refused = new OAuthError('access_denied', 'This person has no role in this app.');
      const href = answerClient(Authorization.parse(kept), issuer, refused).headers.get('location') ?? '/';
      return { href, label: 'Back to the client' };
    },

    startAgain: undefined,
  };
}
