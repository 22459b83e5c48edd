import { parseSetCookie } from 'cookie';
import { z } from 'zod';
import { call, comeBack, guardRows, loginUntilCallback, type RunningApp } from '../../support/index.ts';
import { authorizationRequest, connect, createMint, discover, openBrowser, openConsent, registered } from '../../support/oauth/index.ts';
import { REDIRECT_URI } from './oauth-requests.ts';

const Waiting = z.object({ id: z.string(), nonce: z.string() });

/** An order of this person that waits for their word. */
async function waitingApproval(app: RunningApp, token: string) {
  await call(app, token, 'create_number_order', { phone_numbers: [{ phone_number: '+13125550199' }] });
  const [waiting] = (await guardRows(app)).filter(({ key }) => key.startsWith('w!'));
  return Waiting.parse(waiting?.row);
}

/** What a stranger could hold who once went the right way: a client, a consent page, a code, tokens, cookies; each works. */
export async function liveValues({
  app,
  token,
}: {
  readonly app: RunningApp;
  readonly token: string;
}): Promise<Readonly<Record<string, string>>> {
  const { server, resource } = await discover(app);
  const client = await registered(server, { client_name: 'A client', redirect_uris: [REDIRECT_URI] });
  const parameters = { resource: resource.resource, scope: 'telnyx.read telnyx.send' };
  const connected = await connect(app, { clientId: client, redirectUri: REDIRECT_URI, parameters });
  const spare = await connect(app, { clientId: client, redirectUri: REDIRECT_URI, parameters });

  const browser = openBrowser();
  const consent = await openConsent(
    browser,
    authorizationRequest(server.authorization_endpoint, { clientId: client, redirectUri: REDIRECT_URI, parameters }).url,
  );
  const [consentName = '', consentValue = ''] = (
    browser.cookies(server.authorization_endpoint).find((each) => each.startsWith('consent-')) ?? ''
  ).split('=');

  const minted = await createMint(app, client)({ redirectUri: REDIRECT_URI });
  const done = await loginUntilCallback(app);
  const cookies = new Map(
    (await comeBack(done.callback, done.cookie)).cookies.map((each) => parseSetCookie(each)).map(({ name, value = '' }) => [name, value]),
  );
  const pending = await loginUntilCallback(app);
  const [loginName = '', loginValue = ''] = pending.cookie.split('=');

  const approval = await waitingApproval(app, token);
  return {
    client,
    approval: approval.id,
    nonce: approval.nonce,
    resource: resource.resource,
    consent: consent.hidden['request'] ?? '',
    consent_name: consentName,
    consent_value: consentValue,
    code: minted.code,
    verifier: minted.verifier,
    refresh_token: connected.tokens.refresh_token,
    spare_token: spare.tokens.access_token,
    token_page: cookies.get('token-page') ?? '',
    session: cookies.get('session') ?? '',
    login_name: loginName,
    login_value: loginValue,
    login_state: pending.callback.searchParams.get('state') ?? '',
  };
}
