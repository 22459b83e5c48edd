import type { Settings } from '../../platform/index.ts';

const MICROSOFT = 'https://login.microsoftonline.com';

export interface Authority {
  /** What MSAL is told: always the real authority of the tenant. */
  readonly url: string;
  /** `iss` of the tenant's id_tokens (v2.0). */
  readonly issuer: string;
  readonly keysUrl: string;
  /** Endpoints for MSAL where they are not Microsoft's own: those of a stand-in on this machine. */
  readonly metadata: string | undefined;
}

/** In: settings. Out: where Entra is for this tenant. */
export function authorityOf({ tenantId, authorityOverride }: Settings['entra']): Authority {
  const base = `${authorityOverride ?? MICROSOFT}/${tenantId}`;
  const issuer = `${MICROSOFT}/${tenantId}/v2.0`;
  const keysUrl = `${base}/discovery/v2.0/keys`;
  const metadata = {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: keysUrl,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  };
  return {
    url: `${MICROSOFT}/${tenantId}`,
    issuer,
    keysUrl,
    metadata: authorityOverride === undefined ? undefined : JSON.stringify(metadata),
  };
}
