import { authorizationServerMetadata, resourceMetadata } from '../shared/identity/index.ts';
import { json, jsonError, preflight, SecretUnavailableError } from '../shared/platform/index.ts';
import type { Application } from './application.ts';
import { route } from './route.ts';

/** Public documents: any origin may read them, and caches may keep them for five minutes. */
const CACHED = { 'cache-control': 'public, max-age=300' };

function document(name: string, path: string, content: (application: Application) => Promise<Response> | Response): void {
  route({
    name,
    route: `.well-known/${path}`,
    methods: ['GET', 'OPTIONS'],
    handler: (application) => async (request) => {
      // Public to every web page, its preflight as well.
      const isPreflight = request.method === 'OPTIONS';
      const response = isPreflight ? preflight(request, application.policy, 'GET, OPTIONS', 'any origin') : await content(application);
      response.headers.set('access-control-allow-origin', '*');
      return response;
    },
  });
}

document('jwks', 'jwks.json', async ({ keyring }) => {
  try {
    return json(200, (await keyring.current()).jwks, CACHED);
  } catch (error) {
    if (!(error instanceof SecretUnavailableError)) throw error;
    return jsonError(503, 'temporarily_unavailable', 'The signing keys are not available.', { 'retry-after': '10' });
  }
});

// RFC 8414 section 3: our issuer has no path.
document('oauth-authorization-server', 'oauth-authorization-server', ({ origin, scopes }) =>
  json(200, authorizationServerMetadata(origin, scopes), CACHED),
);

// RFC 9728 section 3.1: the path of the resource follows the well-known name; clients also try the bare one.
const RESOURCES = { '': '/mcp/stream', '/mcp/stream': '/mcp/stream', '/mcp': '/mcp' } as const;

for (const [suffix, path] of Object.entries(RESOURCES)) {
  document(`oauth-protected-resource${suffix.replaceAll('/', '-')}`, `oauth-protected-resource${suffix}`, ({ origin, scopes }) =>
    json(200, resourceMetadata(origin, path, scopes), CACHED),
  );
}
