import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { CLIENT, control, entraWith, refresh, signIn, tokensOf } from './tenant.ts';

let clock = Date.now();
const entra = entraWith({ now: () => clock, slowMs: 50 });
let url = '';
beforeAll(async () => {
  ({ url } = await entra.listen());
});
afterEach(async () => {
  clock = Date.now();
  await control(url, {});
});
afterAll(() => entra.close());

const OFFLINE = { scope: 'openid profile offline_access' };
const login = async (changes: Record<string, string> = {}): Promise<string> =>
  (await tokensOf(url, { ...OFFLINE, user: 'operator', ...changes })).refresh_token;
const seen = async (response: Response) => {
  const { error, error_codes: codes, suberror } = await response.json();
  return [response.status, error, codes?.[0], suberror];
};

describe('a refresh token', () => {
  test('is given to who asks for offline_access, and to nobody else', async () => {
    expect(await login()).toMatch(/^1\.[\w-]{1000,2000}$/);
    expect(await tokensOf(url)).not.toHaveProperty('refresh_token');
    expect(await tokensOf(url, { ...OFFLINE, control: 'no_refresh_token' })).not.toHaveProperty('refresh_token');
  });

  test('gives fresh tokens of the same person, without a nonce, and another refresh token; the old one goes on working', async () => {
    const first = await login();
    const answer = await (await refresh(url, first)).json();
    expect(decodeJwt(answer.id_token)).toMatchObject({ oid: 'a0000000-0000-4000-8000-000000000002', roles: ['Operator'] });
    expect(decodeJwt(answer.id_token)).not.toHaveProperty('nonce');
    expect(answer.refresh_token).not.toBe(first);
    for (const token of [first, answer.refresh_token]) expect((await refresh(url, token)).status).toBe(200);
  });

  test('ends when it was not used for 90 days', async () => {
    const token = await login();
    const days = (count: number) => (clock += count * 24 * 60 * 60 * 1000);
    days(89);
    expect((await refresh(url, token)).status).toBe(200);
    days(89);
    expect((await refresh(url, token)).status).toBe(200);
    days(91);
    expect(await seen(await refresh(url, token))).toEqual([400, 'invalid_grant', 700082, 'bad_token']);
  });

  test.each([
    ['that was never given', { refresh_token: 'unknown' }, [400, 'invalid_grant', 9002313]],
    ['left out', { refresh_token: undefined }, [400, 'invalid_request', 900144]],
    ['with a wrong secret', { client_secret: 'wrong' }, [401, 'invalid_client', 7000215]],
    ['of another client', { client_id: '99999999-9999-4999-8999-999999999999' }, [400, 'unauthorized_client', 700016]],
  ])('%s is refused', async (_, changes, expected) => {
    expect(await seen(await refresh(url, await login(), changes))).toEqual([...expected, undefined]);
  });
});

describe('a person', () => {
  test.each([
    ['disabled', 'invalid_grant', 50057, undefined],
    ['deleted', 'invalid_grant', 500341, undefined],
    ['unassigned', 'invalid_grant', 50105, undefined],
    ['conditional_access', 'interaction_required', 53003, 'message_only'],
    ['mfa', 'interaction_required', 50076, 'basic_action'],
    ['password_changed', 'invalid_grant', 50173, 'bad_token'],
    ['sign_in_frequency', 'invalid_grant', 70043, 'bad_token'],
  ])('who is %s is refused at the sign-in and at a refresh; nobody else is', async (refuse, error, code, suberror) => {
    const [token, other] = [await login(), await login({ user: 'reader' })];
    await control(url, { people: { operator: { refuse } } });
    expect(await seen(await refresh(url, token))).toEqual([400, error, code, suberror]);
    // Entra keeps them on a page of its own.
    expect((await signIn(url, { user: 'operator' })).href).toBe('about:400');
    expect((await refresh(url, other)).status).toBe(200);
  });

  test('who got other roles has them with the next token; one without a role has no claim', async () => {
    const token = await login();
    const roles = async () => decodeJwt((await (await refresh(url, token)).json()).id_token)['roles'];
    await control(url, { people: { operator: { roles: ['Reader', 'Auditor'] } } });
    expect(await roles()).toEqual(['Reader', 'Auditor']);
    expect(decodeJwt((await tokensOf(url, { user: 'operator' })).id_token)['roles']).toEqual(['Reader', 'Auditor']);
    await control(url, { people: { operator: { roles: [] } } });
    expect(await roles()).toBeUndefined();
  });
});

describe('an outage', () => {
  test.each([
    ['directory_down', 503, 'temporarily_unavailable', 90033],
    ['throttled', 429, 'temporarily_unavailable', 90055],
    ['loop', 400, 'invalid_grant', 50196],
    ['app_disabled', 401, 'unauthorized_client', 7000112],
    ['secret_expired', 401, 'invalid_client', 7000222],
  ])('%s comes before everything else', async (outage, status, error, code) => {
    await control(url, { outage, people: { operator: { refuse: 'disabled' } } });
    expect(await seen(await refresh(url, 'any'))).toEqual([status, error, code, undefined]);
  });

  test('can be an answer that is no JSON, or one that takes its time', async () => {
    const token = await login();
    await control(url, { outage: 'broken' });
    const broken = await refresh(url, token);
    expect([broken.status, await broken.text()]).toEqual([500, expect.stringContaining('<h1>')]);
    await control(url, { outage: 'slow' });
    const startedAt = performance.now();
    expect((await refresh(url, token)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(40);
  });
});

describe('the controls', () => {
  test('say what they are set to, and how often each person was asked about', async () => {
    const token = await login({ user: 'manager' });
    await refresh(url, token);
    await control(url, { outage: 'loop' });
    const { refreshes, outage, people } = await (await fetch(`${url}/_control`)).json();
    expect({ manager: refreshes.manager, outage, people }).toEqual({ manager: 1, outage: 'loop', people: {} });
  });

  test.each([{ people: { stranger: {} } }, { people: { owner: { refuse: 'whim' } } }, { outage: 'sometimes' }, { sudden: true }, []])(
    '%j is refused',
    async (controls) => {
      expect((await control(url, controls)).status).toBe(400);
      expect((await fetch(`${url}/_control`, { method: 'DELETE' })).status).toBe(405);
    },
  );

  test('a refresh can be of somebody else, or signed by somebody else', async () => {
    const claims = async (control: string) => decodeJwt((await (await refresh(url, await login({ control }))).json()).id_token);
    expect((await claims('refresh_other_person'))['oid']).not.toBe('a0000000-0000-4000-8000-000000000002');
    expect((await claims('refresh_other_tenant'))['tid']).not.toBe((await claims('refresh_other_person'))['tid']);
    expect((await claims('refresh_bad_signature')).aud).toBe(CLIENT);
  });
});
