/**
 * What a test can make go wrong in one login: the sign-in form carries `knob=<name>`, and only that login is spoiled, so tests may run side by side.
 */
import type { JWTPayload } from 'jose';
import { faults } from './errors.ts';
import type { Fault } from './errors.ts';

export interface Knob {
  /** The redirect says this instead of giving a code. */
  readonly refuse?: Fault;
  /** Changes the query of a successful redirect; undefined leaves the parameter out. */
  readonly redirect?: Readonly<Record<string, string | undefined>>;
  /** The token endpoint does this with the code. */
  readonly token?: 'expired' | 'broken' | 'slow';
  /** Changes the claims of the id_token; undefined leaves the claim out. */
  readonly claims?: (now: number) => JWTPayload;
  /** The login gives no refresh token, whatever was asked for. */
  readonly withoutRefreshToken?: true;
  /** What is wrong with the id_tokens of this login's refreshes; the first one is good. */
  readonly refresh?: Pick<Knob, 'claims' | 'signature'>;
  /** Signs the id_token otherwise than with the published key. */
  readonly signature?: 'unpublished_key' | 'unknown_kid' | 'none';
}

const STRANGER = 'f0000000-0000-4000-8000-00000000000f';
const HOUR_S = 3600;

const KNOBS: Readonly<Record<string, Knob>> = {
  bad_signature: { signature: 'unpublished_key' },
  unknown_kid: { signature: 'unknown_kid' },
  alg_none: { signature: 'none' },
  wrong_nonce: { claims: () => ({ nonce: 'another-nonce' }) },
  wrong_issuer: { claims: () => ({ iss: `https://login.microsoftonline.com/${STRANGER}/v2.0` }) },
  wrong_audience: { claims: () => ({ aud: STRANGER }) },
  wrong_tenant: { claims: () => ({ tid: STRANGER }) },
  expired: { claims: (now) => ({ iat: now - 2 * HOUR_S, nbf: now - 2 * HOUR_S, exp: now - HOUR_S }) },
  missing_oid: { claims: () => ({ oid: undefined }) },
  role_missing: { claims: () => ({ roles: undefined }) },
  role_unknown: { claims: () => ({ roles: ['Auditor', 'owner', 'READER'] }) },
  role_text: { claims: () => ({ roles: 'Owner' }) },
  role_numbers: { claims: () => ({ roles: ['Owner', 7] }) },
  role_object: { claims: () => ({ roles: { Owner: true } }) },
  role_known_among_others: { claims: () => ({ roles: ['Auditor', 'Reader'] }) },
  denied: { refuse: faults.declined },
  server_error: { refuse: faults.signInService },
  wrong_state: { redirect: { state: 'another-state' } },
  no_code: { redirect: { code: undefined } },
  token_error: { token: 'expired' },
  token_500: { token: 'broken' },
  token_slow: { token: 'slow' },
  no_refresh_token: { withoutRefreshToken: true },
  refresh_other_person: { refresh: { claims: () => ({ oid: STRANGER }) } },
  refresh_other_tenant: { refresh: { claims: () => ({ tid: STRANGER }) } },
  refresh_bad_signature: { refresh: { signature: 'unpublished_key' } },
};

const byName = new Map(Object.entries(KNOBS));

/** An empty or absent name is a login without faults; undefined means that there is no such knob. */
export function findKnob(name: string | null): Knob | undefined {
  return name === null || name === '' ? {} : byName.get(name);
}
