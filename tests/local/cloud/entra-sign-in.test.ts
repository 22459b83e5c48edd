import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorizationRequest, authorizeUrl, CLIENT, entraWith, REDIRECT_URI, signIn, TENANT } from './tenant.ts';

const entra = entraWith();
let url = '';

beforeAll(async () => {
  ({ url } = await entra.listen());
});
afterAll(() => entra.close());

const show = (changes: Record<string, string | undefined> = {}) =>
  fetch(`${authorizeUrl(url)}?${authorizationRequest(changes).toString()}`, { redirect: 'manual' });

const redirected = async (changes: Record<string, string | undefined>) => {
  const response = await show(changes);
  return new URL(response.headers.get('location') ?? `about:${response.status}`);
};

const buttons = (page: string) => [...page.matchAll(/name="user" value="([^"]*)"/g)].map((match) => match[1]);

describe('the sign-in page', () => {
  test('offers three people of different roles and a way to cancel, and asks no password', async () => {
    const response = await show();
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(buttons(page)).toEqual(['reader', 'operator', 'owner']);
    expect(page).toContain('name="cancel"');
    expect(page).toContain('in place of Microsoft Entra ID');
    expect(page).not.toContain('type="password"');
  });

  test('carries the whole authorization request in hidden fields, escaped', async () => {
    const page = await (await show({ state: '"><script>alert(1)</script>' })).text();
    const hidden = [...page.matchAll(/type="hidden" name="([^"]*)"/g)].map((match) => match[1]);
    expect(hidden).toEqual([...authorizationRequest().keys()]);
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
  });

  test('does not carry a choice that the request made itself', async () => {
    const page = await (await show({ user: 'owner', cancel: 'true' })).text();
    expect(page).not.toContain('type="hidden" name="user"');
    expect(page).not.toContain('type="hidden" name="cancel"');
  });

  test.each(['owner', 'owner@example.com'])('shows the person of login_hint %s first and still asks', async (hint) => {
    const page = await (await show({ login_hint: hint })).text();
    expect(buttons(page)).toEqual(['owner', 'reader', 'operator']);
    expect(page).toMatch(/value="owner"\s+autofocus/);
  });

  test('allows its own style only, no script, no framing, and does not bind where the form may lead', async () => {
    const response = await show();
    const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('form-action');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test("tolerates MSAL's extra parameters", async () => {
    const response = await show({ client_info: '1', claims: '{"id_token":{}}', 'x-client-SKU': 'msal.js.node', clidata: '1' });
    expect(response.status).toBe(200);
  });
});

describe('a request that must not be redirected', () => {
  test.each([
    ['an unknown client', { client_id: TENANT }, 'AADSTS700016'],
    ['no client', { client_id: undefined }, 'AADSTS900144'],
    ['a redirect URI of another path', { redirect_uri: 'http://localhost:7071/elsewhere' }, 'AADSTS50011'],
    ['a redirect URI of another host', { redirect_uri: 'http://localhost.example.com/auth/callback' }, 'AADSTS50011'],
    ['no redirect URI', { redirect_uri: undefined }, 'AADSTS50011'],
  ])('%s is a page with the code', async (_, changes, code) => {
    const response = await show(changes);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toMatch(new RegExp(`${code}: .* Trace ID: \\S+ Correlation ID: \\S+ Timestamp: `));
  });

  test('an unknown tenant is a page with AADSTS90002', async () => {
    const response = await fetch(`${url}/${CLIENT}/oauth2/v2.0/authorize?${authorizationRequest().toString()}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(`AADSTS90002: Tenant &#39;${CLIENT}&#39; not found.`);
  });

  test('the form is checked as strictly as the page', async () => {
    const target = await signIn(url, { redirect_uri: 'https://example.com/auth/callback' });
    expect(target.href).toBe('about:400');
  });
});

describe('a request whose error is sent to the application', () => {
  test.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type', 'AADSTS70005'],
    ['another response mode', { response_mode: 'form_post' }, 'invalid_request', 'AADSTS70007'],
    ['a scope without openid', { scope: 'profile' }, 'invalid_scope', 'AADSTS70011'],
    ['no code challenge', { code_challenge: undefined }, 'invalid_request', 'AADSTS9002325'],
    ['a plain code challenge', { code_challenge_method: 'plain' }, 'invalid_request', 'AADSTS9002325'],
    ['a silent sign-in', { prompt: 'none' }, 'login_required', 'AADSTS50058'],
  ])('%s redirects with the error and the state', async (_, changes, error, code) => {
    const target = await redirected(changes);
    expect(target.origin + target.pathname).toBe(REDIRECT_URI);
    expect(target.searchParams.get('error')).toBe(error);
    expect(target.searchParams.get('error_description')).toContain(`${code}: `);
    expect(target.searchParams.get('state')).toBe('the-state');
  });
});

describe('the choice', () => {
  test.each(['reader', 'operator', 'owner', 'manager', 'nobody'])('of %s gives a code and the state', async (user) => {
    const target = await signIn(url, { user });
    expect([...target.searchParams.keys()].sort()).toEqual(['code', 'state']);
    expect(target.searchParams.get('state')).toBe('the-state');
  });

  test('to cancel redirects with access_denied and AADSTS65004', async () => {
    const target = await signIn(url, { user: undefined, cancel: 'true' });
    expect(target.searchParams.get('error')).toBe('access_denied');
    expect(target.searchParams.get('error_subcode')).toBe('cancel');
    expect(target.searchParams.get('error_description')).toContain('AADSTS65004: ');
    expect(target.searchParams.get('code')).toBeNull();
  });

  test('of nobody known is refused', async () => {
    expect((await signIn(url, { user: 'stranger' })).href).toBe('about:400');
    expect((await signIn(url, { user: undefined })).href).toBe('about:400');
  });

  test('with a control that does not exist is refused', async () => {
    expect((await signIn(url, { control: 'typo' })).href).toBe('about:400');
    expect((await signIn(url, { control: 'constructor' })).href).toBe('about:400');
  });

  test('without a state gives none back', async () => {
    const target = await signIn(url, { state: undefined });
    expect([...target.searchParams.keys()]).toEqual(['code']);
  });
});

describe('the registration', () => {
  test('with a list takes these redirect URIs only', async () => {
    const strict = entraWith({ redirectUris: ['https://app.example.com/auth/callback'] });
    const { url: strictUrl } = await strict.listen();
    try {
      const allowed = await signIn(strictUrl, { redirect_uri: 'https://app.example.com/auth/callback' });
      expect(allowed.searchParams.has('code')).toBe(true);
      expect((await signIn(strictUrl)).href).toBe('about:400');
    } finally {
      await strict.close();
    }
  });

  test('of loopback takes any port of localhost', async () => {
    for (const redirectUri of [
      'http://localhost/auth/callback',
      'http://localhost:1/auth/callback',
      'http://localhost:65535/auth/callback',
    ]) {
      expect((await signIn(url, { redirect_uri: redirectUri })).searchParams.has('code')).toBe(true);
    }
    for (const redirectUri of ['https://localhost:7071/auth/callback', 'http://127.0.0.1:7071/auth/callback', `${REDIRECT_URI}?a=b`]) {
      expect((await signIn(url, { redirect_uri: redirectUri })).href).toBe('about:400');
    }
  });
});
