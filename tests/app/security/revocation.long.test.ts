import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { legacy } from '../../support/mcp.ts';
import { createMint } from '../../support/oauth/codes.ts';
import { sendForm, tokensOf, type Tokens } from '../../support/oauth/endpoints.ts';
import { startHost, startStandIns, type RunningApp, type RunningStandIns } from '../../support/running-app.ts';

const CLIENT = 'revocation-test';
const settings = {
  OAUTH_CLIENTS: JSON.stringify([{ client_id: CLIENT, client_name: 'Test', redirect_uris: ['http://127.0.0.1/callback'] }]),
};

let standIns: RunningStandIns;
let app: RunningApp;
beforeAll(async () => {
  standIns = await startStandIns();
  app = await startHost(standIns, settings);
});
afterAll(async () => {
  await app.stop();
  await standIns.stop();
});

async function tokensFrom(where: RunningApp): Promise<Tokens> {
  const { code, verifier } = await createMint(where, CLIENT)();
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: CLIENT };
  return tokensOf(await sendForm(`${where.url}/token`, form));
}

const list = async (where: { readonly url: string }, token: string) => (await legacy(where, 'tools/list', {}, { token })).status;
const refresh = (where: RunningApp, token: string) =>
  sendForm(`${where.url}/token`, { grant_type: 'refresh_token', refresh_token: token, client_id: CLIENT });

test('T9, D28: a revoked grant is refused within 60 s on every instance, and says so', async () => {
  const other = await startHost(standIns, { ...settings, PUBLIC_BASE_URL: app.url });
  try {
    const tokens = await tokensFrom(app);
    // Both remember it as live.
    expect([await list(app, tokens.access_token), await list(other, tokens.access_token)]).toEqual([200, 200]);
    const revokedAt = Date.now();
    expect((await sendForm(`${app.url}/revoke`, { token: tokens.refresh_token })).status).toBe(200);
    expect((await refresh(other, tokens.refresh_token)).body['error']).toBe('invalid_grant');
    for (const instance of [app, other]) {
      while ((await list(instance, tokens.access_token)) !== 401) {
        expect(Date.now() - revokedAt).toBeLessThan(60_000);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    const refused = await legacy(other, 'tools/list', {}, { token: tokens.access_token });
    expect(refused.headers.get('www-authenticate')).toMatch(/error="invalid_token".*revoked.*resource_metadata=/);
  } finally {
    await other.stop();
  }
}, 90_000);
