import { StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { describe, expect, test } from '@jest/globals';
import {
  AuthError,
  ConfirmationUnavailableError,
  createGrantCheck,
  SCOPES,
  type ConfirmGrant,
} from '../../../../shared/identity/tokens/index.ts';
import { type GrantStore, type StoredGrant } from '../../../../shared/identity/grants/index.ts';
import { makeGrant } from '../../../support/grants.ts';

/** The full hour at which the clock starts. Unix seconds. */
const START = 1_800_000_000;
const HOUR = 3_600;

const unasked: ConfirmGrant = () => Promise.reject(new Error('Entra is not asked here.'));

/** A grant check with a store of one grant, the test's own clock, and Entra's answers from `confirm`. */
function setUp(changes: Partial<StoredGrant> = {}, confirm: ConfirmGrant = unasked) {
  const state = {
    now: START,
    row: { ...makeGrant({ expiresAt: START + 86_400, createdAt: START, confirmedAt: START }), etag: 'e', ...changes } as
      StoredGrant | undefined,
    down: false,
    reads: 0,
    touches: [] as number[],
    /** Reads wait for this. */
    gate: Promise.resolve(),
  };
  const { subject, id } = state.row ?? makeGrant();
  const never = () => Promise.reject(new Error('is not asked here'));
  const answer = async <Answer>(give: () => Answer): Promise<Answer> => {
    await state.gate;
    if (state.down) throw new StoreUnavailableError();
    return give();
  };
  const store: GrantStore = {
    insert: never,
    rotate: never,
    confirm: never,
    keepPending: never,
    readPending: never,
    dropPending: never,
    revoke: never,
    revokeAll: never,
    allRevokedAt: never,
    list: never,
    unexpired: never,
    purge: never,
    check: never,
    warm: () => undefined,
    read(person, grantId) {
      state.reads++;
      return answer(() => (person === subject && grantId === id ? state.row : undefined));
    },
    touch(_subject, _id, hour) {
      return answer(() => void state.touches.push(hour));
    },
  };
  const check = createGrantCheck(store, confirm, () => state.now * 1000);
  return { state, check: (person = subject, grantId = id) => check(person, grantId) };
}

/** Waits for background work. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const revoke = (row: StoredGrant | undefined) => row && { ...row, revoked: { at: START, reason: 'person' } as const };

async function errorOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.catch((reason: unknown) => reason);
  return error instanceof AuthError ? error.reason : String(error);
}

describe('the grant of a token', () => {
  test('is read once, and cached for 20 seconds', async () => {
    const { state, check } = setUp();
    for (const second of [0, 1, 10, 19.9]) {
      state.now = START + second;
      await check();
    }
    await settle();
    expect(state.reads).toBe(1);
  });

  test('is then read again in the background: no request waits for it', async () => {
    const { state, check } = setUp();
    await check();
    state.now += 20;
    let open: () => void = () => undefined;
    state.gate = new Promise((resolve) => (open = resolve));
    await check();
    await check();
    expect(state.reads).toBe(2);
    open();
    await settle();
    state.now += 19;
    await check();
    expect(state.reads).toBe(2);
  });

  test('T9: that is revoked serves its last request within 50 seconds, and is then rejected', async () => {
    const { state, check } = setUp();
    await check();
    state.row = revoke(state.row);
    state.now = START + 19;
    await check();
    state.now = START + 49;
    // This call still uses the cache, and starts a read in the background.
    await check();
    await settle();
    expect(await errorOf(check())).toBe('revoked');
  });

  test('T9: is read first once the cached one is 50 seconds old', async () => {
    const { state, check } = setUp();
    await check();
    state.row = revoke(state.row);
    state.now = START + 50;
    expect(await errorOf(check())).toBe('revoked');
    expect(state.reads).toBe(2);
  });

  test('T9: counts the age from the start of the read, however long it took', async () => {
    const { state, check } = setUp();
    let open: () => void = () => undefined;
    state.gate = new Promise((resolve) => (open = resolve));
    const asked = check();
    state.now = START + 30;
    open();
    await asked;
    state.row = revoke(state.row);
    state.now = START + 50;
    expect(await errorOf(check())).toBe('revoked');
  });

  test('is missing: rejected, and not read each time', async () => {
    const { state, check } = setUp();
    for (let time = 0; time < 5; time++) expect(await errorOf(check('nobody', 'nothing'))).toBe('revoked');
    expect(state.reads).toBe(1);
  });

  test('is bound to its person: another person’s token with its id does not find it', async () => {
    const { state, check } = setUp();
    await check();
    expect(await errorOf(check('another', state.row?.id))).toBe('revoked');
  });

  test('ends at its exact second, cached or not', async () => {
    const { state, check } = setUp({ expiresAt: START + 10 });
    await check();
    state.now = START + 9;
    await check();
    state.now = START + 10;
    expect(await errorOf(check())).toBe('revoked');
    const cold = setUp({ expiresAt: START });
    expect(await errorOf(cold.check())).toBe('revoked');
  });
});

describe('T10: while the tables are down', () => {
  test('an uncached check is an outage, never a yes, and the next request reads again', async () => {
    const { state, check } = setUp();
    state.down = true;
    for (let time = 0; time < 3; time++) await expect(check()).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(state.reads).toBe(3);
    state.down = false;
    await expect(check()).resolves.toEqual({ roles: ['Owner'], scopes: SCOPES });
  });

  test('a cached grant serves until it is 50 seconds old, and no longer', async () => {
    const { state, check } = setUp();
    await check();
    state.down = true;
    for (const second of [10, 20, 30, 49.9]) {
      state.now = START + second;
      await check();
      await settle();
    }
    state.now = START + 50;
    await expect(check()).rejects.toBeInstanceOf(StoreUnavailableError);
    state.down = false;
    await check();
  });

  test('a revoked one stays revoked', async () => {
    const { state, check } = setUp();
    state.row = revoke(state.row);
    expect(await errorOf(check())).toBe('revoked');
    state.down = true;
    state.now = START + 49;
    expect(await errorOf(check())).toBe('revoked');
  });
});

describe('many requests', () => {
  test('200 at once on a cold process read the grant once', async () => {
    const { state, check } = setUp();
    await Promise.all(Array.from({ length: 200 }, () => check()));
    expect(state.reads).toBe(1);
    expect(state.touches).toEqual([START]);
  });

  test('200 at once fail together with one read, and later ones read again', async () => {
    const { state, check } = setUp();
    state.down = true;
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => check()));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(state.reads).toBe(1);
    state.down = false;
    await check();
  });
});

describe('the hour of the last use', () => {
  test('is recorded once an hour, rounded down to the hour', async () => {
    const { state, check } = setUp({}, (grant) => Promise.resolve(grant));
    for (const second of [0, 5, 1_800, 3_599, 3_600, 3_700, 7_200.5]) {
      state.now = START + second;
      await check();
      await settle();
      if (state.row) state.row = { ...state.row, lastUsedAt: state.touches.at(-1) ?? 0 };
    }
    expect(state.touches).toEqual([START, START + 3_600, START + 7_200]);
  });

  test('is not recorded again by an instance that finds it recorded', async () => {
    const { state, check } = setUp({ lastUsedAt: START });
    await check();
    expect(state.touches).toEqual([]);
  });

  test('is not recorded for a rejected grant, and never fails a request', async () => {
    const refused = setUp({ revoked: { at: START, reason: 'person' } });
    expect(await errorOf(refused.check())).toBe('revoked');
    expect(refused.state.touches).toEqual([]);
    const { state, check } = setUp();
    await check();
    state.down = true;
    state.now = START + 10;
    await check();
    await settle();
  });
});

describe('Entra', () => {
  const MINUTE = 60;
  /** Confirms, and counts the calls. */
  const confirming = (answer: (grant: StoredGrant) => Promise<StoredGrant | undefined>) => {
    const asked: StoredGrant[] = [];
    const confirm: ConfirmGrant = (grant) => {
      asked.push(grant);
      return answer(grant);
    };
    return { asked, confirm };
  };

  test('is not asked for the first 45 minutes after it last confirmed', async () => {
    const { state, check } = setUp();
    for (const minute of [0, 10, 44.9]) {
      state.now = START + minute * MINUTE;
      await check();
    }
  });

  test('D26: is asked in the background from 45 minutes on, so that no request waits', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { asked, confirm } = confirming((grant) => gate.then(() => ({ ...grant, confirmedAt: START + 45 * MINUTE })));
    const { state, check } = setUp({}, confirm);
    state.now = START + 45 * MINUTE;
    await check();
    expect(asked).toHaveLength(1);
    open();
    await settle();
    await check();
    expect(asked).toHaveLength(1);
  });

  test('D23, D26: a person it rejects then is rejected with the next request', async () => {
    const { state, check } = setUp({}, () => Promise.resolve(undefined));
    state.now = START + 45 * MINUTE;
    await check();
    await settle();
    expect(await errorOf(check())).toBe('revoked');
  });

  test('D23, D26: after 58 minutes without confirmation every request waits for its answer, however many come', async () => {
    const { asked, confirm } = confirming(() => Promise.resolve(undefined));
    const { state, check } = setUp({}, confirm);
    state.now = START + 58 * MINUTE;
    const failures = await Promise.all(Array.from({ length: 50 }, () => errorOf(check())));
    expect(new Set(failures)).toEqual(new Set(['revoked']));
    expect([asked.length, state.reads]).toEqual([1, 1]);
  });

  test('D25: is unreachable after the grace period: an outage, never a yes', async () => {
    const { state, check } = setUp({}, () => Promise.reject(new ConfirmationUnavailableError()));
    state.now = START + 58 * MINUTE;
    await expect(check()).rejects.toBeInstanceOf(ConfirmationUnavailableError);
  });

  test('is not asked about a grant that has ended', async () => {
    const revoked = setUp({ confirmedAt: 0, revoked: { at: START, reason: 'person' } });
    expect(await errorOf(revoked.check())).toBe('revoked');
    const expired = setUp({ confirmedAt: 0, expiresAt: START });
    expect(await errorOf(expired.check())).toBe('revoked');
  });

  test('D24: a token may do only what the current roles allow; without a role, nothing', async () => {
    const reader = setUp({}, (grant) => Promise.resolve({ ...grant, roles: ['Reader'] }));
    reader.state.now = START + HOUR;
    expect(await reader.check()).toEqual({ roles: ['Reader'], scopes: ['telnyx.read'] });
    const stranger = setUp({ roles: ['Auditor'] });
    expect(await stranger.check()).toEqual({ roles: [], scopes: [] });
  });
});
