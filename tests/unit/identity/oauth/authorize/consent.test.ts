import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../../../../../shared/identity/oauth/clients/index.ts';
import { CHALLENGE, CLAUDE, CURSOR, GOOD, held, INSPECTOR, pageOf, redirectOf, startAuthorize, STRANGER } from './authorize-server.ts';

const READ = ['scope', 'telnyx.read'] as const;
const SEND = ['scope', 'telnyx.send'] as const;
const ALLOW = ['action', 'allow'] as const;

afterEach(() => void jest.useRealTimers());

describe('the consent page', () => {
  test('AUTH-CONSENT-2: shows the client, its redirect URI, this server and the scopes', async () => {
    const { open } = await startAuthorize();
    const { page } = await open();
    for (const words of ['<bdi>Claude</bdi> wants access to Acme’s Telnyx account', 'Verified: claude.ai', '<b>localhost:7071</b>']) {
      expect(page).toContain(words);
    }
    expect(page).toContain('<code>https://<b>claude.ai</b>/api/mcp/auth_callback</code>');
    expect(page).toContain('Text and call');
    expect(page).not.toContain('telnyx.purchase');
    expect(page.match(/name="action" value="\w+"/g)).toEqual(
      ['read_only', 'deny', 'allow'].map((value) => `name="action" value="${value}"`),
    );
    expect(page).toContain('30 days');
    expect(page).toContain('href="/tokens"');
  });

  test('warns about unverified names and programs on this computer', async () => {
    const { open } = await startAuthorize();
    const registered = await open({ client_id: INSPECTOR.id, redirect_uri: 'http://localhost:6274/oauth/callback' });
    expect(registered.page).toContain('Not verified');
    expect(registered.page).toContain('“<bdi>MCP Inspector</bdi>”');
    expect(registered.page).toContain('Anyone can use this name.');
    expect(registered.page).toContain('Returns to a program on this computer');
    expect(registered.page).toContain('<code>http://<b>localhost:6274</b>/oauth/callback</code>');
    const configured = await open({ client_id: CURSOR.id, redirect_uri: 'cursor://anysphere.cursor-mcp/oauth/callback' });
    expect(configured.page).toContain('the app that opens cursor: links');
    expect(configured.page).toContain('<code><b>cursor:</b>//anysphere.cursor-mcp/oauth/callback</code>');
    expect(configured.page).toContain('We cannot check programs on your computer');
    const site = await open({ client_id: CURSOR.id, redirect_uri: CURSOR.redirectUris[1] });
    expect(site.page).toContain('Added by the operator');
    for (const { page } of [site, await open()]) expect(page).not.toContain('class="note');
  });

  test.each([
    ['whose host is verified', {}, { read: true, write: true, send: true, purchase: false }],
    [
      'on this computer that the operator added',
      { client_id: CURSOR.id, redirect_uri: CURSOR.redirectUris[0] },
      { read: true, write: true, send: true, purchase: false },
    ],
    [
      'that registered itself',
      { client_id: INSPECTOR.id, redirect_uri: 'http://localhost:6274/oauth/callback' },
      { read: true, write: false, send: false, purchase: false },
    ],
  ])('the switches of a client %s: buying starts off, and nobody unverified starts with more than reading', async (_who, client, on) => {
    const { open } = await startAuthorize();
    const { page } = await open({ ...client, scope: undefined });
    const switches = [...page.matchAll(/type="checkbox" name="scope" value="telnyx\.(\w+)"( checked)?/g)];
    expect(Object.fromEntries(switches.map(([, scope, checked]) => [scope, checked !== undefined]))).toEqual(on);
  });

  test('Enter on a switch decides nothing: the first button of the form sends nothing', async () => {
    const { open } = await startAuthorize();
    expect(/<form[\s\S]*?<button([^>]*)>/.exec((await open()).page)?.[1]).toBe(' formmethod="dialog" hidden');
  });

  test.each([
    ['a built-in client', CLAUDE.id, 'https://claude.ai/api/mcp/auth_callback'],
    ['a client with its own document', STRANGER.id, 'https://elsewhere.example/callback?keep=1'],
    ['the operator’s client', CURSOR.id, 'https://cursor.example/cb?team=a%20b'],
    ['a registered client', 'at-home', 'https://claude.ai.evil.example:8443/https://claude.ai/?a=1&b=<i>'.replace('<i>', '%3Ci%3E')],
  ])('D33: shows all of %s, its host in bold, with a caution', async (_who, clientId, redirectUri) => {
    const atHome: Client = { ...INSPECTOR, id: 'at-home', redirectUris: [redirectUri] };
    const { open } = await startAuthorize({ clients: [atHome] });
    const { page } = await open({ client_id: clientId, redirect_uri: redirectUri });
    const { host } = new URL(redirectUri);
    const [before = '', after = ''] = redirectUri.replaceAll('&', '&amp;').split(host);
    expect(page).toContain(`<code>${before}<b>${host}</b>${after}</code>`);
    expect(page).toContain('Continue only if you started this a moment ago');
  });

  test('D33: shows all of a URI without a host, its scheme in bold', async () => {
    const redirectUri = 'com.example.app:/oauth2redirect/telnyx';
    const { open } = await startAuthorize({ clients: [{ ...CURSOR, id: 'app', redirectUris: [redirectUri] }] });
    const { page } = await open({ client_id: 'app', redirect_uri: redirectUri });
    expect(page).toContain('<code><b>com.example.app:</b>/oauth2redirect/telnyx</code>');
    expect(page).toContain('Continue only if you started this a moment ago');
  });

  test('offers a read-only choice only if it makes a difference', async () => {
    const { open } = await startAuthorize();
    expect((await open({ scope: 'telnyx.read' })).page).not.toContain('read_only');
    expect((await open({ scope: 'telnyx.send telnyx.purchase' })).page).not.toContain('read_only');
  });

  test('O9: escapes, cleans and cuts the client’s name', async () => {
    const named = (id: string, name: string): Client => ({ ...INSPECTOR, id, name, redirectUris: ['https://<b>.example/'] });
    const clients = [
      { ...named('markup', '<script>alert(1)</script>'), redirectUris: ['https://app.example/cb'] },
      { ...named('hidden', 'Cl\u202eau\u200bde\u0000'), redirectUris: ['https://app.example/cb'] },
      { ...named('quoted', 'Claude” from claude.ai, "verified'), redirectUris: ['https://app.example/cb'] },
      { ...named('piled', `Q${'\u0301'.repeat(70)}`), redirectUris: ['https://app.example/cb'] },
      { ...named('long', 'x'.repeat(200)), redirectUris: ['https://app.example/cb'] },
      { ...named('blank', ' \u200b '), redirectUris: ['https://app.example/cb'] },
    ];
    const { open } = await startAuthorize({ clients });
    const headingOf = async (id: string) =>
      /<h1>\s*(.*?)\s*<\/h1>/.exec((await open({ client_id: id, redirect_uri: 'https://app.example/cb' })).page)?.[1];
    expect(await headingOf('markup')).toBe('“<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>” wants access to Acme’s Telnyx account');
    expect(await headingOf('hidden')).toBe('“<bdi>Claude</bdi>” wants access to Acme’s Telnyx account');
    expect(await headingOf('quoted')).toBe('“<bdi>Claude from claude.ai, verified</bdi>” wants access to Acme’s Telnyx account');
    expect(await headingOf('piled')).toBe('“<bdi>Q\u0301\u0301</bdi>” wants access to Acme’s Telnyx account');
    expect(await headingOf('long')).toBe(`“<bdi>${'x'.repeat(80)}…</bdi>” wants access to Acme’s Telnyx account`);
    expect(await headingOf('blank')).toBe('“<bdi>An unnamed client</bdi>” wants access to Acme’s Telnyx account');
  });

  test('O9, RFC6749-10.13: cannot be framed or stored, sends no referrer, and allows the redirect after its form', async () => {
    const { open } = await startAuthorize();
    const { headers } = (await open()).response;
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('form-action');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    // A client that opened this page in a popup must be able to wait for it.
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('O3, AUTH-PROXY-2: is bound to one browser by a cookie that scripts and other hosts cannot read', async () => {
    const { open } = await startAuthorize({ origin: 'https://app.example.com' });
    const [one, other] = [await open(), await open()];
    expect(one.response.headers.get('set-cookie')).toMatch(
      /^__Host-consent-[\w-]{8}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(one.cookie.split('=')[0]).not.toBe(other.cookie.split('=')[0]);
    expect(one.page).not.toContain(one.cookie.split('=')[1]);
  });
});

describe('with a session of this browser', () => {
  const READER = {
    tenantId: 'tid',
    objectId: 'oid',
    name: 'Ash <b>Fielding</b>',
    username: 'ash@acme.example',
    roles: ['Reader' as const],
  };

  test('the page shows who is probably asked, and what their role does not include', async () => {
    const { openAs } = await startAuthorize();
    const { page } = await openAs(READER);
    for (const words of ['Ash &lt;b&gt;Fielding', 'Reader · <bdi>ash@acme.example</bdi>', 'Your role does not include this', '>Allow<']) {
      expect(page).toContain(words);
    }
    expect(page.match(/name="scope" value="[\w.]+"/g)).toEqual(['name="scope" value="telnyx.read"']);
    expect(page).not.toContain('read_only');
  });

  test('nothing can be allowed where the role includes nothing that was asked for', async () => {
    const { openAs } = await startAuthorize();
    const { page } = await openAs(READER, { scope: 'telnyx.purchase' });
    expect(page.match(/name="action" value="\w+"/g)).toEqual(['not_me', 'deny'].map((value) => `name="action" value="${value}"`));
  });

  test('the consent still goes to Microsoft, which asks for the account, and carries nobody’s name', async () => {
    const { openAs, post, consented } = await startAuthorize();
    const { sealed, cookie, session } = await openAs(READER);
    const response = await post([['request', sealed], READ, SEND, ALLOW], { cookie: `${cookie}; ${session}` });
    const { host, searchParams } = new URL(response.headers.get('location') ?? '');
    expect([response.status, host, searchParams.get('prompt')]).toEqual([303, '127.0.0.1:9', 'select_account']);
    expect(JSON.stringify(await consented(response))).not.toContain('Fielding');
  });

  test('“Not you?” ends the session and asks again, once, without a person', async () => {
    const { openAs, post } = await startAuthorize();
    const { sealed, cookie, session } = await openAs(READER);
    const again = await held(
      await post(
        [
          ['request', sealed],
          ['action', 'not_me'],
        ],
        { cookie: `${cookie}; ${session}` },
      ),
      200,
    );
    expect(again.page).toContain('You are not signed in yet');
    expect(again.page).toContain('Continue to Microsoft');
    expect(again.page).not.toContain('Fielding');
    const dropped = again.response.headers.getSetCookie().filter((each) => each.includes('Max-Age=0'));
    expect(dropped.map((each) => each.split('=')[0])).toEqual([cookie.split('=')[0], 'session']);
    expect((await post([['request', again.sealed], READ, ALLOW], { cookie: again.cookie })).status).toBe(303);
  });
});

describe('O3: consent is accepted only from our own page, in the browser that opened it, in time', () => {
  test.each([[{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site' }], [{ 'sec-fetch-site': 'none' }]])(
    'not from another site: %j',
    async (headers) => {
      const { open, post } = await startAuthorize();
      const { sealed, cookie } = await open();
      expect(await pageOf(await post([['request', sealed], READ, ALLOW], { ...headers, cookie }), 403)).toContain('another site');
    },
  );

  test('not from another origin, in a browser without fetch metadata', async () => {
    const { open, handler, origin } = await startAuthorize();
    const { sealed, cookie } = await open();
    const body = new URLSearchParams([['request', sealed], [...READ], [...ALLOW]]);
    const headers = { cookie, origin: 'https://evil.example' };
    await pageOf(await handler(new Request(`${origin}/authorize`, { method: 'POST', body, headers })), 403);
  });

  test('not without the cookie of that page', async () => {
    const { open, post } = await startAuthorize();
    const [one, other] = [await open(), await open()];
    const foreignValue = `${one.cookie.split('=')[0] ?? ''}=${other.cookie.split('=')[1] ?? ''}`;
    for (const cookie of ['', other.cookie, foreignValue, `${one.cookie}x`, `${one.cookie.split('=')[0] ?? ''}=`]) {
      const page = await pageOf(await post([['request', one.sealed], READ, ALLOW], { cookie }), 403);
      expect(page).toContain('no longer open in this browser');
    }
  });

  test('not if the sealed request is forged, missing or from another app', async () => {
    const { open, post } = await startAuthorize();
    const { sealed, cookie } = await open();
    const foreign = await (await startAuthorize()).open();
    for (const value of ['', 'nonsense', `${sealed.slice(0, -4)}AAAA`, foreign.sealed]) {
      expect(await pageOf(await post([['request', value], READ, ALLOW], { cookie }), 403)).toContain('expired');
    }
    await pageOf(await post([READ, ALLOW], { cookie }), 403);
  });

  test('not after ten minutes', async () => {
    const { open, post } = await startAuthorize();
    const { sealed, cookie } = await open();
    jest.useFakeTimers({ now: Date.now() + 601_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] });
    expect(await pageOf(await post([['request', sealed], READ, ALLOW], { cookie }), 403)).toContain('expired');
  });

  test('not with more than 16 KiB', async () => {
    const { open, post } = await startAuthorize();
    const { sealed, cookie } = await open();
    await pageOf(await post([['request', sealed], READ, ALLOW, ['x', 'x'.repeat(17_000)]], { cookie }), 413);
  });

  test.each([
    ['no button', []],
    ['an unknown one', [['action', 'all']]],
    ['the name of a method', [['action', 'constructor']]],
    ['two', [ALLOW, ['action', 'deny']]],
    ['deny after allow', [['action', 'deny'], ALLOW]],
  ] as const)('not with %s', async (_name, actions) => {
    const { open, post } = await startAuthorize();
    const { sealed, cookie } = await open();
    expect(await pageOf(await post([['request', sealed], READ, ...actions], { cookie }), 400)).toContain('not clear what you chose');
  });

  test('not without a ticked box from the page', async () => {
    const { open, post } = await startAuthorize();
    const { sealed, cookie } = await open({ scope: 'telnyx.send' });
    for (const fields of [[ALLOW], [ALLOW, ['scope', 'telnyx.purchase']], [['action', 'read_only']]] as const) {
      expect(await pageOf(await post([['request', sealed], ...fields], { cookie }), 400)).toContain('No permission was chosen');
    }
  });
});

describe('the person’s choice', () => {
  test('AUTH-CONSENT-1: goes to the login, and nothing of it goes to Microsoft', async () => {
    const { open, post, consented, names } = await startAuthorize();
    const { sealed, cookie } = await open();
    const response = await post([['request', sealed], READ, SEND, ['scope', 'telnyx.purchase'], ALLOW], { cookie });
    expect(response.status).toBe(303);
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin).toBe('http://127.0.0.1:9');
    expect(location.searchParams.get('state')).not.toBe(GOOD.state);
    expect(location.href).not.toContain(CHALLENGE);
    expect(await consented(response)).toEqual({
      clientHash: expect.stringMatching(/^[\w-]{43}$/),
      clientName: 'Claude',
      redirectUri: GOOD.redirect_uri,
      challenge: CHALLENGE,
      audience: names.audience,
      scopes: ['telnyx.read', 'telnyx.send'],
      state: GOOD.state,
    });
  });

  test('may be less than the client asked for', async () => {
    const { open, post, consented, names } = await startAuthorize();
    const { sealed, cookie } = await open({ scope: undefined, resource: names.accepted[1] });
    const ticked = await post([['request', sealed], SEND, ALLOW], { cookie });
    expect(await consented(ticked)).toMatchObject({ scopes: ['telnyx.send'], audience: names.accepted[1] });
    const readOnly = await post([['request', sealed], READ, SEND, ['action', 'read_only']], { cookie });
    expect(await consented(readOnly)).toMatchObject({ scopes: ['telnyx.read'] });
  });

  test('fits into a cookie at its largest', async () => {
    const name = '漢'.repeat(80);
    const redirectUris = [`https://app.example/${'p'.repeat(90)}`];
    const { open, post, consented } = await startAuthorize({ clients: [{ ...CLAUDE, id: 'large', name, redirectUris }] });
    const state = 'x'.repeat(1_500);
    const { sealed, cookie } = await open({ client_id: 'large', redirect_uri: redirectUris[0], scope: undefined, state });
    expect(cookie.length).toBeLessThan(100);
    const boxes = ['read', 'write', 'send', 'purchase'].map((each) => ['scope', `telnyx.${each}`] as const);
    const response = await post([['request', sealed], ...boxes, ALLOW], { cookie });
    expect(await consented(response)).toMatchObject({ state });
    expect(response.headers.get('set-cookie')?.length).toBeLessThan(4_096);
  });

  test('D32: deny is sent to a trusted client, and is final', async () => {
    const { open, post, origin, lines } = await startAuthorize();
    const { sealed, cookie } = await open();
    const response = await post([['request', sealed], READ, ['action', 'deny']], { cookie });
    const { status, target, parameters } = redirectOf(response);
    expect([status, target]).toEqual([303, GOOD.redirect_uri]);
    expect(parameters).toEqual({ error: 'access_denied', error_description: expect.any(String), state: GOOD.state, iss: origin });
    expect(response.headers.get('set-cookie')).toMatch(new RegExp(`^${cookie.split('=')[0] ?? ''}=; Max-Age=0`));
    expect(lines.join()).toContain('consent_denied');
  });

  test.each([
    ['registered itself', INSPECTOR, 'http://localhost:6274/oauth/callback'],
    ['only its own document vouches for', STRANGER, 'https://elsewhere.example/callback?keep=1'],
  ])('D31: deny is not sent at once if the client %s: a page shows where, and its button sends it', async (...row) => {
    const [, client, redirectUri] = row;
    const { open, post, origin, lines } = await startAuthorize();
    const { sealed, cookie } = await open({ client_id: client.id, redirect_uri: redirectUri });
    const denied = await held(await post([['request', sealed], READ, ['action', 'deny']], { cookie }), 200);
    const dropped = denied.response.headers.getSetCookie().find((each) => each.includes('Max-Age=0'));
    expect(dropped).toContain(cookie.split('=')[0]);
    for (const words of ['You cancelled', client.name, new URL(redirectUri).host, 'got no access']) {
      expect(denied.page).toContain(words);
    }
    expect(lines.join()).toContain('consent_denied');
    const back = [
      ['request', denied.sealed],
      ['action', 'return'],
    ] as const;
    await pageOf(await post(back, { cookie }), 403);
    const { status, target, parameters } = redirectOf(await post(back, { cookie: denied.cookie }));
    expect([status, target]).toEqual([303, redirectUri.split('?')[0]]);
    expect(parameters).toMatchObject({ error: 'access_denied', state: GOOD.state, iss: origin });
  });

  test('can be changed after the back button, and two tabs do not affect each other', async () => {
    const { open, post } = await startAuthorize();
    const [one, other] = [await open(), await open({ state: 'other' })];
    const cookie = `${one.cookie}; ${other.cookie}`;
    for (const { sealed } of [one, other, one]) {
      expect((await post([['request', sealed], READ, ALLOW], { cookie })).status).toBe(303);
    }
    expect(
      (
        await post(
          [
            ['request', one.sealed],
            ['action', 'deny'],
          ],
          { cookie },
        )
      ).status,
    ).toBe(303);
    expect((await post([['request', other.sealed], READ, ALLOW], { cookie: other.cookie })).status).toBe(303);
  });
});
