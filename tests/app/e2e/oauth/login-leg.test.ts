import { afterEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { legacy, run, type RunningApp, useStandIns } from '../../../support/index.ts';
import {
  answerConsent,
  approve,
  authorizationRequest,
  connect,
  openBrowser,
  openConsent,
  registered,
  signIn,
} from '../../../support/oauth/index.ts';
import type { Person } from '../../../support/oauth/oidc-provider.ts';

const SECRET = 'only-for-this-test';
const REDIRECT_URI = 'http://127.0.0.1:8125/callback';
const PERSON: Person = {
  oid: 'f0000000-0000-4000-8000-000000000001',
  name: 'Another Reader',
  preferred_username: 'reader@example.org',
  roles: ['Reader'],
};

const standIns = useStandIns();
const providers: ReturnType<typeof run>[] = [];
afterEach(() => Promise.all(providers.splice(0).map((provider) => provider.stop())));

/** The app on an Entra that others wrote. */
async function start(person: Person, settings: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const shared = { ...standIns.env, ENTRA_CLIENT_SECRET: SECRET };
  const provider = run('tests/support/oauth/oidc-provider.ts', [], { ...shared, PERSON: JSON.stringify(person), ...settings });
  providers.push(provider);
  const [, url = ''] = await provider.line(/^Listening on (\S+)$/);
  return standIns.startApp({ ENTRA_CLIENT_SECRET: SECRET, ENTRA_AUTHORITY_OVERRIDE: url, ...settings });
}

async function requestOf(app: RunningApp) {
  const clientId = await registered({ registration_endpoint: `${app.url}/register` }, { redirect_uris: [REDIRECT_URI] });
  return authorizationRequest(`${app.url}/authorize`, { clientId, redirectUri: REDIRECT_URI });
}

describe('with oidc-provider in the place of Microsoft', () => {
  test('a person gets through with the role that it vouches for', async () => {
    const app = await start(PERSON);
    const { tokens } = await connect(app, { redirectUri: REDIRECT_URI });
    const { oid, roles, scope } = decodeJwt(tokens.access_token);
    expect({ oid, roles, scope }).toEqual({ oid: PERSON.oid, roles: ['Reader'], scope: 'telnyx.read' });
    expect((await legacy(app, 'tools/list', {}, { token: tokens.access_token })).status).toBe(200);
  });

  test('a person without a role gets the default one', async () => {
    const { roles: _, ...withoutRoles } = PERSON;
    const app = await start(withoutRoles, { DEFAULT_ROLE: 'Operator' });
    expect((await connect(app, { redirectUri: REDIRECT_URI })).tokens.scope).toBe('telnyx.read telnyx.send');
  });

  test('a person who declines there is sent back to the client with access_denied', async () => {
    const app = await start(PERSON, { DECLINES: 'true' });
    const request = await requestOf(app);
    expect(await approve(request.url)).toMatchObject({ code: undefined, error: 'access_denied', state: request.state, iss: app.url });
  });

  test('O4: its code works once, in the browser that consented', async () => {
    const app = await start(PERSON);
    const browser = openBrowser();
    const consent = await openConsent(browser, (await requestOf(app)).url);
    const { location } = await answerConsent(browser, consent, 'allow', ['telnyx.read']);
    const callback = await signIn(browser, location ?? new URL(app.url));
    const elsewhere = await openBrowser().get(callback);
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.location).toBeUndefined();
    const kept = browser.cookies(callback).join('; ');
    expect((await browser.get(callback)).location?.href).toMatch(/^http:\/\/127\.0\.0\.1:8125\/callback\?code=/);
    // The same cookie once more: the provider refuses its code this time.
    const again = await openBrowser().get(callback, { cookie: kept });
    expect(again.status).toBe(400);
    expect(again.location).toBeUndefined();
  });

  test('O4: a secret that is not the registered one ends at a page, without a code', async () => {
    const app = await start(PERSON, {});
    const other = await standIns.startApp({ ...app.env, ENTRA_CLIENT_SECRET: 'another' });
    await expect(approve((await requestOf(other)).url)).rejects.toThrow(/No redirect to the client/);
  });
});
