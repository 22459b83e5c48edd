import { describe, expect, jest, test } from '@jest/globals';
import { grantOf, ME, NOW, OTHER, openGrantsPage } from './grants-page.ts';
import { ORIGIN, TENANT } from '../page-settings.ts';

const HOUR = 3_600;
const back = (response: Response) => response.headers.get('location');

/** The text of one grant's place in the list. */
const itemOf = (text: string) => /<li class="item">.*?<\/li>/s.exec(text)?.[0].replace(/\s+/g, ' ') ?? '';

/** The names in the list. */
const titlesOf = (text: string) => [...text.matchAll(/<span class="grow"\s*><b><bdi>(.*?)<\/bdi>/g)].map(([, title]) => title);

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
      await post(cookie, { action: 'find', q: OTHER }),
      await post(cookie, { action: 'revoke_person', object_id: OTHER }),
      await post(cookie, { action: 'revoke', id: 'grant-1' }),
    ];
    for (const answer of answers) expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test.each(['revoke', 'revoke_all', 'find', 'revoke_person'])('is told to sign in again, and changes nothing by %s', async (action) => {
    const { post, grants } = await openGrantsPage(grantOf(ME));
    const response = await post('__Host-session=forged', { action, id: 'grant-1', object_id: ME });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('You are no longer signed in');
    expect(grants.rows[0]?.revoked).toBeUndefined();
  });
});

describe('the list', () => {
  test('holds the own live grants: what was used last comes first, then what is newest', async () => {
    const { get, cookieOf } = await openGrantsPage(
      grantOf(ME, { id: 'a', clientName: 'Older' }),
      grantOf(ME, { id: 'b', clientName: 'Newer', createdAt: NOW }),
      grantOf(ME, { id: 'e', clientName: 'Used', createdAt: 7, lastUsedAt: NOW - (NOW % HOUR) }),
      grantOf(OTHER, { id: 'c', clientName: 'Foreign' }),
      grantOf(ME, { id: 'd', clientName: 'Gone', revoked: { at: NOW, reason: 'person' } }),
    );
    const text = await (await get(await cookieOf())).text();
    expect(titlesOf(text)).toEqual(['Used', 'Newer', 'Older']);
    expect(text).not.toMatch(/Foreign|Gone/);
    expect(text).toMatch(/Yours <span class="tag">3</);
  });

  test('shows ten, and the others when asked for', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      grantOf(ME, { id: `g${index}`, clientName: `Client ${index}`, createdAt: index }),
    );
    const { get, cookieOf } = await openGrantsPage(...many);
    const text = await (await get(await cookieOf())).text();
    expect(titlesOf(text)).toHaveLength(12);
    expect(titlesOf(text.slice(text.indexOf('and 2 more</summary>')))).toEqual(['Client 1', 'Client 0']);
    expect(text).toContain('Revoke all 12?');
  });

  test('shows a hundred of five hundred at most, however many there are, and revokes them all', async () => {
    const many = Array.from({ length: 510 }, (_, index) => grantOf(ME, { id: `g${index}`, createdAt: index }));
    const { get, post, cookieOf, grants } = await openGrantsPage(...many);
    const cookie = await cookieOf();
    const text = await (await get(cookie)).text();
    expect(titlesOf(text)).toHaveLength(100);
    expect(text).toMatch(/Yours <span class="tag">500\+</);
    expect(text).toContain('Only 100 are shown.');
    expect(text).toContain('Revoke all of them?');
    await post(cookie, { action: 'revoke_all' });
    expect(grants.rows.every(({ revoked }) => revoked !== undefined)).toBe(true);
  });

  test.each([
    ['the host of its document', {}, '</svg>claude.ai</span>'],
    ['that it was copied', { kind: 'pasted', clientId: 'test-auth', clientName: 'Report' }, '<small >Copied token</small'],
    ['that nobody vouches for its name', { clientId: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' }, '“Claude”</bdi></b ><small >Not verified'],
    ['that the operator set it up', { clientId: 'cursor' }, 'Set up by the operator'],
    ['the host in ASCII', { clientId: 'https://cl\u0430ude.ai/x' }, '</svg>xn--clude-5ve.ai</span>'],
    ['that it was not yet used', {}, 'not used yet'],
    ['that it was used in the last hour', { lastUsedAt: NOW - (NOW % HOUR) }, 'within the hour'],
    ['how long ago it was used', { lastUsedAt: NOW - (NOW % HOUR) - 5 * HOUR }, 'title="2027-01-15 03:00 UTC">5 hours ago'],
    ['that it was used yesterday', { lastUsedAt: NOW - (NOW % HOUR) - 30 * HOUR }, '>yesterday, 02:00 UTC</time>'],
    ['the day of its last use', { lastUsedAt: NOW - (NOW % HOUR) - 80 * HOUR }, '>12 Jan</time>'],
    ['when it ends', { expiresAt: NOW + 40 * 24 * HOUR }, 'Ends <time datetime="2027-02-24T08:30:00.000Z" data-show="date">24 Feb</time>'],
    ['in how many hours it ends', {}, '<small>Ends in 24 hours</small>'],
    ['that it ends soon', { expiresAt: NOW + 6 * HOUR }, '<span class="hint care">Ends in 6 hours</span>'],
    ['that it ends very soon', { expiresAt: NOW + 90 }, '<span class="hint care">Ends in 2 minutes</span>'],
    ['the name that its person gave a token', { kind: 'pasted', clientName: 'Nightly report' }, 'Revoke <bdi>“Nightly report”</bdi>?'],
    ['when a token without a name was made', { kind: 'pasted', clientName: 'Copied token' }, 'Copied token · made <time'],
    ['that a token has no name', { kind: 'pasted', clientName: 'Copied token' }, 'Revoke <bdi>this token</bdi>?'],
  ] as const)('says of a grant: %s', async (_what, given, expected) => {
    const { get, cookieOf } = await openGrantsPage(grantOf(ME, given));
    expect(itemOf(await (await get(await cookieOf())).text())).toContain(expected);
  });

  test('says what a grant may do, in words', async () => {
    const { get, cookieOf } = await openGrantsPage(grantOf(ME, { scopes: ['telnyx.send', 'telnyx.read', 'something'] }));
    const item = itemOf(await (await get(await cookieOf())).text());
    expect([...item.matchAll(/<span class="tag \w+"><svg.*?<\/svg>(.*?)<\/span>/g)].map(([, word]) => word)).toEqual(['Read', 'Send']);
  });

  test('marks the token that the open token page of this browser shows', async () => {
    const tokens = ['one', 'two'].map((id) => grantOf(ME, { id, kind: 'pasted', clientName: `Token ${id}` }));
    const { get, cookieOf } = await openGrantsPage(...tokens);
    const text = await (await get(await cookieOf(), '', { 'x-shown-token': 'two' })).text();
    const [one = '', two = ''] = text.split('<li class="item">').slice(1);
    expect(one).not.toContain('made in this browser');
    expect(two).toContain('Copied token · made in this browser');
  });

  test.each([
    ['Owner', ['Connect', 'Access', 'Activity', 'Conversations']],
    ['Reader', ['Connect', 'Access', 'Conversations']],
  ] as const)('names to an %s the pages that the role may see', async (role, places) => {
    const { get, cookieOf } = await openGrantsPage();
    const [, nav = ''] = /<nav aria-label="Main">(.*?)<\/nav>/s.exec(await (await get(await cookieOf(role))).text()) ?? [];
    expect([...nav.matchAll(/>(\w+)<\/a/g)].map(([, name]) => name)).toEqual(places);
  });

  test('O9: a name with markup, control characters and endless length stays a short text', async () => {
    const clientName = `"><script>alert(1)</script>\u202e\u0000\n${'x'.repeat(500)}`;
    const { get, cookieOf } = await openGrantsPage(grantOf(ME, { clientName }));
    const item = itemOf(await (await get(await cookieOf())).text());
    expect(item).toContain('<bdi>&gt;&lt;script&gt;alert(1)&lt;/script&gt; xxx');
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
    expect(text).toMatch(/<p class="note ok before" role="status"><span>Revoked\. It stops working within a minute\./);
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
