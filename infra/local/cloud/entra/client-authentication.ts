/** Authenticates the application at the token endpoint: by its secret, or by an assertion of its managed identity (RFC 7523). */
import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { faultFor, faults } from './errors.ts';
import type { Fault } from './errors.ts';
import { issuerOf } from './registration.ts';
import type { Registration } from './registration.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const AUDIENCE = 'api://AzureADTokenExchange';

const claimFaults = new Map<string, (claims: JWTPayload) => Fault>([
  ['iss', ({ iss }) => faultFor.assertionIssuer(iss)],
  ['aud', ({ aud }) => faultFor.assertionAudience(aud)],
  ['sub', ({ sub }) => faultFor.assertionSubject(sub)],
]);

function assertionFault(error: unknown, assertion: string): Fault {
  if (error instanceof errors.JWTClaimValidationFailed) return claimFaults.get(error.claim)?.(decodeJwt(assertion)) ?? faults.assertionTime;
  if (error instanceof errors.JWTExpired) return faults.assertionTime;
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return faults.assertionMalformed;
  return faults.assertionSignature;
}

/** Answers a function that takes the token request's form and gives the fault, or undefined for a client that proved itself. */
export function createClientAuthentication(registration: Registration): (form: URLSearchParams) => Promise<Fault | undefined> {
  const { tenantId, clientId, clientSecret, federatedCredential } = registration;
  const keys = federatedCredential && createRemoteJWKSet(new URL(federatedCredential.jwksUrl));

  async function checkAssertion(assertion: string): Promise<Fault | undefined> {
    if (federatedCredential === undefined || keys === undefined) return faults.assertionSignature;
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
      return assertionFault(error, assertion);
    }
  }

  return async (form) => {
    const secret = form.get('client_secret');
    if (secret !== null) return clientSecret !== undefined && secret === clientSecret ? undefined : faultFor.badSecret(clientId);
    const assertion = form.get('client_assertion');
    return assertion !== null && form.get('client_assertion_type') === ASSERTION_TYPE
      ? checkAssertion(assertion)
      : faults.credentialMissing;
  };
}
