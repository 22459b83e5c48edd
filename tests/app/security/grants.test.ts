import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGrantStore } from '../../../shared/identity/grants/index.ts';
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy.ts';
import { makeGrant } from '../../support/grants.ts';
import { legacy, loginPage, type RunningApp, use, useApp } from '../../support/index.ts';
import type { Tokens } from '../../support/oauth/index.ts';
import { createMint, sendForm, tokensOf } from '../../support/oauth/index.ts';

const CLIENT = 'grants-test';
const settings = {
  OAUTH_CLIENTS: JSON.stringify([{ client_id: CLIENT, client_name: 'Test', redirect_uris: ['http://127.0.0.1/callback'] }]),
};

const app = useApp({ settings });
const store = use(() => createGrantStore({ url: app.tables }, undefined));

async function tokensFrom(where: RunningApp): Promise<{ tokens: Tokens; subject: string; grantId: string }> {
  const { code, verifier, content } = await createMint(where, CLIENT)();
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: CLIENT };
  return { tokens: tokensOf(await sendForm(`${where.url}/token`, form)), subject: content.subject, grantId: content.grantId };
}

const list = async (where: { readonly url: string }, token: string) => (await legacy(where, 'tools/list', {}, { token })).status;
const refresh = (where: RunningApp, token: string) =>
  sendForm(`${where.url}/token`, { grant_type: 'refresh_token', refresh_token: token, client_id: CLIENT });

describe('T9: a revoked grant', () => {
  test('T9, D28: everything of a person ends at once, a code that is under way as well', async () => {
    const subject = 'b0000000-0000-4000-8000-000000000001.a0000000-0000-4000-8000-000000000009';
    const mint = createMint(app, CLIENT);
    const [first, second] = [await mint({ subject }), await mint({ subject })];
    const redeem = ({ code, verifier }: typeof first) =>
      sendForm(`${app.url}/token`, { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: CLIENT });
    const tokens = tokensOf(await redeem(first));
    await store.revokeAll(subject, 'owner');
    expect(await list(app, tokens.access_token)).toBe(401);
    expect((await refresh(app, tokens.refresh_token)).body['error']).toBe('invalid_grant');
    expect((await redeem(second)).body['error']).toBe('invalid_grant');
    // The person may allow clients again.
    expect(await list(app, tokensOf(await redeem(await mint({ subject }))).access_token)).toBe(200);
  });
});

describe('T10: tables that cannot be reached', () => {
  let proxy: FaultProxy;
  let behind: RunningApp;
  beforeEach(async () => {
    proxy = await startFaultProxy(app.tables);
    behind = await app.startAnother({ TABLES_URL: proxy.url });
  });
  afterEach(() => proxy.stop());

  test('T10: cold, a good token gets 503 with Retry-After and nothing is let through; back again, it works', async () => {
    const { tokens } = await tokensFrom(behind);
    proxy.set('cut');
    const refused = await legacy(behind, 'tools/call', { name: 'get_balance', arguments: {} }, { token: tokens.access_token });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).not.toMatch(/azure|table|127\.0\.0\.1|devstore/i);
    const token = await refresh(behind, tokens.refresh_token);
    expect({ status: token.status, error: token.body['error'] }).toEqual({ status: 503, error: 'temporarily_unavailable' });
    expect((await sendForm(`${behind.url}/revoke`, { token: tokens.refresh_token })).status).toBe(503);
    const ready = (await (await fetch(`${behind.url}/health/ready`)).json()) as { ready: boolean; checks: { tables: boolean } };
    expect(ready).toMatchObject({ ready: false, checks: { tables: false } });
    await proxy.restore();
    expect(await list(behind, tokens.access_token)).toBe(200);
    tokensOf(await refresh(behind, tokens.refresh_token));
  });

  test('T10: warm, what was known to be live a moment ago goes on', async () => {
    const { tokens } = await tokensFrom(behind);
    expect(await list(behind, tokens.access_token)).toBe(200);
    proxy.set('cut');
    expect(await list(behind, tokens.access_token)).toBe(200);
  });

  test('T10: a copied token is not shown when its grant could not be kept', async () => {
    proxy.set('cut');
    const page = await loginPage(behind);
    expect(page.text).toContain('Back in a moment');
    expect(page.text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
  });
});

describe('the purge', () => {
  test('deletes what has ended and nothing else', async () => {
    const now = Math.floor(Date.now() / 1000);
    const over = makeGrant({ createdAt: now - 200, expiresAt: now - 100 });
    const live = makeGrant({ createdAt: now - 200, expiresAt: now + 100 });
    for (const grant of [over, live]) await store.insert(grant);
    const logged = app.log().length;
    const run = await fetch(`${app.url}/admin/functions/purge-grants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(run.status).toBe(202);
    while (!app.log().slice(logged).includes('grants_purged')) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await store.read(over.subject, over.id)).toBeUndefined();
    expect(await store.read(live.subject, live.id)).toBeDefined();
  });
});
