/** Authenticates the application at the token endpoint: by its secret, or by an assertion of its managed identity. See RFC 7523. */
import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { entraErrorFor, entraErrors } from './errors.ts';
import type { EntraError } from './errors.ts';
import { issuerOf } from './registration.ts';
import type { Registration } from './registration.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const AUDIENCE = 'api://AzureADTokenExchange';

const claimErrors = new Map<string, (claims: JWTPayload) => EntraError>([
  ['iss', ({ iss }) => entraErrorFor.assertionIssuer(iss)],
  ['aud', ({ aud }) => entraErrorFor.assertionAudience(aud)],
  ['sub', ({ sub }) => entraErrorFor.assertionSubject(sub)],
]);

function assertionError(error: unknown, assertion: string): EntraError {
  if (error instanceof errors.JWTClaimValidationFailed)
    return claimErrors.get(error.claim)?.(decodeJwt(assertion)) ?? entraErrors.assertionTime;
  if (error instanceof errors.JWTExpired) return entraErrors.assertionTime;
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return entraErrors.assertionMalformed;
  return entraErrors.assertionSignature;
}

/** @returns a check of the token request's form, which returns undefined for an authenticated client */
export function createClientAuthentication(registration: Registration): (form: URLSearchParams) => Promise<EntraError | undefined> {
  const { tenantId, clientId, clientSecret, federatedCredential } = registration;
  const keys = federatedCredential && createRemoteJWKSet(new URL(federatedCredential.jwksUrl));

  async function checkAssertion(assertion: string): Promise<EntraError | undefined> {
    if (federatedCredential === undefined || keys === undefined) return entraErrors.assertionSignature;
    try {
      await jwtVerify(assertion, keys, {
        algorithms: ['RS256'],
        issuer: issuerOf(tenantId),
        audience: AUDIENCE,
        subject: federatedCredential.subject,
        requiredClaims: ['exp'],
      });
      return undefined;
    } catch (error) {
      return assertionError(error, assertion);
    }
  }

  return async (form) => {
    const secret = form.get('client_secret');
    if (secret !== null) return clientSecret !== undefined && secret === clientSecret ? undefined : entraErrorFor.badSecret(clientId);
    const assertion = form.get('client_assertion');
    return assertion !== null && form.get('client_assertion_type') === ASSERTION_TYPE
      ? checkAssertion(assertion)
      : entraErrors.credentialMissing;
  };
}
