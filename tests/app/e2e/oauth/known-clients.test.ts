import { describe, expect, test } from '@jest/globals';
import { legacy, modern, useApp } from '../../../support/index.ts';
import {
  approve,
  authorizationRequest,
  connect,
  discover,
  freePort,
  redeem,
  refresh,
  register,
  registered,
  tokensOf,
} from '../../../support/oauth/index.ts';
import { KNOWN_CLIENTS, OAUTH_CLIENTS, type KnownClient } from './known-clients/table.ts';

const PARALLEL = 5;
const ALL = 'telnyx.read telnyx.write telnyx.send telnyx.purchase';

// Nobody answers there: the documents of the big clients come from our own copies.
const app = useApp({ settings: async () => ({ OAUTH_CLIENTS, CLIENT_METADATA_OVERRIDE: `https://127.0.0.1:${await freePort()}` }) });

/** The client_id of a row; registers it where it has to. */
async function clientIdOf({ by }: KnownClient): Promise<string> {
  if ('document' in by) return by.document;
  return 'configured' in by ? by.configured : registered((await discover(app)).server, by.registration);
}

/** What names a row in the report. */
const named = (row: KnownClient) => ({ ...row, way: Object.keys(row.by).join(), path: row.path ?? '/mcp/stream' });

describe('a client that people use gets from the bare URL to its tools', () => {
  test.each(KNOWN_CLIENTS.map(named))('$client by $way at $redirectUri, $path', async (row) => {
    const { redirectUri, path, granted = ALL } = row;
    const clientId = await clientIdOf(row);
    const { request, response, tokens } = await connect(app, { ...row, clientId });
    expect(response.url.href.startsWith(redirectUri)).toBe(true);
    expect(response).toMatchObject({ state: request.state, iss: app.url, error: undefined });
    expect(tokens.scope).toBe(granted);
    for (const era of [legacy, modern]) {
      const answer = await era(app, 'tools/list', {}, { token: tokens.access_token, path });
      expect(answer.status).toBe(200);
      expect((await answer.json()).result.tools.map(({ name }: { name: string }) => name)).toContain('send_message');
    }
    const again = await refresh(`${app.url}/token`, clientId, tokens.refresh_token);
    expect(tokensOf(again).scope).toBe(tokens.scope);
  });

  test.each(KNOWN_CLIENTS.map(named))(
    'D31, D32: and hears of an error, $client by $way at $redirectUri: at once, unless it registered itself',
    async (row) => {
      const { redirectUri, by } = row;
      const { url } = authorizationRequest(`${app.url}/authorize`, {
        clientId: await clientIdOf(row),
        redirectUri,
        parameters: { prompt: 'none' },
      });
      const { status, headers } = await fetch(url, { redirect: 'manual' });
      const heard = headers.get('location')?.startsWith(redirectUri) ?? false;
      expect({ status, heard }).toEqual('registration' in by ? { status: 400, heard: false } : { status: 303, heard: true });
    },
  );
});

describe('claude.ai', () => {
  const redirectUri = 'https://claude.ai/api/mcp/auth_callback';
  const metadata = { client_name: 'Claude', redirect_uris: [redirectUri] };

  test('takes its metadata document, since the server says that it may', async () => {
    const { server } = await discover(app);
    expect(server).toMatchObject({ client_id_metadata_document_supported: true });
    expect(server['token_endpoint_auth_methods_supported']).toContain('none');
  });

  test('gets its tokens at /register, /authorize and /token of the origin, without discovery and without a resource', async () => {
    const clientId = await registered({ registration_endpoint: `${app.url}/register` }, metadata);
    const request = authorizationRequest(`${app.url}/authorize`, { clientId, redirectUri });
    const { code = '' } = await approve(request.url);
    const { access_token: token } = tokensOf(await redeem(`${app.url}/token`, request, code));
    for (const path of ['/mcp/stream', '/mcp']) expect((await legacy(app, 'tools/list', {}, { token, path })).status).toBe(200);
  });

  test('registers twice in a row, and both clients are good', async () => {
    const [one, two] = [await register((await discover(app)).server, metadata), await register((await discover(app)).server, metadata)];
    for (const { status, body } of [one, two]) {
      expect(status).toBe(201);
      expect(body).toMatchObject({ token_endpoint_auth_method: 'none', redirect_uris: [redirectUri] });
      expect(body).not.toHaveProperty('client_secret');
      await connect(app, { clientId: String(body['client_id']), redirectUri });
    }
  });

  test('O6: refreshes from several servers at once, and each gets the same refresh token', async () => {
    const clientId = 'https://claude.ai/oauth/mcp-oauth-client-metadata';
    const { tokens } = await connect(app, { clientId, redirectUri });
    const once = () => refresh(`${app.url}/token`, clientId, tokens.refresh_token);
    const answers = (await Promise.all(Array.from({ length: PARALLEL }, once))).map(tokensOf);
    expect(new Set(answers.map((each) => each.refresh_token)).size).toBe(1);
    for (const { access_token: token } of answers) expect((await legacy(app, 'tools/list', {}, { token })).status).toBe(200);
    tokensOf(await refresh(`${app.url}/token`, clientId, answers[0]?.refresh_token ?? ''));
  });

  test('is told by 401 invalid_client to register anew', async () => {
    const answer = await refresh(`${app.url}/token`, 'a-client-of-another-time', 'x');
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('O1, CIMD-4: a redirect URI that is almost that of the client', () => {
  test.each([
    ['https://claude.ai/oauth/mcp-oauth-client-metadata', 'https://claude.ai/api/mcp/auth_callback/'],
    ['https://claude.ai/oauth/mcp-oauth-client-metadata', 'https://claude.ai.evil.example/api/mcp/auth_callback'],
    ['https://claude.ai/oauth/claude-code-client-metadata', 'http://localhost:51737/callback2'],
    ['https://claude.ai/oauth/claude-code-client-metadata', 'http://localhost.evil.example:51737/callback'],
    ['https://claude.ai/oauth/claude-code-client-metadata', 'https://localhost:51737/callback'],
    ['https://chatgpt.com/oauth/client.json', 'https://chatgpt.com/connector/oauth/other'],
    ['https://chatgpt.com/oauth/mine/client.json', 'https://chatgpt.com/connector/oauth/other'],
    ['https://vscode.dev/oauth/client-metadata.json', 'http://localhost:33418/'],
    ['cursor', 'cursor://anysphere.cursor-mcp/oauth/callback?next=x'],
    ['cursor', 'cursor://anysphere.cursor-mcp/oauth/callback/..'],
  ])('%s does not get a redirect to %s', async (clientId, redirectUri) => {
    const { url } = authorizationRequest(`${app.url}/authorize`, { clientId, redirectUri });
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });
});
