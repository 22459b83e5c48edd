/**
 * A second, independent Entra: oidc-provider does the protocol (authorization endpoint, PKCE, nonce, code, client authentication, token),
 * at Entra's paths and under Entra's issuer. Whoever comes is logged in as one given person, without a page.
 * Reads from the environment ENTRA_TENANT_ID, ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET as the app has them, PERSON, and DECLINES (the person
 * says no). Prints `Listening on <url>`.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { interactionPolicy, Provider } from 'oidc-provider';
import { z } from 'zod';

/** The claims of the person who logs in. */
export const Person = z.object({ oid: z.guid(), name: z.string(), preferred_username: z.string(), roles: z.array(z.string()).optional() });
export type Person = z.output<typeof Person>;

const Environment = z.object({
  ENTRA_TENANT_ID: z.guid(),
  ENTRA_CLIENT_ID: z.guid(),
  ENTRA_CLIENT_SECRET: z.string().min(1),
  PERSON: z.string().transform((text) => Person.parse(JSON.parse(text))),
  DECLINES: z.stringbool().default(false),
});

async function createProvider(env: z.output<typeof Environment>): Promise<Provider> {
  const { ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: clientId, ENTRA_CLIENT_SECRET: secret, PERSON: person, DECLINES: declines } = env;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const policy = interactionPolicy.base();
  // MSAL asks for it; oidc-provider knows login and consent only.
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);

  const provider = new Provider(`https://login.microsoftonline.com/${tenant}/v2.0`, {
    routes: {
      authorization: `/${tenant}/oauth2/v2.0/authorize`,
      token: `/${tenant}/oauth2/v2.0/token`,
      jwks: `/${tenant}/discovery/v2.0/keys`,
    },
    clients: [
      {
        client_id: clientId,
        client_secret: secret,
        token_endpoint_auth_method: 'client_secret_post',
        // Native: then the port of a loopback redirect URI is free (RFC 8252 section 7.3), and the app may start later.
        application_type: 'native',
        redirect_uris: ['http://localhost/auth/callback'],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'RS256',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub', 'oid', 'tid', 'roles'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    interactions: { policy, url: () => '/interaction' },
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, tid: tenant, ...person }),
    }),
    // Entra asks for no consent in this tenant: an administrator gave it.
    loadExistingGrant: async ({ oidc }: { oidc: { session: { accountId: string } } }) => {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId });
      grant.addOIDCScope('openid profile email offline_access');
      await grant.save();
      return grant;
    },
  });

  provider.use(async (context, next) => {
    if (context.path !== '/interaction') return next();
    const login = { accountId: person.oid, remember: false };
    const answer = declines ? { error: 'access_denied' } : { login, select_account: {}, consent: {} };
    return provider.interactionFinished(context.req, context.res, answer);
  });
  provider.on('server_error', (_context, error) => console.error(error));
  return provider;
}

if (import.meta.main) {
  const provider = await createProvider(Environment.parse(process.env));
  const server = createServer(provider.callback());
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    console.log(`Listening on http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`);
  });
}
