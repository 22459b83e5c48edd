import { expect, test } from '@jest/globals';
import { useApp } from '../../support/index.ts';
import { connect } from '../../support/oauth/index.ts';

const app = useApp();

const STRANGER = 'https://stranger.example';
const KNOWN = 'http://localhost:6274';

const preflight = (path: string, origin: string, method: string) =>
  fetch(`${app.url}${path}`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'mcp-protocol-version' },
  });

test.each([
  '/.well-known/jwks.json',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp/stream',
  '/.well-known/oauth-protected-resource/mcp',
])('%s may be read by any page and kept for five minutes', async (path) => {
  const response = await fetch(`${app.url}${path}`, { headers: { origin: STRANGER } });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'cache-control': 'public, max-age=300',
  });
  const asked = await preflight(path, STRANGER, 'GET');
  expect({ status: asked.status, origin: asked.headers.get('access-control-allow-origin') }).toEqual({ status: 204, origin: '*' });
});

test.each(['/token', '/register', '/revoke'])('%s may be called from listed origins, and no other page gets to read it', async (path) => {
  const known = await preflight(path, KNOWN, 'POST');
  expect({ status: known.status, origin: known.headers.get('access-control-allow-origin') }).toEqual({ status: 204, origin: KNOWN });
  expect((await preflight(path, STRANGER, 'POST')).status).toBe(403);
  const answer = await fetch(`${app.url}${path}`, { method: 'POST', headers: { origin: STRANGER }, body: new URLSearchParams() });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test.each(['/authorize', '/auth/callback', '/tokens', '/approvals', '/approvals/x', '/test-auth', '/'])(
  '%s is for people: no page of another origin reads it',
  async (path) => {
    const answer = await fetch(`${app.url}${path}`, { headers: { origin: KNOWN }, redirect: 'manual' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  },
);

test.each([
  ['/', 200],
  ['/test-auth', 200],
  ['/tokens', 200],
  ['/approvals', 200],
  ['/approvals/x', 200],
  ['/authorize', 400],
  ['/authorize?client_id=nobody', 400],
  ['/auth/callback', 400],
  ['/auth/callback?error=access_denied&state=x', 400],
])('O9: the page %s is strict: own script and style only, no frames, no sniffing, no referrer, not stored', async (path, status) => {
  const response = await fetch(`${app.url}${path}`);
  expect(response.status).toBe(status);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+';/);
  expect(policy).toMatch(/base-uri 'none'; frame-ancestors 'none'/);
});

test('O2: the resource may be spelled as clients spell it, the same at /authorize and /token', async () => {
  const { origin, host } = new URL(app.url);
  for (const resource of [
    `${origin}/mcp/stream`,
    `${origin}/mcp/stream/`,
    `${origin}/mcp/stream?readonly=true`,
    `HTTP://${host.toUpperCase()}/mcp`,
  ]) {
    const { tokens } = await connect(app, { parameters: { resource } });
    expect(tokens.scope).toContain('telnyx.read');
  }
});
