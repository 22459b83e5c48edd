import { z } from 'zod';

/** Why a service of Azure gave nothing. `no_identity`: the managed identity got no token, so the service was not asked. */
export type AzureProblem = 'unreachable' | 'no_identity' | 'denied' | 'missing' | 'error';

/** What the SDKs throw for an answer (RestError of @azure/core-rest-pipeline). */
const Answered = z.object({ statusCode: z.number() });

/** What @azure/identity throws: CredentialUnavailableError, AuthenticationError, AuthenticationRequiredError. */
const OfIdentity = z.object({ name: z.string().regex(/^(?:Credential|Authentication)/) });

/** @param error of an SDK of Azure */
export function azureProblem(error: unknown): AzureProblem {
  if (OfIdentity.safeParse(error).success) return 'no_identity';
  const { data } = Answered.safeParse(error);
  if (data === undefined) return 'unreachable';
  if (data.statusCode === 401 || data.statusCode === 403) return 'denied';
  return data.statusCode === 404 ? 'missing' : 'error';
}
