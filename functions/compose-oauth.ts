/** The authorization server for programs. Loaded with the first request for it. */
import { createClientResolver, createRegistration, createRevocation, createSigner, createTokenEndpoint } from '../shared/identity/index.ts';
import type { Services } from './compose.ts';

export function composeOAuth(services: Services) {
  const { settings, secrets } = services;
  const signer = createSigner(secrets, 'client', settings.publicBaseUrl);
  const resolveClient = createClientResolver({ ...services, signer });
  return {
    resolveClient,
    token: createTokenEndpoint({ ...services, resolveClient }),
    register: createRegistration({ ...services, signer }),
    revoke: createRevocation(services),
  };
}

export type OAuth = ReturnType<typeof composeOAuth>;
