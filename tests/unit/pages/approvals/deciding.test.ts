import { describe, expect, test } from '@jest/globals';
import { ORIGIN, TENANT } from '../page-settings.ts';
import { approvalOf, COLLEAGUE, ID, ME, openApprovals, readWords, textOf, wordsIn } from './approvals-page.ts';

const PAGE = `/approvals/${ID}`;
const send = { action: 'send', nonce: 'nonce-1' };
const deny = { action: 'deny', nonce: 'nonce-1' };
const back = (response: Response) => response.headers.get('location');

describe('a browser that is not signed in', () => {
  test('sees nothing of the request, signs in, and comes back to it', async () => {
    const { get, post, continuation } = await openApprovals(approvalOf());
    const words = await readWords(get(PAGE));
    expect(words).toContain('Sign in to decide');
    expect(words).not.toMatch(/312.?555|order is ready|Claude/);
    const login = await post(PAGE, '', { action: 'login' });
    expect(back(login)).toMatch(/^https:\/\/login\.microsoftonline\.com\//);
    const arrived = await continuation.loggedIn({ tenantId: TENANT, objectId: ME, name: 'Local', roles: ['Operator'] }, { path: PAGE });
    expect(back(arrived)).toBe(ORIGIN + PAGE);
    const [cookie = ''] = (arrived.headers.get('set-cookie') ?? '').split(';');
    expect(await readWords(get(PAGE, cookie))).toContain('wants to send a text');
  });

  test.each([
    'https://evil.example/approvals',
    '//evil.example',
    '/approvals/../tokens',
    '/approvals/a/b',
    `/approvals/${'x'.repeat(65)}`,
    '/tokens',
    7,
    undefined,
  ])('comes back to /approvals where the state names %j', async (path) => {
    const { continuation } = await openApprovals();
    const arrived = await continuation.loggedIn({ tenantId: TENANT, objectId: ME, name: 'Local', roles: ['Operator'] }, { path });
    expect(back(arrived)).toBe(`${ORIGIN}/approvals`);
    expect(continuation.backLink?.({ path })).toMatchObject({ href: '/approvals' });
  });

  test.each([send, deny])('decides nothing by %j', async (form) => {
    const { post, approvals } = await openApprovals(approvalOf());
    const response = await post(PAGE, '__Host-session=forged', form);
    expect(response.status).toBe(401);
    expect(await readWords(response)).toContain('You are no longer signed in');
    expect(approvals.decided).toEqual([]);
  });
});

describe('a decision', () => {
  test.each([
    [send, 'approve', 'Approved Go back to your chat.'],
    [{ ...send, scope: 'once' }, 'approve', 'Approved'],
    [{ ...send, scope: 'everything' }, 'approve', 'Approved'],
    [{ ...send, scope: 'hour' }, 'approve_hour', 'Approved'],
    [deny, 'deny', 'Not sent Nobody got this text, and nothing was charged.'],
    [{ ...deny, scope: 'hour' }, 'deny', 'Not sent'],
  ] as const)('%j counts as %s, and its page says so', async (form, decision, title) => {
    const { get, post, cookieOf, approvals } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    const response = await post(PAGE, cookie, form);
    expect([response.status, back(response)]).toEqual([303, ORIGIN + PAGE]);
    expect(approvals.decided).toEqual([[ID, decision]]);
    expect(await readWords(get(PAGE, cookie))).toContain(title);
  });

  test('leaves a line in the log with neither number nor words', async () => {
    const { post, cookieOf, lines } = await openApprovals(approvalOf());
    await post(PAGE, await cookieOf(), send);
    expect(lines).toEqual([
      expect.objectContaining({ event: 'approval_decided', subject: `${TENANT}.${ME}`, decision: 'approve', state: 'approved' }),
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/312555|order is ready|Local/);
  });

  test.each([
    [send, send, 'Approved', undefined],
    [deny, deny, 'Not sent', undefined],
    [send, deny, 'Approved', 'The first decision counts.'],
    [deny, send, 'Not sent', 'The first decision counts.'],
    [deny, { ...send, scope: 'hour' }, 'Not sent', 'The first decision counts.'],
  ])('G10: %j, then %j: the first counts, and the page says what was decided', async (first, second, title, notice) => {
    const { get, post, cookieOf, approvals } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    await post(PAGE, cookie, first);
    const target = back(await post(PAGE, cookie, second)) ?? '';
    expect(approvals.decided).toHaveLength(1);
    const words = await readWords(get(target.slice(ORIGIN.length), cookie));
    expect(words).toContain(title);
    if (notice !== undefined) expect(words).toContain(notice);
    else expect(target).toBe(ORIGIN + PAGE);
  });

  test('of a page that is older than the question decides nothing, and the person looks again', async () => {
    const { get, post, cookieOf, approvals } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    for (const nonce of ['nonce-0', '', 'x'.repeat(300)]) {
      const target = back(await post(PAGE, cookie, { ...send, nonce })) ?? '';
      const words = await readWords(get(target.slice(ORIGIN.length), cookie));
      expect(words).toContain('Nothing was decided: the page was older than the question.');
      expect(words).toContain('wants to send a text');
    }
    expect(approvals.decided).toEqual([]);
  });

  test('that came too late is told', async () => {
    const { get, post, cookieOf, approvals, time } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    time.now += 14 * 60_000;
    await post(PAGE, cookie, send);
    expect(approvals.decided).toEqual([]);
    expect(await readWords(get(PAGE, cookie))).toContain('Too late to decide Requests stay open for 15 minutes. Nothing was sent.');
  });

  test.each([{}, { action: 'approve' }, { action: '' }, { action: 'Send' }])('is none in the form %j', async (form) => {
    const { post, cookieOf, approvals } = await openApprovals(approvalOf());
    const response = await post(PAGE, await cookieOf(), { nonce: 'nonce-1', ...form });
    expect(response.status).toBe(400);
    expect(approvals.decided).toEqual([]);
  });
});

describe('the request of somebody else', () => {
  test.each([
    ['a colleague', COLLEAGUE, 'Operator', TENANT],
    ['an Owner', COLLEAGUE, 'Owner', TENANT],
    ['the same id in another tenant', ME, 'Owner', '99999999-2222-4333-8444-555555555555'],
  ] as const)('G8: %s sees and decides nothing', async (_who, objectId, role, tenantId) => {
    const { get, post, cookieOf, approvals } = await openApprovals(approvalOf());
    const cookie = await cookieOf(objectId, role, tenantId);
    const guessed = await get('/approvals/zzzzzzzzzzzzzzzzzzzzzz', cookie);
    const answers = [
      await get(PAGE, cookie),
      await post(PAGE, cookie, send),
      await post(PAGE, cookie, { ...send, scope: 'hour' }),
      await post(PAGE, cookie, deny),
    ];
    const nothing = (await guessed.text()).replaceAll('zzzzzzzzzzzzzzzzzzzzzz', ID);
    for (const answer of answers) {
      expect(answer.status).toBe(guessed.status);
      // Nobody learns whether there is such a request.
      expect(await answer.text()).toBe(nothing);
    }
    expect(nothing).toContain('This is not yours to decide');
    expect(wordsIn(nothing)).not.toMatch(/312.?555|order is ready|Claude/);
    expect(approvals.decided).toEqual([]);
    expect(await readWords(get('/approvals', cookie))).toContain('Nothing waits for you');
    await post('/approvals', cookie, { action: 'approve_selected', request: `${ID}.nonce-1` });
    expect(approvals.decided).toEqual([]);
  });

  test.each(['guessed', 'a'.repeat(22), 'x'.repeat(200), '%00', '..%2ftokens', '<b>', "x' or 1=1"])(
    'G8: the guessed id %s gets the same page',
    async (id) => {
      const { get, post, cookieOf } = await openApprovals(approvalOf());
      const cookie = await cookieOf();
      for (const response of [await get(`/approvals/${id}`, cookie), await post(`/approvals/${id}`, cookie, send)]) {
        expect(response.status).toBe(404);
        expect(await readWords(response)).toContain('This is not yours to decide');
      }
    },
  );

  test('offers to use another account, which comes back here', async () => {
    const { get, post, cookieOf } = await openApprovals(approvalOf());
    const cookie = await cookieOf(COLLEAGUE);
    expect(await (await get(PAGE, cookie)).text()).toContain(`action="${ORIGIN}${PAGE}"`);
    expect(back(await post(PAGE, cookie, { action: 'login' }))).toContain('prompt=select_account');
  });
});

describe('what decides nothing', () => {
  test.each(['', '?action=send&nonce=nonce-1', '?action=send&nonce=nonce-1&scope=hour'])('G9: GET %s', async (query) => {
    const { get, cookieOf, approvals } = await openApprovals(approvalOf());
    const response = await get(PAGE + query, await cookieOf());
    expect(await readWords(response)).toContain('wants to send a text');
    await get(`/approvals?action=approve_selected&request=${ID}.nonce-1`, await cookieOf());
    expect(approvals.decided).toEqual([]);
  });

  test.each([
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: ORIGIN },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://claude.ai' },
    { origin: 'null' },
  ])('G9: a form from elsewhere: %j', async (headers) => {
    const { post, cookieOf, approvals } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    const answers = [
      await post(PAGE, cookie, send, headers),
      await post(PAGE, cookie, deny, headers),
      await post('/approvals', cookie, { action: 'approve_selected', request: `${ID}.nonce-1` }, headers),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(403);
      expect(await readWords(answer)).toContain('Nothing was decided');
    }
    expect(approvals.decided).toEqual([]);
  });

  test('G9: no page can be framed or stored, runs scripts of others, or tells where it was', async () => {
    const { get, post, cookieOf } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    const pages = [
      await get(PAGE),
      await get(PAGE, cookie),
      await get('/approvals', cookie),
      await get('/approvals/guessed', cookie),
      await post(PAGE, '', send),
      await post(PAGE, cookie, send, { origin: 'https://evil.example' }),
      await post(PAGE, cookie, {}),
    ];
    for (const { headers } of pages) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('a notice is not shown to who followed a link from elsewhere', async () => {
    const { get, cookieOf } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    const words = await readWords(get('/approvals?done=approved&count=12', cookie, { 'sec-fetch-site': 'cross-site' }));
    expect(words).not.toContain('Approved:');
    for (const done of ['constructor', '__proto__', '<b>x'])
      expect(await (await get(`/approvals?${new URLSearchParams({ done })}`, cookie)).text()).not.toContain('class="note');
  });
});

describe('tables that fail', () => {
  test('are a page with 503 and Retry-After', async () => {
    const { get, cookieOf, approvals } = await openApprovals(approvalOf());
    const cookie = await cookieOf();
    approvals.failAfter(0);
    for (const path of [PAGE, '/approvals']) {
      const response = await get(path, cookie);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    }
  });

  test('never let a decision look made', async () => {
    const { post, cookieOf, approvals, lines } = await openApprovals(approvalOf(), approvalOf({ id: 'second', shown: textOf() }));
    const cookie = await cookieOf();
    approvals.failAfter(0);
    const one = await post(PAGE, cookie, send);
    approvals.failAfter(1);
    const requests: [string, string][] = [
      ['action', 'approve_selected'],
      ['request', `${ID}.nonce-1`],
      ['request', 'second.nonce-1'],
    ];
    const list = await post('/approvals', cookie, requests);
    for (const response of [one, list]) {
      expect(response.status).toBe(503);
      expect(await readWords(response)).toContain('Not everything may be decided yet');
    }
    expect(lines.map(({ event }) => event)).toContain('approvals_decision_failed');
    expect(approvals.decided).toEqual([[ID, 'approve']]);
  });
});
