import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfirmationUnavailableError, createSealer } from '../../../../shared/identity/tokens/index.ts';
import { createConfirmation, createEntraTokens } from '../../../../shared/identity/entra/index.ts';
import { createLogger } from '../../../../shared/platform/log/index.ts';
import { readSettings } from '../../../../shared/platform/settings/index.ts';
import type { Grant, GrantStore, StoredGrant } from '../../../../shared/identity/grants/index.ts';
import { makeGrant } from '../../../support/grants.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { CLIENT, control, entraWith, SECRET, TENANT, tokensOf } from '../../../local/cloud/tenant.ts';
import { startTables, type GrantTables } from '../grants/grant-tables.ts';

const ORIGIN = 'http://localhost:7071';
const HOUR = 3_600;
const OPERATOR = `${TENANT}.a0000000-0000-4000-8000-000000000002`;

/** A slow answer does not come before these tests are over: it would count then. */
const entra = entraWith({ slowMs: 600_000 });
let url = '';
let tables: GrantTables;
let store: GrantStore;
let secrets: Awaited<ReturnType<typeof makeSecrets>>['secrets'];
let tokens: ReturnType<typeof createEntraTokens>;
let lines: string[] = [];
/** Unix seconds. */
let now = 0;
beforeAll(async () => {
  ({ url } = await entra.listen());
  tables = await startTables();
  store = tables.open(() => now * 1000);
  ({ secrets } = await makeSecrets());
  tokens = createEntraTokens(secrets, ORIGIN);
});
beforeEach(() => {
  now = Math.floor(Date.now() / 1000);
  lines = [];
});
afterEach(() => control(url, {}));
afterAll(async () => {
  await entra.close();
  await tables.stop();
});

const settingsWith = (more: Record<string, string> = {}) =>
  readSettings({
    PUBLIC_BASE_URL: ORIGIN,
    ENTRA_TENANT_ID: TENANT,
    ENTRA_CLIENT_ID: CLIENT,
    ENTRA_CLIENT_SECRET: SECRET,
    ENTRA_AUTHORITY_OVERRIDE: url,
    TABLES_URL: tables.url,
    TELNYX_API_KEY: 'KEYtest',
    MCP_SIGNING_KEYS: JSON.stringify({ active: 'a', keys: [{ kid: 'a' }] }),
    MCP_SEAL_KEYS: JSON.stringify({ active: 'a', keys: [{ kid: 'a' }] }),
    DEFAULT_ROLE: 'Reader',
    ...more,
  });

/** The confirmation of one instance of the app. */
const instance = (more: Record<string, string> = {}, grants = store) =>
  createConfirmation({
    settings: settingsWith(more),
    secrets,
    grants,
    log: createLogger((_level, line) => lines.push(line)),
    clock: () => now * 1000,
  });

/** Entra's refresh token for this person. */
const entraToken = async (changes: Record<string, string> = {}): Promise<string> =>
  (await tokensOf(url, { scope: 'openid profile offline_access', user: 'operator', ...changes })).refresh_token;

async function read({ subject, id }: Pick<Grant, 'subject' | 'id'>): Promise<StoredGrant> {
  const found = await store.read(subject, id);
  if (!found) throw new Error('The grant is not there.');
  return found;
}

/** An operator's stored grant that Entra has just confirmed. */
async function given(changes: Partial<Grant> = {}, login: Record<string, string> = {}): Promise<StoredGrant> {
  const grant = makeGrant({
    subject: OPERATOR,
    roles: ['Operator'],
    createdAt: now,
    confirmedAt: now,
    expiresAt: now + 30 * 24 * HOUR,
    ...changes,
  });
  await store.insert('entraToken' in changes ? grant : { ...grant, entraToken: await tokens.seal(await entraToken(login), grant) });
  return read(grant);
}

const asked = async (): Promise<number> => (await (await fetch(`${url}/_control`)).json()).refreshes.operator ?? 0;
const events = (event: string) => lines.map((line) => JSON.parse(line)).filter((line) => line.event === event);

describe('a person who still has access', () => {
  test('D23: is confirmed: the time and Entra’s next token are stored, bound to the grant', async () => {
    const grant = await given();
    now += HOUR;
    const confirmed = await instance()(grant);
    expect(confirmed).toMatchObject({ confirmedAt: now, roles: ['Operator'], revoked: undefined });
    expect(await read(grant)).toEqual(confirmed);
    expect(confirmed?.entraToken).not.toBe(grant.entraToken);
    const [before, after] = [await tokens.open(grant.entraToken ?? '', grant), await tokens.open(confirmed?.entraToken ?? '', grant)];
    expect(after).toMatch(/^1\./);
    expect(after).not.toBe(before);
    now += HOUR;
    expect(await instance()(await read(grant))).toMatchObject({ confirmedAt: now });
  });

  test('D23: fifty requests at once ask Entra once', async () => {
    const grant = await given();
    const before = await asked();
    now += HOUR;
    const confirm = instance();
    const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(grant)));
    expect(new Set(answers.map((answer) => answer?.confirmedAt))).toEqual(new Set([now]));
    expect((await asked()) - before).toBe(1);
  });

  test('D23: five instances at once agree on one row', async () => {
    const grant = await given();
    now += HOUR;
    const answers = await Promise.all(Array.from({ length: 5 }, () => instance({}, tables.open())(grant)));
    expect(answers.every((answer) => answer?.confirmedAt === now && answer.revoked === undefined)).toBe(true);
    const row = await read(grant);
    expect(await tokens.open(row.entraToken ?? '', row)).toMatch(/^1\./);
  });

  test('D23: Entra’s answer is stored even if the row was rotated or used in the meantime, and keeps those changes', async () => {
    const grant = await given();
    now += HOUR;
    await store.rotate(grant, now);
    await store.touch(grant.subject, grant.id, now);
    const confirmed = await instance()(grant);
    expect(confirmed).toMatchObject({ generation: 1, confirmedAt: now });
    expect(await read(grant)).toEqual(confirmed);
  });

  test('D23: a grant that was revoked while Entra was asked stays revoked', async () => {
    const grant = await given();
    now += HOUR;
    const racing: GrantStore = {
      ...store,
      confirm: async (row, confirmation) => {
        await store.revoke(row.subject, row.id, 'person');
        return store.confirm(row, confirmation);
      },
    };
    expect(await instance({}, racing)(grant)).toBeUndefined();
    expect(await read(grant)).toMatchObject({ revoked: { reason: 'person' }, entraToken: undefined });
  });
});

describe('a person whom Entra rejects', () => {
  test.each([
    ['disabled', 'AADSTS50057'],
    ['deleted', 'AADSTS500341'],
    ['unassigned', 'AADSTS50105'],
    ['conditional_access', 'AADSTS53003'],
    ['mfa', 'AADSTS50076'],
    ['password_changed', 'AADSTS50173'],
    ['sign_in_frequency', 'AADSTS70043'],
  ])('D23, D24: %s: the grant ends, for good, and the log says why', async (refuse, code) => {
    const grant = await given();
    await control(url, { people: { operator: { refuse } } });
    now += HOUR;
    expect(await instance()(grant)).toBeUndefined();
    expect((await read(grant)).revoked).toEqual({ at: now, reason: 'entra_refused' });
    expect(events('grant_revoked')).toEqual([expect.objectContaining({ level: 'warn', subject: OPERATOR, reason: 'entra_refused', code })]);
    expect(lines.join('\n')).not.toMatch(/Local Operator|operator@/);
  });

  test('D23: an expired or foreign token of Entra ends the grant', async () => {
    const spoilt = makeGrant({ subject: OPERATOR });
    await store.insert({ ...spoilt, entraToken: await tokens.seal('no token of Entra', spoilt) });
    expect(await instance()(await read(spoilt))).toBeUndefined();
    expect((await read(spoilt)).revoked?.reason).toBe('entra_refused');
  });

  test('D27: an answer about another person ends the grant', async () => {
    const grant = await given({}, { control: 'refresh_other_person' });
    expect(await instance()(grant)).toBeUndefined();
    expect((await read(grant)).revoked?.reason).toBe('entra_refused');
  });
});

describe('another role', () => {
  test('D24: a narrower one applies at once; a wider one adds nothing to the consented scopes', async () => {
    const grant = await given({ scopes: ['telnyx.read', 'telnyx.send'] });
    const confirm = instance();
    now += HOUR;
    await control(url, { people: { operator: { roles: ['Reader'] } } });
    const reader = await confirm(grant);
    expect(reader).toMatchObject({ roles: ['Reader'], scopes: ['telnyx.read', 'telnyx.send'] });
    expect(events('grant_roles_changed')).toEqual([expect.objectContaining({ subject: OPERATOR, roles: ['Reader'] })]);
    now += HOUR;
    await control(url, { people: { operator: { roles: ['Owner'] } } });
    expect(await confirm(await read(grant))).toMatchObject({ roles: ['Owner'], scopes: ['telnyx.read', 'telnyx.send'] });
  });

  test('D24: that allows none of the consented scopes ends the grant', async () => {
    const grant = await given({ scopes: ['telnyx.send'] });
    await control(url, { people: { operator: { roles: ['Reader'] } } });
    expect(await instance()(grant)).toBeUndefined();
    expect((await read(grant)).revoked?.reason).toBe('role_lost');
  });

  test('D24: without any, DEFAULT_ROLE applies', async () => {
    const grant = await given({ scopes: ['telnyx.read', 'telnyx.send'] });
    await control(url, { people: { operator: { roles: [] } } });
    expect(await instance({ DEFAULT_ROLE: 'Reader' })(grant)).toMatchObject({ roles: ['Reader'] });
  });

  test.each([
    ['none at all, where DEFAULT_ROLE is not set', [], ''],
    ['one that the app does not know, whatever DEFAULT_ROLE is', ['Auditor', 'owner'], 'Reader'],
  ])('D24, D28: %s: the grant ends', async (_, roles, DEFAULT_ROLE) => {
    const grant = await given();
    await control(url, { people: { operator: { roles } } });
    expect(await instance({ DEFAULT_ROLE })(grant)).toBeUndefined();
    expect((await read(grant)).revoked?.reason).toBe('role_lost');
  });
});

describe('Entra is unreachable', () => {
  const OUTAGES = ['directory_down', 'throttled', 'loop', 'app_disabled', 'secret_expired', 'broken'];

  test.each(OUTAGES)(
    'D25: %s: the grant goes on for four hours after the last confirmation, then not, and is not ended',
    async (outage) => {
      const grant = await given();
      await control(url, { outage });
      now += 4 * HOUR;
      expect(await instance()(grant)).toEqual(grant);
      expect(events('entra_unreachable')).toEqual([expect.objectContaining({ level: 'warn', grace_hours: 4 })]);
      now += 1;
      await expect(instance()(grant)).rejects.toBeInstanceOf(ConfirmationUnavailableError);
      expect(await read(grant)).toEqual(grant);
      await control(url, {});
      expect(await instance()(grant)).toMatchObject({ confirmedAt: now });
    },
  );

  test('D25: a missing answer is given up after eight seconds', async () => {
    const grant = await given();
    await control(url, { outage: 'slow' });
    now += HOUR;
    const startedAt = performance.now();
    expect(await instance()(grant)).toEqual(grant);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    expect(events('entra_unreachable')).toHaveLength(1);
  });

  test('D25: an id_token that cannot be verified says nothing about the person', async () => {
    const grant = await given({}, { control: 'refresh_bad_signature' });
    expect(await instance()(grant)).toEqual(grant);
    expect(events('entra_unreachable')).toEqual([expect.objectContaining({ failure: 'identity_not_valid' })]);
  });

  test('D25: the operator sets the grace period; with none, nothing works without Entra', async () => {
    const grant = await given();
    await control(url, { outage: 'directory_down' });
    now += 60;
    await expect(instance({ ENTRA_GRACE_HOURS: '0' })(grant)).rejects.toBeInstanceOf(ConfirmationUnavailableError);
    now += 23 * HOUR;
    expect(await instance({ ENTRA_GRACE_HOURS: '24' })(grant)).toEqual(grant);
  });

  test('D25: a grant asks once a minute, and the log has one line a minute for all of them', async () => {
    const [grant, other] = [await given(), await given()];
    await control(url, { outage: 'directory_down' });
    now += HOUR;
    const confirm = instance();
    for (let count = 0; count < 20; count++) expect(await confirm(count % 2 === 0 ? grant : other)).toBeDefined();
    expect(events('entra_unreachable')).toHaveLength(1);
    now += 60;
    expect(await confirm(grant)).toEqual(grant);
    while (events('entra_unreachable').length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('D25, D23: once it is back, a person it rejects is out', async () => {
    const grant = await given();
    await control(url, { outage: 'directory_down' });
    now += HOUR;
    const confirm = instance();
    expect(await confirm(grant)).toEqual(grant);
    await control(url, { people: { operator: { refuse: 'disabled' } } });
    now += 60;
    // During an outage no request waits: Entra is asked in the background.
    expect(await confirm(grant)).toEqual(grant);
    while (!(await read(grant)).revoked) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await read(grant)).revoked?.reason).toBe('entra_refused');
  });
});

describe('Entra’s token', () => {
  test('D27: of another grant or person, or sealed for another purpose, is ignored', async () => {
    const [one, other] = [makeGrant({ subject: OPERATOR }), makeGrant({ subject: OPERATOR })];
    const sealed = await tokens.seal('the token', one);
    expect(await tokens.open(sealed, one)).toBe('the token');
    expect(await tokens.open(sealed, other)).toBeUndefined();
    expect(await tokens.open(sealed, { ...one, subject: makeGrant().subject })).toBeUndefined();
    expect(await tokens.open(`${sealed.slice(0, -4)}AAAA`, one)).toBeUndefined();
    const elsewhere = createSealer(secrets, 'session', ORIGIN);
    expect(await tokens.open(await elsewhere.seal({ token: 'the token', subject: one.subject, grantId: one.id }, 60), one)).toBeUndefined();
    expect(sealed).not.toContain('the token');
  });

  test('D28: a grant without one, or with that of another grant, stays live for the grace period and then ends', async () => {
    const other = await given();
    for (const entraToken of [undefined, other.entraToken]) {
      const grant = await given({ entraToken });
      const before = await asked();
      const confirmedAt = now;
      now = confirmedAt + 4 * HOUR;
      expect(await instance()(grant)).toEqual(grant);
      now += 1;
      expect(await instance()(grant)).toBeUndefined();
      expect((await read(grant)).revoked?.reason).toBe('not_confirmed');
      expect(await asked()).toBe(before);
      now = confirmedAt;
    }
  });

  test('D27: neither it nor its seal is in any line of the log', async () => {
    const grant = await given();
    const plain = await tokens.open(grant.entraToken ?? '', grant);
    for (const outage of ['directory_down', 'secret_expired', 'broken', undefined]) {
      await control(url, { outage });
      await instance()(grant);
    }
    await control(url, { people: { operator: { refuse: 'deleted' } } });
    await instance()(await read(grant));
    expect(lines.length).toBeGreaterThan(3);
    for (const secret of [plain?.slice(0, 40) ?? 'x', grant.entraToken?.slice(-40) ?? 'x', SECRET])
      expect(lines.join('\n')).not.toContain(secret);
  });
});
