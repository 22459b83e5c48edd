import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { follow, signIn } from '../../support/browser-login.ts';
import { describeInBrowser } from '../../support/in-browser.ts';
import { call, use } from '../../support/index.ts';
import { type AuthorizationRequest, authorizationRequest, redeem, registered, tokensOf } from '../../support/oauth/index.ts';
import { startCallbackListener } from '../../support/oauth/callback-listener.ts';

const client = use(startCallbackListener);

describeInBrowser('consent', (browser) => {
  const endpoint = (path: string) => `${browser.app.url}${path}`;
  const begin = async (parameters: Readonly<Record<string, string | undefined>> = {}, client_name = 'Test client') => {
    const { redirectUri } = client;
    const metadata = { client_name, redirect_uris: [redirectUri] };
    const clientId = await registered({ registration_endpoint: endpoint('/register') }, metadata);
    return authorizationRequest(endpoint('/authorize'), { clientId, redirectUri, parameters });
  };
  const open = (page: Page, { url }: AuthorizationRequest) => page.goto(url.href);
  const tokens = async (request: AuthorizationRequest, code: string | null) =>
    tokensOf(await redeem(endpoint('/token'), request, code ?? ''));
  const allow = (page: Page) => follow(page, () => page.getByRole('button', { name: 'Continue to Microsoft' }).click());
  /** Nobody vouches for these clients, so that only reading starts on. */
  const switchOn = async (page: Page) => {
    for (const each of await page.getByRole('checkbox').all()) await each.check();
  };
  const atMicrosoft = (page: Page) => page.getByRole('heading', { name: 'Who is signing in?' }).waitFor();
  const atClient = (page: Page) => page.getByRole('heading', { name: 'Back at the client' }).waitFor();

  test('says who asks, where it leads and what it may do; allowed, the client gets a code that works', async () => {
    const page = await browser.newPage();
    const request = await begin({}, 'Weather <b>bot</b>');
    await open(page, request);
    const text = await page.locator('main').innerText();
    expect(text).toContain('Weather <b>bot</b>');
    expect(text).toMatch(/not verified/i);
    expect(text).toMatch(/this computer/);
    expect(text).toMatch(/Buy numbers/);
    expect(await page.locator('input:checked').evaluateAll((inputs) => inputs.map((each) => each.getAttribute('value')))).toEqual([
      'telnyx.read',
    ]);
    await switchOn(page);
    await allow(page);
    await atMicrosoft(page);
    await signIn(page, 'Owner');
    await atClient(page);
    const back = await client.next();
    expect(Object.fromEntries(back)).toMatchObject({ state: request.state, iss: browser.app.url });
    const { access_token, scope } = await tokens(request, back.get('code'));
    expect(scope.split(' ')).toHaveLength(4);
    expect((await call(browser.app, access_token, 'get_balance')).structuredContent).toHaveProperty('balance');
  });

  test('the read-only button gives a token that only reads; what is off is left out; what the role cuts is told before the client gets its code', async () => {
    const page = await browser.newPage();
    const readOnly = await begin();
    await open(page, readOnly);
    await page.getByRole('button', { name: 'Allow read only' }).click();
    await atMicrosoft(page);
    await signIn(page, 'Owner');
    expect((await tokens(readOnly, (await client.next()).get('code'))).scope).toBe('telnyx.read');

    const without = await begin();
    await open(page, without);
    await switchOn(page);
    await page.getByRole('checkbox', { name: /Buy numbers/ }).uncheck();
    await allow(page);
    await atMicrosoft(page);
    await signIn(page, 'Operator');
    await page.getByRole('heading', { name: 'Connected as Local Operator' }).waitFor();
    expect(await page.locator('main').innerText()).toMatch(/Change\s+Your role does not include this/);
    expect(client.waiting).toBe(0);
    await page.getByRole('link', { name: 'Continue to the program' }).click();
    expect((await tokens(without, (await client.next()).get('code'))).scope).toBe('telnyx.read telnyx.send');
  });

  test('whoever signed in a moment ago sees their name and their limits; “Not you?” forgets them; Microsoft is asked all the same', async () => {
    const { page } = await browser.loggedIn('Reader', { viewport: { width: 360, height: 740 } });
    await open(page, await begin());
    expect(await page.locator('main').innerText()).toMatch(/Local Reader\s+Reader/);
    expect(await page.getByRole('checkbox').count()).toBe(1);
    // In reach without scrolling, and not where the keyboard starts.
    const { y = Infinity, height = 0 } = (await page.getByRole('button', { name: 'Allow', exact: true }).boundingBox()) ?? {};
    expect(y + height).toBeLessThanOrEqual(740);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await page.getByRole('checkbox').focus();
    await page.keyboard.press('Enter');
    await follow(page, () => page.getByRole('button', { name: 'Not you?' }).click());
    await page.getByText('You are not signed in yet').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(4);
    await allow(page);
    await atMicrosoft(page);
    expect(client.waiting).toBe(0);
  });

  test('O2: nothing ticked is told, and going back finds the page as it was', async () => {
    const page = await browser.newPage();
    await open(page, await begin({ scope: 'telnyx.read' }));
    await page.getByRole('checkbox').uncheck();
    await allow(page);
    expect(await page.locator('h1').innerText()).toMatch(/permission/i);
    await page.goBack();
    await page.getByRole('checkbox').check();
    await allow(page);
    await atMicrosoft(page);
    expect(client.waiting).toBe(0);
  });

  test('D31: denied, a client that registered itself hears access_denied by a second press of a button, and nobody was asked to sign in', async () => {
    const page = await browser.newPage();
    const request = await begin();
    await open(page, request);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'You cancelled' }).waitFor();
    expect(await page.locator('main').innerText()).toContain(request.redirectUri);
    expect(client.waiting).toBe(0);
    await page.getByRole('button', { name: 'Go back to the program' }).click();
    await atClient(page);
    const back = await client.next();
    expect(back.get('error')).toBe('access_denied');
    expect(back.get('state')).toBe(request.state);
    expect(back.get('iss')).toBe(browser.app.url);
    expect(back.get('code')).toBeNull();
  });

  test('D31: a request that cannot go on is a page that leads nowhere by itself, and its button tells the client why', async () => {
    const page = await browser.newPage();
    const request = await begin({ prompt: 'none' }, 'Weather <b>bot</b>');
    await open(page, request);
    expect(await page.locator('h1').innerText()).toContain('Weather <b>bot</b>');
    expect(await page.locator('main').innerText()).toContain(request.redirectUri);
    expect(new URL(page.url()).origin).toBe(browser.app.url);
    expect(client.waiting).toBe(0);
    await page.getByRole('button', { name: 'Go back to the program' }).click();
    await atClient(page);
    expect(Object.fromEntries(await client.next())).toMatchObject({ error: 'login_required', state: request.state, iss: browser.app.url });
  });

  test('D33: the longest redirect URI is shown whole, its host in bold, without sideways scrolling at 360 px', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    const host = `${'h'.repeat(63)}.example.com`;
    const redirectUri = `https://${host}/${'p'.repeat(200)}?q=`.padEnd(512, 'q');
    const clientId = await registered({ registration_endpoint: endpoint('/register') }, { redirect_uris: [redirectUri] });
    for (const parameters of [{}, { prompt: 'none' }]) {
      await open(page, authorizationRequest(endpoint('/authorize'), { clientId, redirectUri, parameters }));
      const shown = page.locator('section code', { hasText: host });
      expect(await shown.innerText()).toBe(redirectUri);
      expect(await shown.locator('b').innerText()).toBe(host);
      const weights = await shown.evaluate((code) =>
        [code, code.querySelector('b') ?? code].map((each) => getComputedStyle(each).fontWeight),
      );
      expect(Number(weights[1])).toBeGreaterThan(Number(weights[0]));
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const [code, main] = [await shown.boundingBox(), await page.locator('main').boundingBox()];
      expect((code?.x ?? 0) + (code?.width ?? Infinity)).toBeLessThanOrEqual((main?.x ?? 0) + (main?.width ?? 0));
    }
  });

  test('the back button leads from Microsoft to the same consent, which still works; after the end, back gives a reason and no second code', async () => {
    const page = await browser.newPage();
    const request = await begin();
    await open(page, request);
    await allow(page);
    await atMicrosoft(page);
    await page.goBack();
    await allow(page);
    await atMicrosoft(page);
    let callback = '';
    page.on('request', (each) => {
      if (each.url().includes('/auth/callback')) callback = each.url();
    });
    await signIn(page, 'Reader');
    await atClient(page);
    expect((await client.next()).get('code')).toBeTruthy();
    await page.goto(callback);
    expect(await page.locator('h1').innerText()).toMatch(/not in progress|refused the sign-in code/);
    expect(client.waiting).toBe(0);
  });

  test('two tabs do not take each other’s place, whichever ends first', async () => {
    const first = await browser.newPage();
    const second = browser.watch(await first.context().newPage());
    const requests = [await begin(), await begin()] as const;
    await open(first, requests[0]);
    await switchOn(first);
    await open(second, requests[1]);
    await allow(first);
    await atMicrosoft(first);
    await allow(second);
    await atMicrosoft(second);
    await signIn(second, 'Reader');
    await atClient(second);
    const late = await client.next();
    await signIn(first, 'Owner');
    await atClient(first);
    const early = await client.next();
    expect([late.get('state'), early.get('state')]).toEqual([requests[1].state, requests[0].state]);
    expect((await tokens(requests[1], late.get('code'))).scope).toBe('telnyx.read');
    expect((await tokens(requests[0], early.get('code'))).scope).toContain('telnyx.purchase');
  });

  test('O3: a callback opened in a browser that did not consent gives a reason and no code', async () => {
    const victim = await browser.newPage();
    const attacker = await browser.newPage();
    await open(attacker, await begin());
    await allow(attacker);
    await atMicrosoft(attacker);
    // Microsoft's answer, kept from being used up: this browser has lost what it began with.
    await attacker.context().clearCookies();
    await signIn(attacker, 'Owner');
    await attacker.getByRole('heading', { name: 'This sign-in is not in progress' }).waitFor();
    const callback = attacker.url();
    expect(new URL(callback).searchParams.get('code')).toBeTruthy();
    // The victim has a login of its own under way.
    await open(victim, await begin());
    await allow(victim);
    await atMicrosoft(victim);
    await victim.goto(callback);
    expect(await victim.locator('h1').innerText()).toBe('This sign-in is not in progress');
    expect(client.waiting).toBe(0);
  });

  test('O3: the consent of one browser is not taken from another', async () => {
    const attacker = await browser.newPage();
    await open(attacker, await begin());
    const sealed = await attacker.locator('input[type=hidden]').first().inputValue();
    const victim = await browser.newPage();
    await open(victim, await begin());
    await victim
      .locator('input[type=hidden]')
      .first()
      .evaluate((field, value) => field.setAttribute('value', value), sealed);
    await allow(victim);
    expect(await victim.locator('h1').innerText()).not.toMatch(/Who is signing in/);
    expect(victim.url()).toBe(`${browser.app.url}/authorize`);
    expect(client.waiting).toBe(0);
  });

  test('declined at Microsoft, the client hears access_denied', async () => {
    const page = await browser.newPage();
    await open(page, await begin());
    await allow(page);
    await atMicrosoft(page);
    await signIn(page, 'Owner', 'denied');
    await atClient(page);
    expect((await client.next()).get('error')).toBe('access_denied');
  });

  test('O4: an identity that cannot be trusted ends with a reason, without a way to a code', async () => {
    const page = await browser.newPage();
    await open(page, await begin());
    await allow(page);
    await atMicrosoft(page);
    await signIn(page, 'Owner', 'bad_signature');
    expect(await page.locator('h1').innerText()).toBe('We could not confirm who you are');
    expect(client.waiting).toBe(0);
  });
});
