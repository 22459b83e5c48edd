import { describe, expect, test } from '@jest/globals';
import { grantOf, ME, NOW, openPeoplePage, OTHER } from './grants-page.ts';
import { known } from './memory-people.ts';
import { ORIGIN, TENANT } from '../page-settings.ts';

const HOUR = 3_600;
const THIRD = 'cccccccc-0000-4000-8000-000000000003';
const JULES = known(OTHER, 'Jules Marsh', 'jules@acme.test');

/** The people on a page, as texts. */
const peopleOf = (html: string): string[] =>
  html
    .split('<li class="item">')
    .slice(1)
    .map((item) =>
      item
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );

const pageOf = async (...args: Parameters<typeof openPeoplePage>) => {
  const opened = await openPeoplePage(...args);
  const cookie = await opened.cookieOf('Owner');
  const people = async (query = '') => (await opened.get(cookie, `?view=people${query}`)).text();
  const find = async (q: string) => (await opened.post(cookie, { action: 'find', q })).text();
  return { ...opened, cookie, people, find };
};

describe('the people', () => {
  test('are shown to an Owner with what they have, those with access first', async () => {
    const { people } = await pageOf(
      [known(THIRD, 'Ash Fielding'), JULES],
      grantOf(OTHER, { id: 'a', roles: ['Reader'], createdAt: 1, lastUsedAt: NOW - (NOW % HOUR) - 2 * HOUR }),
      grantOf(OTHER, { id: 'b', roles: ['Operator'], createdAt: 2 }),
      grantOf(OTHER, { id: 'c', kind: 'pasted', createdAt: 0 }),
      grantOf(THIRD, { id: 'd', revoked: { at: NOW, reason: 'owner' }, lastUsedAt: NOW - (NOW % HOUR) }),
    );
    const text = await people();
    const [jules, ash] = peopleOf(text);
    expect(jules).toMatch(/^JM Jules Marsh jules@acme.test Operator 2 clients, 1 token Used 2 hours ago .*Revoke Jules Marsh’s access\?/);
    expect(jules).toContain(
      '2 clients, 1 token stop within a minute. They can sign in again. To prevent that, remove them in Microsoft Entra.',
    );
    expect(ash).toMatch(/^AF Ash Fielding .*Nothing now Used within the hour No access/);
    expect(text).toMatch(/People <span class="tag">2</);
  });

  test('whose name is not kept are shown by their object id', async () => {
    const { people } = await pageOf([known(OTHER)], grantOf(OTHER));
    expect(peopleOf(await people())[0]).toMatch(`Name not kept ${OTHER} Owner 1 client`);
  });

  test('who have access no more say when they signed in last', async () => {
    const { people } = await pageOf([{ ...JULES, signedInAt: NOW - 80 * HOUR }]);
    expect(peopleOf(await people())[0]).toMatch(/Nothing now Signed in 12 Jan No access/);
  });

  test('are told apart from oneself, who may be revoked as well', async () => {
    const { people, post, cookie, grants } = await pageOf([known(ME, 'Robin Vale')], grantOf(ME));
    expect(peopleOf(await people())[0]).toMatch(/Robin Vale \(you\).*1 client stops within a minute\. You stay signed in on this page/);
    const done = await post(cookie, { action: 'revoke_person', object_id: ME });
    expect(done.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-token-page=;.*Max-Age=0/)]);
    expect(grants.revokedAll).toEqual([[`${TENANT}.${ME}`, 'owner']]);
  });

  test('come in pages', async () => {
    const { people } = await pageOf([known(ME, 'One'), known(OTHER, 'Two'), known(THIRD, 'Three')]);
    const first = await people();
    expect(peopleOf(first)).toHaveLength(2);
    expect(first).toContain(`href="/tokens?view=people&amp;after=${OTHER}"`);
    expect(first).toMatch(/People <span class="tag">2\+</);
    expect(peopleOf(await people(`&after=${OTHER}`))).toEqual([expect.stringContaining('Three')]);
    expect(peopleOf(await people(`&after=${encodeURIComponent("' or '")}`))).toHaveLength(2);
  });

  test('are where an Owner comes back to after signing in', async () => {
    const { get, post, continuation } = await pageOf([JULES]);
    expect(await (await get('', '?view=people')).text()).toContain('name="view" value="people"');
    expect((await post('', { action: 'login', view: 'people' })).status).toBe(303);
    const arrived = await continuation.loggedIn({ tenantId: TENANT, objectId: ME, name: 'Robin', roles: ['Owner'] }, { view: 'people' });
    expect(arrived.headers.get('location')).toBe(`${ORIGIN}/tokens?view=people`);
  });

  test('have names with markup and control characters only as text', async () => {
    const { people } = await pageOf([known(OTHER, '"><script>alert(1)</script>', '<b>x</b>')]);
    const text = await people();
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(/<script>alert|<b>x/);
  });
});

describe('finding a person', () => {
  test('shows who fits; the words stay in the field and reach no log', async () => {
    const { find, lines } = await pageOf([JULES, known(THIRD, 'Ash')]);
    const text = await find('jules@acme');
    expect(peopleOf(text)).toEqual([expect.stringContaining('Jules Marsh')]);
    expect(text).toContain('value="jules@acme"');
    expect(lines).toEqual([expect.objectContaining({ event: 'people_read', subject: `${TENANT}.${ME}`, people: 1 })]);
    expect(JSON.stringify(lines)).not.toMatch(/jules|acme/i);
  });

  test('says so where nobody fits, and where there may be more', async () => {
    const { find } = await pageOf([known(ME, 'Same'), known(OTHER, 'Same'), known(THIRD, 'Same')]);
    expect(await find('nobody')).toMatch(/No one by that name[\s\S]*Check the spelling/);
    expect(await find('Same')).toContain('There may be more.');
  });

  test('without words shows everyone', async () => {
    const { post, cookie } = await pageOf([JULES]);
    expect((await post(cookie, { action: 'find', q: '  ' })).headers.get('location')).toBe(`${ORIGIN}/tokens?view=people`);
  });

  test('takes an object id, also of somebody unknown, whose pending access can be revoked', async () => {
    const { find } = await pageOf([JULES], grantOf(OTHER));
    expect(peopleOf(await find(` ${OTHER.toUpperCase()} `))[0]).toMatch(`Jules Marsh jules@acme.test ${OTHER}`);
    const unknown = await find(THIRD);
    expect(peopleOf(unknown)[0]).toMatch(/Name not kept cccccccc.*No access now. What is just being allowed ends as well/);
    expect(unknown).toContain(`name="object_id" value="${THIRD}"`);
  });

  test('O9: a search with markup stays a text in its field', async () => {
    const { find } = await pageOf([]);
    expect(await find('"><script>alert(1)</script>')).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  });
});
