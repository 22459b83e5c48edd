import { describe, expect, test } from '@jest/globals';
import { createOriginPolicy, preflight } from '../../../../shared/platform/http/index.ts';
import type { Settings } from '../../../../shared/platform/settings/index.ts';

const settings = (publicBaseUrl: string) => ({ publicBaseUrl, allowedOrigins: ['https://client.example'] }) as unknown as Settings;
const deployed = createOriginPolicy(settings('https://app.example.com'));
const local = createOriginPolicy(settings('http://localhost:7071'));

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

  test.each(WEB_CLIENTS)('D58: %s may call without a setting, and may not post our forms', (origin) => {
    const request = from({ origin });
    expect(deployed.allows(request)).toBe(true);
    expect(deployed.headers(request)).toMatchObject({ 'access-control-allow-origin': origin });
    const asked = preflight(from({ origin, 'access-control-request-headers': 'authorization, mcp-protocol-version' }), deployed, 'POST');
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
  )('D58: %s may not call', (origin) => {
    expect(deployed.allows(from({ origin }))).toBe(false);
    expect(preflight(from({ origin }), deployed, 'POST').status).toBe(403);
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

  test('P4: a preflight needs no token and allows what the client asks to send', () => {
    const headers = { origin: 'https://client.example', 'access-control-request-headers': 'authorization, mcp-param-x' };
    const answer = preflight(from(headers), deployed, 'POST');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization, mcp-param-x');
    expect(preflight(from({ ...headers, origin: 'https://evil.example' }), deployed, 'POST').status).toBe(403);
  });

  test('a form is our own by Sec-Fetch-Site, or by Origin where a program sends it', () => {
    expect(deployed.isOwnForm(from({ 'sec-fetch-site': 'same-origin', origin: 'null' }))).toBe(true);
    expect(deployed.isOwnForm(from({ 'sec-fetch-site': 'same-site' }))).toBe(false);
    expect(deployed.isOwnForm(from({ 'sec-fetch-site': 'cross-site', origin: 'https://app.example.com' }))).toBe(false);
    expect(deployed.isOwnForm(from({ origin: 'null' }))).toBe(false);
    expect(deployed.isOwnForm(from({}))).toBe(true);
  });
});
