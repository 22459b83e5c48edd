import { describe, expect, jest, test } from '@jest/globals';
import { grantOf, ME, NOW, OTHER, openGrantsPage } from './grants-page.ts';
import { ORIGIN, TENANT } from '../page-settings.ts';

const HOUR = 3_600;
const back = (response: Response) => response.headers.get('location');

/** The text of one grant's place in the list. */
const itemOf = (text: string) => /<li>.*?<\/li>/s.exec(text)?.[0].replace(/\s+/g, ' ') ?? '';

describe('a browser that is not signed in', () => {
  test('sees no grants, but a button that leads to Microsoft and back', async () => {
    const { get, post, continuation } = await openGrantsPage(grantOf(ME));
    const text = await (await get()).text();
    expect(text).toContain(`action="${ORIGIN}/tokens"`);
    expect(text).not.toContain('Claude');
    const login = await post('', { action: 'login' });
    expect(login.status).toBe(303);
    expect(back(login)).toMatch(/^https:\/\/login\.microsoftonline\.com\//);
    const arrived = await continuation.loggedIn({ tenantId: TENANT, objectId: ME, name: 'Local Reader', roles: ['Reader'] }, {});
    expect(arrived.status).toBe(303);
    expect(back(arrived)).toBe(`${ORIGIN}/tokens`);
    const [cookie = ''] = (arrived.headers.get('set-cookie') ?? '').split(';');
    expect(await (await get(cookie)).text()).toContain('Claude');
  });

  test('D22: nothing that is done on the page makes the session longer than its login did', async () => {
    const { get, post, cookieOf } = await openGrantsPage(grantOf(ME));
    const cookie = await cookieOf('Owner');
    const answers = [
      await get(cookie),
      await post(cookie, { action: 'ask_person', object_id: OTHER }),
      await post(cookie, { action: 'revoke_person', object_id: OTHER }),
      await post(cookie, { action: 'revoke', id: 'grant-1' }),
    ];
    for (const answer of answers) expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test.each(['revoke', 'revoke_all', 'ask_person', 'revoke_person'])(
    'is told to sign in again, and changes nothing by %s',
    async (action) => {
      const { post, grants } = await openGrantsPage(grantOf(ME));
      const response = await post('__Host-session=forged', { action, id: 'grant-1', object_id: ME });
      expect(response.status).toBe(401);
      expect(await response.text()).toContain('You are no longer signed in');
      expect(grants.rows[0]?.revoked).toBeUndefined();
    },
  );
});

describe('the list', () => {
  test('holds the own live grants, newest first', async () => {
    const { get, cookieOf } = await openGrantsPage(
      grantOf(ME, { id: 'a', clientName: 'Older' }),
      grantOf(ME, { id: 'b', clientName: 'Newer', createdAt: NOW }),
      grantOf(OTHER, { id: 'c', clientName: 'Foreign' }),
      grantOf(ME, { id: 'd', clientName: 'Gone', revoked: { at: NOW, reason: 'person' } }),
    );
    const text = await (await get(await cookieOf())).text();
    expect([...text.matchAll(/aria-label="Revoke (\w+)"/g)].map(([, name]) => name)).toEqual(['Newer', 'Older']);
    expect(text).not.toMatch(/Foreign|Gone/);
  });

  test.each([
    ['the host of its document', {}, '<code>claude.ai</code>'],
    ['that it was copied', { kind: 'pasted', clientId: 'test-auth' }, 'From the token page'],
    ['that it registered itself', { clientId: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' }, 'Registered itself, name not verified'],
    ['that the operator set it up', { clientId: 'cursor' }, 'Set up by the operator'],
    ['the host in ASCII', { clientId: 'https://cl\u0430ude.ai/x' }, '<code>xn--clude-5ve.ai</code>'],
    ['that it was not yet used', {}, 'Not yet used'],
    ['that it was used in the last hour', { lastUsedAt: NOW - (NOW % HOUR) }, 'In the last hour'],
    ['the hour of its last use', { lastUsedAt: NOW - (NOW % HOUR) - 5 * HOUR }, 'datetime="2027-01-15T03:00:00.000Z"'],
    [
      'what it may do, in words',
      { scopes: ['telnyx.read', 'telnyx.send', 'something'] },
      'Read</span><span class="badge">Text and call</span> </p>',
    ],
  ] as const)('says of a grant: %s', async (_what, given, expected) => {
    const { get, cookieOf } = await openGrantsPage(grantOf(ME, given));
    expect(itemOf(await (await get(await cookieOf())).text())).toContain(expected);
  });

  test('O9: a name with markup, control characters and endless length stays a short text', async () => {
    const clientName = `"><script>alert(1)</script>\u202e\u0000\n${'x'.repeat(500)}`;
    const { get, cookieOf } = await openGrantsPage(grantOf(ME, { clientName }));
    const item = itemOf(await (await get(await cookieOf())).text());
    expect(item).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; xxx');
    expect(item).not.toMatch(/<script|\u202e|x{80}/);
    expect(item).not.toContain('\0');
  });

  test('says so where there is nothing, and leads to the page that connects clients', async () => {
    const { get, cookieOf } = await openGrantsPage();
    const text = await (await get(await cookieOf())).text();
    expect(text).toContain('No access');
    expect(text).toContain('href="/"');
    expect(text).not.toContain('value="revoke_all"');
  });
});

describe('revoking', () => {
  test('T9: ends the grant, with a notice, and a line in the log that names nobody', async () => {
    const { get, post, cookieOf, grants, lines } = await openGrantsPage(grantOf(ME), grantOf(ME, { id: 'grant-2' }));
    const cookie = await cookieOf();
    const response = await post(cookie, { action: 'revoke', id: 'grant-1' });
    expect(response.status).toBe(303);
    expect(back(response)).toBe(`${ORIGIN}/tokens?done=revoked`);
    expect(grants.rows.map(({ revoked }) => revoked?.reason)).toEqual(['person', undefined]);
    const subject = `${TENANT}.${ME}`;
    expect(lines).toEqual([expect.objectContaining({ event: 'grants_revoked', subject, of: subject, count: 1 })]);
    expect(JSON.stringify(lines)).not.toMatch(/Local|Claude/);
    const text = await (await get(cookie, '?done=revoked')).text();
    expect(text).toMatch(/<p class="note" role="status">Revoked\. It stops working within a minute\./);
  });

  test.each(['grant-9', '', '../grant-1', 'a#b', "x' or '1'='1", 'x'.repeat(200)])('does nothing for the unknown id "%s"', async (id) => {
    const { post, cookieOf, grants, lines } = await openGrantsPage(grantOf(ME));
    const response = await post(await cookieOf(), { action: 'revoke', id });
    expect(back(response)).toBe(`${ORIGIN}/tokens`);
    expect(grants.rows[0]?.revoked).toBeUndefined();
    expect(lines).toEqual([]);
  });

  test('leaves the grant of another person alone, whatever the form says', async () => {
    const { post, cookieOf, grants } = await openGrantsPage(grantOf(OTHER));
    const form = { action: 'revoke', id: 'grant-1', subject: `${TENANT}.${OTHER}`, object_id: OTHER };
    expect(back(await post(await cookieOf('Owner'), form))).toBe(`${ORIGIN}/tokens`);
    expect(grants.rows[0]?.revoked).toBeUndefined();
  });

  test('all at once ends every own grant, also those under way, and forgets the shown token', async () => {
    const { post, cookieOf, grants } = await openGrantsPage(grantOf(ME), grantOf(ME, { id: 'b' }), grantOf(OTHER));
    const response = await post(await cookieOf('Reader'), { action: 'revoke_all' });
    expect(back(response)).toBe(`${ORIGIN}/tokens?done=revoked_all`);
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-token-page=;.*Max-Age=0/)]);
    expect(grants.revokedAll).toEqual([[`${TENANT}.${ME}`, 'person']]);
    expect(grants.rows.map(({ revoked }) => revoked?.reason)).toEqual(['person', 'person', undefined]);
  });

  test('signing out ends the session and the shown token, and works without a session', async () => {
    const { post } = await openGrantsPage();
    const response = await post('', { action: 'sign_out' });
    expect(response.status).toBe(303);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-session=;.*Max-Age=0/),
      expect.stringMatching(/^__Host-token-page=;.*Max-Age=0/),
    ]);
  });

  test('D28: who is signed in is so for 15 minutes', async () => {
    const { get, cookieOf } = await openGrantsPage(grantOf(ME));
    const cookie = await cookieOf();
    try {
      jest.useFakeTimers({ now: Date.now() + 14 * 60_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] });
      expect(await (await get(cookie)).text()).toContain('Claude');
      jest.setSystemTime(Date.now() + 61_000);
      expect(await (await get(cookie)).text()).not.toContain('Claude');
    } finally {
      jest.useRealTimers();
    }
  });

  test('does nothing for an unknown action', async () => {
    const { post, cookieOf, grants } = await openGrantsPage(grantOf(ME));
    expect(back(await post(await cookieOf('Owner'), { action: 'delete', id: 'grant-1' }))).toBe(`${ORIGIN}/tokens`);
    expect(grants.rows[0]?.revoked).toBeUndefined();
  });
});
