/** Test controls for one login: the form field `control` names the error. Other logins are not affected, so tests can run in parallel. */
import type { JWTPayload } from 'jose';
import { entraErrors } from './errors.ts';
import type { EntraError } from './errors.ts';

export interface LoginControl {
  /** The redirect carries this error in place of a code. */
  readonly error?: EntraError;
  /** Replaces parameters of the successful redirect; undefined removes one. */
  readonly redirect?: Readonly<Record<string, string | undefined>>;
  /** What the token endpoint answers to this login's code. */
  readonly token?: 'expired' | 'broken' | 'slow';
  /** Replaces claims of the id_token; undefined removes one. `now` in seconds since the epoch. */
  readonly claims?: (now: number) => JWTPayload;
  /** No refresh token is issued, even with `offline_access`. */
  readonly withoutRefreshToken?: true;
  /** Applies to the id_tokens of refreshes only. */
  readonly refresh?: Pick<LoginControl, 'claims' | 'signature'>;
  /** How the id_token is signed, if not with the published key. */
  readonly signature?: 'unpublished_key' | 'unknown_kid' | 'none';
}

const OTHER_ID = 'f0000000-0000-4000-8000-00000000000f';
const HOUR_S = 3600;

const CONTROLS: Readonly<Record<string, LoginControl>> = {
  bad_signature: { signature: 'unpublished_key' },
  unknown_kid: { signature: 'unknown_kid' },
  alg_none: { signature: 'none' },
  wrong_nonce: { claims: () => ({ nonce: 'another-nonce' }) },
  wrong_issuer: { claims: () => ({ iss: `https://login.microsoftonline.com/${OTHER_ID}/v2.0` }) },
  wrong_audience: { claims: () => ({ aud: OTHER_ID }) },
  wrong_tenant: { claims: () => ({ tid: OTHER_ID }) },
  expired: { claims: (now) => ({ iat: now - 2 * HOUR_S, nbf: now - 2 * HOUR_S, exp: now - HOUR_S }) },
  missing_oid: { claims: () => ({ oid: undefined }) },
  role_missing: { claims: () => ({ roles: undefined }) },
  role_unknown: { claims: () => ({ roles: ['Auditor', 'owner', 'READER'] }) },
  role_text: { claims: () => ({ roles: 'Owner' }) },
  role_numbers: { claims: () => ({ roles: ['Owner', 7] }) },
  role_object: { claims: () => ({ roles: { Owner: true } }) },
  role_known_among_others: { claims: () => ({ roles: ['Auditor', 'Reader'] }) },
  denied: { error: entraErrors.declined },
  server_error: { error: entraErrors.signInService },
  wrong_state: { redirect: { state: 'another-state' } },
  no_code: { redirect: { code: undefined } },
  token_error: { token: 'expired' },
  token_500: { token: 'broken' },
  token_slow: { token: 'slow' },
  no_refresh_token: { withoutRefreshToken: true },
  refresh_other_person: { refresh: { claims: () => ({ oid: OTHER_ID }) } },
  refresh_other_tenant: { refresh: { claims: () => ({ tid: OTHER_ID }) } },
  refresh_bad_signature: { refresh: { signature: 'unpublished_key' } },
};

const byName = new Map(Object.entries(CONTROLS));

/** @returns `{}` for an empty or absent name; undefined for an unknown one */
export function findLoginControl(name: string | null): LoginControl | undefined {
  return name === null || name === '' ? {} : byName.get(name);
}
