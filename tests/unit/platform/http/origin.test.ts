import { describe, expect, test } from '@jest/globals';
import { createOriginPolicy, jsonErrors, pipeline } from '../../../../shared/platform/http/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import type { Settings } from '../../../../shared/platform/settings/index.ts';

const settings = (publicBaseUrl: string) => ({ publicBaseUrl, allowedOrigins: ['https://client.example'] }) as unknown as Settings;
const deployed = createOriginPolicy(settings('https://app.example.com'));
const local = createOriginPolicy(settings('http://localhost:7071'));

/** The answer of a deployed app to the preflight of a route that takes POST. */
function preflight(headers: Record<string, string>): Promise<Response> {
  const services = { log: createLogger(() => undefined), policy: deployed, addressRate: { perMinute: 100, hops: 0 }, https: true };
  const never = () => Promise.reject(new Error('The handler must not run.'));
  const route = pipeline(services, { errors: jsonErrors, cors: { origins: 'listed', methods: 'POST, OPTIONS' } }, never);
  return route(new Request('https://app.example.com/mcp', { method: 'OPTIONS', headers }));
}

const from = (headers: Record<string, string>, url = 'https://app.example.com/mcp') => new Request(url, { method: 'POST', headers });

describe('origins', () => {
  test.each([
    'https://app.example.com',
    'https://portal.azure.com',
    'https://client.example',
    'http://localhost:6274',
    'http://127.0.0.1:1',
  ])('P5: %s may call', (origin) => {
    const request = from({ origin });
    expect(deployed.allows(request)).toBe(true);
    expect(deployed.headers(request)).toMatchObject({ 'access-control-allow-origin': origin });
  });

  const WEB_CLIENTS = [
    'https://claude.ai',
    'https://claude.com',
    'https://chatgpt.com',
    'https://vscode.dev',
    'https://insiders.vscode.dev',
    'https://portal.azure.com',
  ];

  test.each(WEB_CLIENTS)('D58: %s may call without a setting, and may not post our forms', async (origin) => {
    const request = from({ origin });
    expect(deployed.allows(request)).toBe(true);
    expect(deployed.headers(request)).toMatchObject({ 'access-control-allow-origin': origin });
    const asked = await preflight({ origin, 'access-control-request-headers': 'authorization, mcp-protocol-version' });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization, mcp-protocol-version');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    expect(deployed.isOwnForm(request)).toBe(false);
    expect(deployed.isOwnForm(from({ origin, 'sec-fetch-site': 'cross-site' }))).toBe(false);
  });

  test.each(
    WEB_CLIENTS.flatMap((origin) => [
      `${origin}.evil.example`,
      origin.replace('https', 'http'),
      origin.replace('://', '://x.'),
      `${origin}:8443`,
    ]),
  )('D58: %s may not call', async (origin) => {
    expect(deployed.allows(from({ origin }))).toBe(false);
    expect((await preflight({ origin })).status).toBe(403);
  });

  test.each(['null', 'https://evil.example', 'http://localhost.evil.example', 'https://portal.azure.com.evil.example', 'file://'])(
    'P5: %s may not',
    (origin) => {
      const request = from({ origin });
      expect(deployed.allows(request)).toBe(false);
      expect(deployed.headers(request)).not.toHaveProperty('access-control-allow-origin');
    },
  );

  test('P5: a server on this machine does not answer to a rebound name', () => {
    expect(local.allows(from({}, 'http://evil.example:7071/mcp'))).toBe(false);
    expect(local.allows(from({}, 'http://127.0.0.1:7071/mcp'))).toBe(true);
  });

  test('P4: a preflight needs no token and allows what the client asks to send', async () => {
    const headers = { origin: 'https://client.example', 'access-control-request-headers': 'authorization, mcp-param-x' };
    const answer = await preflight(headers);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization, mcp-param-x');
    expect((await preflight({ ...headers, origin: 'https://evil.example' })).status).toBe(403);
  });

  test('a form is our own by Sec-Fetch-Site, or by Origin where a program sends it', () => {
    expect(deployed.isOwnForm(from({ 'sec-fetch-site': 'same-origin', origin: 'null' }))).toBe(true);
    expect(deployed.isOwnForm(from({ 'sec-fetch-site': 'same-site' }))).toBe(false);
    expect(deployed.isOwnForm(from({ 'sec-fetch-site': 'cross-site', origin: 'https://app.example.com' }))).toBe(false);
    expect(deployed.isOwnForm(from({ origin: 'null' }))).toBe(false);
    expect(deployed.isOwnForm(from({}))).toBe(true);
  });
});
