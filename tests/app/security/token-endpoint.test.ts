import { beforeAll, describe, expect, test } from '@jest/globals';
import { CODE_SECONDS } from '../../../shared/identity/oauth/token/redeem-code.ts';
import { legacy, use, useApp } from '../../support/index.ts';
import { createMint, type MintedCode, refresh, register, sendForm, tokensOf } from '../../support/oauth/index.ts';

const clients = ['one', 'other'].map((id) => ({ client_id: id, client_name: id, redirect_uris: ['http://127.0.0.1/callback'] }));
const settings = { OAUTH_CLIENTS: JSON.stringify(clients), OAUTH_RATE_PER_MINUTE: '100000' };
const app = useApp({ settings });
let mint: ReturnType<typeof createMint>;
beforeAll(() => void (mint = createMint(app, 'one')));

type Changes = Readonly<Record<string, string | undefined>>;

const redeem = ({ code, verifier, content }: MintedCode, changes: Changes = {}) =>
  sendForm(`${app.url}/token`, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: content.redirectUri,
    client_id: 'one',
    ...changes,
  });
const renew = (token: string, changes: Changes = {}) => refresh(`${app.url}/token`, 'one', token, changes);
const list = (token: string) => legacy(app, 'tools/list', {}, { token });
const seen = ({ status, body }: Awaited<ReturnType<typeof redeem>>) => ({ status, error: body['error'] });
const INVALID_GRANT = { status: 400, error: 'invalid_grant' };

describe('O5: a code', () => {
  test('works once; its second use ends the grant, tokens and all', async () => {
    const code = await mint();
    const tokens = tokensOf(await redeem(code));
    expect(seen(await redeem(code))).toEqual(INVALID_GRANT);
    expect((await list(tokens.access_token)).status).toBe(401);
    expect(seen(await renew(tokens.refresh_token))).toEqual(INVALID_GRANT);
  });

  test('O5: five at once: one success at most, and then nothing works any more', async () => {
    const code = await mint();
    const answers = await Promise.all(Array.from({ length: 5 }, () => redeem(code)));
    const won = answers.filter(({ status }) => status === 200).map(tokensOf);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const each of answers.filter(({ status }) => status !== 200)) expect(seen(each)).toEqual(INVALID_GRANT);
    for (const { access_token, refresh_token } of won) {
      expect((await list(access_token)).status).toBe(401);
      expect(seen(await renew(refresh_token))).toEqual(INVALID_GRANT);
    }
  });

  test.each<[string, Changes, string]>([
    ['another client', { client_id: 'other' }, 'invalid_grant'],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
    ['no verifier', { code_verifier: undefined }, 'invalid_grant'],
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1/other' }, 'invalid_grant'],
    ['a foreign resource', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
    ['no code', { code: undefined }, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant type', { grant_type: undefined }, 'invalid_request'],
  ])('O5, RFC6749-4.1.3, RFC7636-4.6: %s is refused, and does not use the code up', async (_name, changes, error) => {
    const code = await mint();
    expect(seen(await redeem(code, changes))).toEqual({ status: 400, error });
    tokensOf(await redeem(code));
  });

  test('O5: an unknown client is 401 invalid_client, so that clients register again', async () => {
    for (const client_id of ['nobody', undefined, 'eyJhbGciOiJIUzI1NiJ9.e30.AAAA']) {
      expect(seen(await redeem(await mint(), { client_id }))).toEqual({ status: 401, error: 'invalid_client' });
    }
  });

  test('O5: after its minute, changed, or of another purpose, it is nothing', async () => {
    expect(seen(await redeem(await mint({}, -1)))).toEqual(INVALID_GRANT);
    expect(seen(await redeem(await mint({ issuedAt: Date.now() / 1000 - CODE_SECONDS })))).toEqual(INVALID_GRANT);
    const code = await mint();
    expect(seen(await redeem({ ...code, code: `${code.code.slice(0, -4)}AAAA` }))).toEqual(INVALID_GRANT);
    const { refresh_token: token } = tokensOf(await redeem(code));
    expect(seen(await redeem(await mint(), { code: token }))).toEqual(INVALID_GRANT);
    expect(seen(await renew(code.code))).toEqual(INVALID_GRANT);
  });

  test('O5, RFC6749-5.1: no answer holds what was sent, and none may be stored', async () => {
    const code = await mint();
    for (const answer of [await redeem(code, { code_verifier: 'x'.repeat(43) }), await redeem(code), await redeem(code)]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(JSON.stringify(answer.body)).not.toContain(code.verifier);
      expect(JSON.stringify(answer.body)).not.toContain(code.code.slice(0, 60));
    }
  });
});

describe('O6: a refresh token', () => {
  const first = async () => tokensOf(await redeem(await mint({ scopes: ['telnyx.read', 'telnyx.send'] })));

  test('O6, AUTH-REFRESH-1: five in parallel agree, and a lost answer can be asked for again', async () => {
    const { refresh_token: token } = await first();
    const answers = (await Promise.all(Array.from({ length: 5 }, () => renew(token)))).map(tokensOf);
    const successors = new Set(answers.map((each) => each.refresh_token));
    expect(successors.size).toBe(1);
    expect(successors.has(token)).toBe(false);
    expect(tokensOf(await renew(token)).refresh_token).toBe(answers[0]?.refresh_token);
    for (const { access_token } of answers) expect((await list(access_token)).status).toBe(200);
  });

  test('O6, OAUTH21-4.3.1: an old one that comes back revokes the family', async () => {
    const { refresh_token: oldest } = await first();
    const { refresh_token: second } = tokensOf(await renew(oldest));
    const { refresh_token: third, access_token: access } = tokensOf(await renew(second));
    expect(seen(await renew(oldest))).toEqual(INVALID_GRANT);
    for (const token of [oldest, second, third]) expect(seen(await renew(token))).toEqual(INVALID_GRANT);
    expect((await list(access)).status).toBe(401);
  });

  test('O6, RFC6749-6: of another client it is refused, and its own client goes on', async () => {
    const { refresh_token: token } = await first();
    expect(seen(await refresh(`${app.url}/token`, 'other', token))).toEqual(INVALID_GRANT);
    tokensOf(await renew(token));
  });

  test('O2, D37, RFC6749-3.3, RFC6749-6: it narrows but never widens', async () => {
    const { refresh_token: token } = await first();
    const narrow = tokensOf(await renew(token, { scope: 'telnyx.read telnyx.purchase' }));
    expect(narrow.scope).toBe('telnyx.read');
    const habit = tokensOf(await renew(narrow.refresh_token, { scope: 'openid profile email offline_access' }));
    expect(habit.scope).toBe('telnyx.read telnyx.send');
    expect(seen(await renew(habit.refresh_token, { scope: 'telnyx.admin' }))).toEqual({ status: 400, error: 'invalid_scope' });
    expect(tokensOf(await renew(habit.refresh_token)).scope).toBe('telnyx.read telnyx.send');
  });

  test('is no access token, and an access token is no refresh token', async () => {
    const { refresh_token: token, access_token: access } = await first();
    expect((await list(token)).status).toBe(401);
    expect(seen(await renew(access))).toEqual(INVALID_GRANT);
  });
});

describe('O7: registration', () => {
  const endpoint = () => ({ registration_endpoint: `${app.url}/register` });
  const uris = (count: number) => Array.from({ length: count }, (_, index) => `https://client.example.com/${index}`);

  test.each<[string, Record<string, unknown>, number]>([
    ['1 MB', { redirect_uris: ['https://client.example.com/'], client_name: 'x'.repeat(1_000_000) }, 413],
    ['100 redirect URIs', { redirect_uris: uris(100) }, 400],
    ['none', { redirect_uris: [] }, 400],
    ['userinfo', { redirect_uris: ['https://a:b@client.example.com/'] }, 400],
    ['a fragment', { redirect_uris: ['https://client.example.com/#a'] }, 400],
    ['http elsewhere', { redirect_uris: ['http://client.example.com/'] }, 400],
    ['none but bad ones', { redirect_uris: ['javascript:alert(1)', 'data:text/html,x'] }, 400],
  ])('O7, RFC7591-3.2.2: %s is refused', async (_name, metadata, status) => {
    const answer = await register(endpoint(), metadata);
    expect(answer.status).toBe(status);
    expect(answer.body['client_id']).toBeUndefined();
    expect(typeof answer.body['error_description']).toBe('string');
  });

  test('O7: what is not a JSON object is refused', async () => {
    for (const body of ['', '[]', 'null', '"x"', '{', '1']) {
      const response = await fetch(`${app.url}/register`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      expect({ body, status: response.status }).toEqual({ body, status: 400 });
    }
  });
});

describe('the brake', () => {
  const braked = use(() => app.startAnother({ OAUTH_RATE_PER_MINUTE: '5' }));

  test.each([
    ['/token', 'POST', 'application/json'],
    ['/register', 'POST', 'application/json'],
    ['/authorize', 'GET', 'text/html'],
  ])('%s: beyond the limit it is 429 with Retry-After, for each address by itself', async (path, method, type) => {
    const ask = (address: string) =>
      fetch(`${braked.url}${path}`, {
        method,
        headers: { 'x-forwarded-for': `1.1.1.1, ${address}` },
        ...(method === 'POST' && { body: new URLSearchParams() }),
      });
    const statuses = [];
    for (let count = 0; count < 7; count++) statuses.push((await ask('203.0.113.7:5000')).status);
    expect(statuses.slice(0, 5)).not.toContain(429);
    expect(statuses).toContain(429);
    expect((await ask('203.0.113.8')).status).not.toBe(429);
    const answers = await Promise.all(Array.from({ length: 9 }, () => ask('203.0.113.7')));
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused?.headers.get('content-type')).toContain(type);
  });
});
