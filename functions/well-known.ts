import { resourceMetadata } from '../shared/auth/index.ts';
import { json, jsonError, preflight } from '../shared/http/index.ts';
import { SecretUnavailableError } from '../shared/secrets/index.ts';
import { application } from './application.ts';
import { route } from './route.ts';

const { keyring, origin, policy } = application;
const methods = ['GET', 'OPTIONS'] as const;

/** Public documents: any origin may read them, and caches may keep them for five minutes. */
const PUBLIC = { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };

route({
  name: 'jwks',
  route: '.well-known/jwks.json',
  methods,
  handler: async (request) => {
    if (request.method === 'OPTIONS') return preflight(request, policy, 'GET, OPTIONS');
    try {
      return json(200, (await keyring.current()).jwks, PUBLIC);
    } catch (error) {
      if (!(error instanceof SecretUnavailableError)) throw error;
      return jsonError(503, 'temporarily_unavailable', 'The signing keys are not available.', { 'retry-after': '10' });
    }
  },
});

// RFC 9728 section 3.1: the path of the resource follows the well-known name; clients also try the bare one.
const RESOURCES = { '': '/mcp/stream', '/mcp/stream': '/mcp/stream', '/mcp': '/mcp' } as const;

for (const [suffix, path] of Object.entries(RESOURCES)) {
  route({
    name: `oauth-protected-resource${suffix.replaceAll('/', '-')}`,
    route: `.well-known/oauth-protected-resource${suffix}`,
    methods,
    handler: (request) =>
      Promise.resolve(
        request.method === 'OPTIONS' ? preflight(request, policy, 'GET, OPTIONS') : json(200, resourceMetadata(origin, path), PUBLIC),
      ),
  });
}
