import { openBrowser, signIn } from '../../../support/oauth/index.ts';

const BUTTONS = {
  once: { action: 'send', scope: 'once' },
  hour: { action: 'send', scope: 'hour' },
  no: { action: 'deny', scope: 'once' },
};

/**
 * Signs in at the page of a request and presses a button there.
 *
 * @param url as the client was given it
 * @param user of the Entra stand-in
 * @returns the heading of the page afterwards
 */
export async function decide(url: unknown, user: string, button: keyof typeof BUTTONS): Promise<string> {
  const address = new URL(String(url));
  const browser = openBrowser();
  const { location = address } = await browser.post(address, { action: 'login' });
  const page = await browser.follow(await browser.get(await signIn(browser, location, { user })));
  const [, nonce = ''] = /name="nonce" value="([^"]+)"/.exec(page.text) ?? [];
  const after = await browser.follow(await browser.post(address, { ...BUTTONS[button], nonce }));
  return /<h1[^>]*>([^<]*)/.exec(after.text)?.[1] ?? `HTTP ${after.status}`;
}
