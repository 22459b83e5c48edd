import { expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import {
  call,
  challengeOf,
  createForge,
  expectChallenge,
  expectNothingSent,
  legacy,
  login,
  loginPage,
  modern,
  ORIGIN,
  post,
  tokenOn,
  use,
  useApp,
} from '../../support/index.ts';
import { RISKS } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';

const app = useApp();
const forge = use(() => createForge(app));

/** Sends tools/list with this Authorization header, from a known origin. */
const withAuthorization = (authorization: string, path = '/mcp/stream') =>
  legacy(app, 'tools/list', {}, { path, headers: { authorization, origin: ORIGIN } });

test('T1, AUTH-STATUS-1, OAUTH21-5.3, RFC6750-3.1, RFC9728-5.1: challenges a request without Authorization, without an error code, and asks nobody upstream', async () => {
  for (const path of ['/mcp/stream', '/mcp']) {
    for (const method of ['initialize', 'tools/list', 'tools/call'] as const) {
      await expectNothingSent(app, async () => {
        const response = await legacy(app, method, { name: 'get_balance', arguments: {} }, { path, headers: { origin: ORIGIN } });
        const challenge = await expectChallenge(app, response, { path });
        expect(challenge).not.toHaveProperty('error');
        expect(challenge['scope']).toBe('telnyx.read telnyx.write telnyx.send telnyx.purchase');
      });
    }
  }
});

test('T1, RFC9728-3.3: the metadata that the challenge names is there, and names the same resource', async () => {
  for (const path of ['/mcp/stream', '/mcp']) {
    const { resource_metadata: url = '' } = challengeOf(await legacy(app, 'tools/list', {}, { path }));
    expect(await (await fetch(url)).json()).toMatchObject({ resource: `${app.url}${path}`, bearer_methods_supported: ['header'] });
  }
});

test.each([
  ['Bearer <jwt>', (jwt: string) => `Bearer ${jwt}`],
  ['bearer <jwt>', (jwt: string) => `bearer ${jwt}`],
  ['BEARER <jwt>', (jwt: string) => `BEARER  ${jwt}`],
  ['Bearer Bearer <jwt>', (jwt: string) => `Bearer Bearer ${jwt}`],
  ['Bearer bearer <jwt>', (jwt: string) => `Bearer bearer ${jwt}`],
  ['<jwt>', (jwt: string) => jwt],
])('T2, RFC6750-2.1: accepts %s', async (_form, header) => {
  const token = await login(app);
  for (const path of ['/mcp/stream', '/mcp']) expect((await withAuthorization(header(token), path)).status).toBe(200);
});

test.each([
  ['Basic', (jwt: string) => `Basic ${jwt}`],
  ['a word before', (jwt: string) => `Token ${jwt}`],
  ['two tokens', (jwt: string) => `Bearer ${jwt}, Bearer ${jwt}`],
  ['a word after', (jwt: string) => `Bearer ${jwt} x`],
  ['quotes', (jwt: string) => `Bearer "${jwt}"`],
  ['no token', () => 'Bearer'],
  ['five parts', (jwt: string) => `Bearer ${jwt}.a.b`],
])('T2: refuses an Authorization header with %s', async (_form, header) => {
  const token = await login(app);
  await expectChallenge(app, await withAuthorization(header(token)), { token });
});

test('T3, AUTH-TOKEN-3: takes no token from the query or the body, and logs no query', async () => {
  const token = await login(app);
  const inQuery = await legacy(app, 'tools/list', {}, { path: `/mcp/stream?access_token=${token}`, headers: { origin: ORIGIN } });
  await expectChallenge(app, inQuery, { token });
  const inForm = await post(app, `access_token=${token}`, {
    headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
  });
  await expectChallenge(app, inForm, { token });
  const [, payload = ''] = token.split('.');
  expect(app.log()).not.toContain('access_token');
  expect(app.log()).not.toContain(payload);
});

/** Scopes of the roles beside which a token holds fewer here. */
const ROLE_SCOPES = {
  reader: ['telnyx.read'],
  operator: ['telnyx.read', 'telnyx.send'],
  manager: ['telnyx.read', 'telnyx.write', 'telnyx.send'],
  owner: ['telnyx.read', 'telnyx.write', 'telnyx.send', 'telnyx.purchase'],
} as const;

test.each([
  ['reader', undefined],
  ['operator', undefined],
  ['manager', undefined],
  ['manager', ['telnyx.read']],
  ['owner', ['telnyx.write']],
] as const)(
  'T8, D9, AUTH-STATUS-1, MCP25-TOOL-5, MCP26-TOOL-6, RFC6750-3.1: hides from the %s (%j) what its scopes do not allow, and refuses a direct call: with every scope it needs where its role has them, else with the role that lacks it',
  async (user, scopes) => {
    const token = await login(app, { user, ...(scopes && { scopes }) });
    const held = decodeJwt<{ scope: string }>(token).scope.split(' ');
    const allowed: readonly string[] = ROLE_SCOPES[user];
    const { result } = await (await legacy(app, 'tools/list', {}, { token })).json();
    const listed: string[] = result.tools.map(({ name }: { name: string }) => name);
    for (const { name, risk } of tools) {
      const needed = RISKS[risk].scope;
      expect(listed.includes(name)).toBe(held.includes(needed));
      if (held.includes(needed)) continue;
      for (const era of [legacy, modern]) {
        await expectNothingSent(app, async () => {
          const response = await era(app, 'tools/call', { name, arguments: {} }, { token, headers: { origin: ORIGIN } });
          const { error, error_description: words } = await response.json();
          expect({ status: response.status, error }).toEqual({ status: 403, error: 'insufficient_scope' });
          expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
          if (!allowed.includes(needed)) {
            expect(response.headers.get('www-authenticate')).toBeNull();
            expect(String(words).toLowerCase()).toMatch(new RegExp(`${needed}.*yours is ${user}.*administrator`));
            return;
          }
          const challenge = challengeOf(response);
          expect(challenge['error']).toBe('insufficient_scope');
          expect(challenge['scope']?.split(' ').sort()).toEqual([...held, needed].sort());
          expect(challenge['resource_metadata']).toBe(`${app.url}/.well-known/oauth-protected-resource/mcp/stream`);
        });
      }
    }
  },
);

test('T8: roles in the token widen nothing: only its scopes count, and unknown ones count nothing', async () => {
  const token = await forge.sign({ scope: 'telnyx.read telnyx.admin TELNYX.SEND', roles: ['Owner'] });
  await expect(call(app, token, 'send_message', { from: '+13125550100', to: '+13125550111', text: 'x' })).rejects.toThrow(/HTTP 403/);
  const empty = await forge.sign({ scope: undefined });
  expect((await (await legacy(app, 'tools/list', {}, { token: empty })).json()).result.tools).toEqual([]);
});

test('T8: the token page never gives a person more than the role allows, whatever the form says', async () => {
  const page = await loginPage(app, { user: 'reader', scopes: ['telnyx.read', 'telnyx.purchase', 'telnyx.send'], hours: 9999 });
  const token = tokenOn(page) ?? '';
  const { scope, exp = 0, iat = 0 } = decodeJwt<{ scope: string }>(token);
  expect(scope).toBe('telnyx.read');
  expect(exp - iat).toBeLessThanOrEqual(24 * 3600);
});
