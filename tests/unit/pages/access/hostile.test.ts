import { describe, expect, test } from '@jest/globals';
import { grantOf, ME, openGrantsPage, openPeoplePage, OTHER } from './grants-page.ts';
import { known } from './memory-people.ts';
import { ORIGIN, TENANT } from '../page-settings.ts';

const FOREIGN: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-site', origin: ORIGIN },
  { origin: 'https://evil.example' },
  { origin: 'null' },
];

describe('forms from elsewhere', () => {
  test.each(FOREIGN)('are refused with a page: %j', async (headers) => {
    const { post, cookieOf, grants } = await openGrantsPage(grantOf(ME));
    const cookie = await cookieOf('Owner');
    for (const action of ['revoke', 'revoke_all', 'find', 'revoke_person', 'sign_out']) {
      const response = await post(cookie, { action, id: 'grant-1', object_id: ME }, headers);
      expect(response.status).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect(grants.revokedAll).toEqual([]);
    expect(grants.rows[0]?.revoked).toBeUndefined();
  });

  test('that are too large are refused with a page', async () => {
    const { post, cookieOf } = await openGrantsPage();
    expect((await post(await cookieOf(), { action: 'revoke', id: 'x'.repeat(20_000) })).status).toBe(413);
  });
});

describe('the notice', () => {
  test.each(['<script>alert(1)</script>', 'constructor', '__proto__', 'toString', ''])('repeats nothing of done=%s', async (done) => {
    const { get, cookieOf } = await openGrantsPage();
    const text = await (await get(await cookieOf(), `?${new URLSearchParams({ done, count: '1' })}`)).text();
    expect(text).not.toContain('class="note');
    expect(text).not.toContain('alert(1)');
  });

  test.each([
    ['3', 'Revoked. 3 clients and tokens of that person stop working'],
    ['007', 'Revoked. 7 clients and tokens of that person stop working'],
    ['1', 'Revoked. One client or token of that person stops working'],
    ['0', 'That person had no access.'],
    ['9999999', 'Everything of that person is revoked.'],
    ['-1', 'Everything of that person is revoked.'],
    ['1<b>', 'Everything of that person is revoked.'],
    ['', 'Everything of that person is revoked.'],
  ])('takes the number %s as "%s"', async (count, shown) => {
    const { get, cookieOf } = await openGrantsPage();
    const query = new URLSearchParams({ view: 'people', done: 'revoked_person', count });
    expect(await (await get(await cookieOf('Owner'), `?${query}`)).text()).toContain(shown);
  });

  test('is not shown to who followed a link from elsewhere', async () => {
    const { get, cookieOf } = await openGrantsPage();
    const response = await get(await cookieOf(), '?done=revoked_all', { 'sec-fetch-site': 'cross-site' });
    expect(await response.text()).not.toContain('class="note');
  });
});

describe('what only an Owner may do', () => {
  test.each(['Reader', 'Operator', 'Manager'] as const)('is not shown to a %s, and refused with a page', async (role) => {
    const { get, post, cookieOf, grants, lines } = await openPeoplePage([known(OTHER, 'Jules Marsh', 'jules@acme.test')], grantOf(OTHER));
    const cookie = await cookieOf(role);
    expect(await (await get(cookie)).text()).not.toMatch(/view=people|Jules/);
    const answers = [
      await get(cookie, '?view=people'),
      await post(cookie, { action: 'find', q: 'jules' }),
      await post(cookie, { action: 'revoke_person', object_id: OTHER }),
    ];
    for (const response of answers) {
      expect(response.status).toBe(403);
      const text = await response.text();
      expect(text).toContain('Ask an Owner for this');
      expect(text).not.toMatch(/jules/i);
    }
    expect(grants.revokedAll).toEqual([]);
    expect(lines.map(({ event }) => event)).toEqual(['people_refused', 'people_refused', 'grants_revocation_refused']);
  });

  test('is done in the operator’s own tenant, and logged', async () => {
    const { post, cookieOf, grants, lines } = await openGrantsPage(grantOf(OTHER), grantOf(OTHER, { id: 'b' }), grantOf(ME));
    const done = await post(await cookieOf('Owner'), { action: 'revoke_person', object_id: `  ${OTHER.toUpperCase()} ` });
    expect(done.headers.get('location')).toBe(`${ORIGIN}/tokens?view=people&done=revoked_person&count=2`);
    expect(grants.revokedAll).toEqual([[`${TENANT}.${OTHER}`, 'owner']]);
    expect(grants.rows.map(({ revoked }) => revoked?.reason)).toEqual(['owner', 'owner', undefined]);
    expect(lines).toEqual([
      expect.objectContaining({ event: 'grants_revoked', subject: `${TENANT}.${ME}`, of: `${TENANT}.${OTHER}`, count: 2 }),
    ]);
  });

  test.each(['', 'all', `${OTHER}.x`, `${TENANT}.${OTHER}`, `${OTHER}"><b>`, `${OTHER}\u0000`])(
    'needs an object id: "%s" gets a page that does not repeat it',
    async (objectId) => {
      const { post, cookieOf, grants } = await openGrantsPage();
      const response = await post(await cookieOf('Owner'), { action: 'revoke_person', object_id: objectId });
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain(OTHER);
      expect(grants.revokedAll).toEqual([]);
    },
  );
});

describe('tables that cannot be reached', () => {
  test('T10: are a page with 503 and Retry-After', async () => {
    const { get, cookieOf, grants } = await openGrantsPage(grantOf(ME));
    const cookie = await cookieOf();
    grants.goDown();
    const response = await get(cookie);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.text()).not.toContain('No access');
  });

  test('T10: are never a list without people', async () => {
    const { get, post, cookieOf, people } = await openPeoplePage([known(OTHER, 'Jules Marsh')]);
    const cookie = await cookieOf('Owner');
    people.goDown();
    for (const response of [await get(cookie, '?view=people'), await post(cookie, { action: 'find', q: 'jules' })]) {
      expect(response.status).toBe(503);
      expect(await response.text()).not.toContain('No one');
    }
  });

  test.each(['revoke', 'revoke_all', 'revoke_person'])('T10: never let %s look done', async (action) => {
    const { post, cookieOf, grants, lines } = await openGrantsPage(grantOf(ME));
    const cookie = await cookieOf('Owner');
    grants.goDown();
    const response = await post(cookie, { action, id: 'grant-1', object_id: OTHER });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('Not everything may be revoked yet');
    expect(lines).toEqual([expect.objectContaining({ event: 'grants_revocation_failed', code: 'store_unavailable' })]);
  });
});

describe('every page here', () => {
  test('O9: has a strict policy, cannot be framed or stored, and sends no referrer', async () => {
    const { get, post, cookieOf } = await openGrantsPage(grantOf(ME));
    const owner = await cookieOf('Owner');
    const pages = [
      await get(),
      await get(owner),
      await get(owner, '?view=people'),
      await post(owner, { action: 'find', q: OTHER }),
      await post(owner, { action: 'revoke_person', object_id: 'x' }),
      await post('', { action: 'revoke' }),
      await post(owner, { action: 'revoke' }, { origin: 'https://evil.example' }),
      await post(await cookieOf('Reader'), { action: 'revoke_person' }),
    ];
    for (const { headers } of pages) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});
