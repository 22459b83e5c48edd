import { beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { telnyxControls } from '../../support/index.ts';
import { freePort } from '../../support/oauth/index.ts';
import type { Received, Sent } from './connections.ts';
import { liveValues } from './live-values.ts';
import { oauthRequests, REDIRECT_URI, type OAuthCase } from './oauth-requests.ts';
import { useHostileApp } from './hostile-app.ts';

// The rate limit would answer most of it; and nobody on this machine answers for the documents of clients.
const hostile = useHostileApp(async () => ({
  OAUTH_RATE_PER_MINUTE: '1000000',
  CONFIRM_PURCHASE: 'page',
  CLIENT_METADATA_OVERRIDE: `https://127.0.0.1:${await freePort()}`,
}));
let live: Readonly<Record<string, string>>;
beforeAll(async () => {
  live = await liveValues(hostile);
  expect(Object.entries(live).filter(([, value]) => value === '')).toEqual([]);
}, 60_000);

const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => live[name] ?? whole);
const encoded = (given: OAuthCase['query']) =>
  typeof given === 'string' ? filled(given) : new URLSearchParams(given.map(([name, value]) => [filled(name), filled(value)])).toString();

function requestOf({ method, path, query, headers, cookies, body }: OAuthCase): Sent {
  // HTTP servers take 16 KiB of headers in all.
  const search = encoded(query)
    .replace(/[^\x21-\x7e]/g, '')
    .slice(0, 9_500);
  const cookie = cookies
    .map(([name, value]) => `${filled(name)}=${filled(value)}`.replace(/[^\x20-\x7e]/g, ''))
    .join('; ')
    .slice(0, 4_000);
  return {
    method,
    path: search === '' ? filled(path) : `${filled(path)}?${search}`,
    headers: { ...(cookie !== '' && { cookie }), ...headers },
    ...(body !== undefined && { body: encoded(body) }),
  };
}

const HttpError = z.looseObject({ error: z.string().regex(/^[a-z_]+$/), error_description: z.string().min(1).max(500) });
/** What the host itself says where there is no such route. */
const NO_ROUTE = 404;
/** Microsoft's own word at the end of a login that this browser began: the page says so with this status. */
const MICROSOFT_FAILED = {
  path: '/auth/callback',
  status: 502,
  title: /<h1>Microsoft reported an error<\/h1>/,
} as const;

function judge(one: OAuthCase, { status, headers, text }: Received): void {
  const microsoft = one.path === MICROSOFT_FAILED.path && status === MICROSOFT_FAILED.status && MICROSOFT_FAILED.title.test(text);
  if (status >= 500 && !microsoft) throw new Error(`HTTP ${status} ${text.slice(-1_500)}`);
  if (status === NO_ROUTE && text === '') return;
  const type = headers['content-type'] ?? '';
  if (headers.location !== undefined) {
    judgeRedirect(status, headers.location, text);
    return;
  }
  if (type.startsWith('text/html')) {
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(text).not.toMatch(/<script>alert|<img src=x|<svg onload/);
    return;
  }
  if (text === '') {
    expect([200, 204, 403]).toContain(status);
    if (status === 200) expect(one.path).toBe('/revoke');
    else expect(one.method).toBe('OPTIONS');
    return;
  }
  if (type.startsWith('text/csv')) {
    expect({ path: one.path, status }).toEqual({ path: '/audit', status: 200 });
    expect(text).not.toMatch(/^"?[=+@]/m);
    return;
  }
  expect(type).toMatch(/^application\/json\b/);
  const body: unknown = JSON.parse(text);
  if (status >= 400) HttpError.parse(body);
}

/** Only to where this app, Microsoft or a registered client is. */
function judgeRedirect(status: number, location: string, text: string): void {
  expect([302, 303]).toContain(status);
  expect(text).toBe('');
  const target = new URL(location);
  const own = [hostile.app.url, hostile.app.entra].some((base) => target.origin === new URL(base).origin);
  if (!own && !location.startsWith(`${REDIRECT_URI}?`)) throw new Error(`Redirects to ${location}`);
}

async function check(one: OAuthCase): Promise<void> {
  judge(one, await hostile.send(requestOf(one)));
}

test('every request to the authorization server and the pages gets an honest answer that tells nothing of the inside; nothing stays behind', async () => {
  const tolerated = ['no_login_in_progress', 'provider_error', 'declined', 'code_refused', 'identity_not_valid'];
  const requests = await telnyxControls(hostile.app).during(() =>
    hostile.endure({ cases: oauthRequests, share: 0.2, lanes: 12, check }, { login_failed: tolerated }),
  );
  // Whatever is pressed on a page, only a call sends something.
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
}, 900_000);
