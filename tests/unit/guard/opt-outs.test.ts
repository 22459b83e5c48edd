import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account, OptOut } from '../../../shared/guard/index.ts';
import { createLedger, KEY, RecipientRow, type Ledger } from '../../../shared/guard/ledger/index.ts';
import { createOptOuts } from '../../../shared/guard/opt-outs.ts';
import { connectTable, createTable } from '../../../shared/platform/index.ts';
import { startAzurite, type RunningAzurite } from '../../support/azurite.ts';

let azurite: RunningAzurite;
let ledger: Ledger;
beforeAll(async () => {
  // The first use loads the SDK, which can take longer than a request may on a busy machine.
  await import('@azure/data-tables');
  azurite = await startAzurite();
  ledger = createLedger(createTable(() => connectTable('guard', { url: azurite.url }, undefined)));
}, 60_000);
afterAll(() => azurite.stop());

const PROFILE = 'p1';
const AT = Date.UTC(2026, 10, 27, 14);

/** Telnyx's list, by a clock that stands. */
const optOutsWith = (optOuts: Account['optOuts']) =>
  createOptOuts({ ledger, account: { optOuts }, digests: { ofNumber: (number) => Promise.resolve([number.slice(1)]) }, clock: () => AT });

const rowOf = async (number: string) => (await ledger.one(KEY.recipient(number.slice(1)), RecipientRow)).row;
const optedOutAt = async (number: string) => (await rowOf(number))?.optOuts?.find(({ profileId }) => profileId === PROFILE)?.at;
/** What the row says of each profile, and of all. */
const optOutsOf = async (number: string) => {
  const { optOuts = [], optedOutAt: all } = (await rowOf(number)) ?? {};
  return { all, ...Object.fromEntries(optOuts.map(({ profileId, at }) => [profileId, at])) };
};

describe('G2: somebody who answered STOP', () => {
  test('is lifted once Telnyx does not list them any more', async () => {
    const number = '+13125550142';
    const optOuts = optOutsWith(() => Promise.resolve([]));
    await optOuts.learn({ number, profileId: PROFILE, at: AT });
    expect([await optOuts.lift(number), await optedOutAt(number)]).toEqual([true, undefined]);
  });

  test('stays where the list may not be read', async () => {
    const number = '+13125550143';
    const optOuts = optOutsWith(() => Promise.resolve(undefined));
    await optOuts.learn({ number, profileId: PROFILE, at: AT });
    expect([await optOuts.lift(number), await optedOutAt(number), await optOuts.refresh(0)]).toEqual([false, AT, 0]);
  });

  test('is kept within the hour, and within a day where they did before this server was set up', async () => {
    const number = '+13125550146';
    const before = Date.UTC(2026, 0, 1);
    const since: number[] = [];
    const optOuts = optOutsWith((from) => {
      since.push(from);
      return Promise.resolve(from <= before ? [{ number, profileId: PROFILE, at: before }] : []);
    });
    expect([await optOuts.refresh(Date.UTC(2026, 10, 27, 14, 17)), await optedOutAt(number)]).toEqual([0, undefined]);
    expect([await optOuts.refresh(Date.UTC(2026, 10, 28, 0, 17)), await optedOutAt(number)]).toEqual([1, before]);
    expect(since[0]).toBe(Date.UTC(2026, 10, 26, 13, 17));
  });

  test('is not lifted by a list that was read before they answered, whichever instance knows of it', async () => {
    const [number, other] = ['+13125550144', '+13125550145'];
    const listed: OptOut[] = [];
    const [here, elsewhere] = [optOutsWith(() => Promise.resolve([...listed])), optOutsWith(() => Promise.resolve([]))];
    await here.learn({ number: other, profileId: PROFILE, at: AT - 1 });
    expect(await here.lift(other)).toBe(true);
    listed.push({ number, profileId: PROFILE, at: AT });
    await elsewhere.learn({ number, profileId: PROFILE, at: AT });
    expect([await here.lift(number), await optedOutAt(number)]).toEqual([false, AT]);
  });

  test('is kept for each profile, and for all where it is not known', async () => {
    const number = '+13125550147';
    const optOuts = optOutsWith(() => Promise.resolve([]));
    await optOuts.learn({ number, profileId: 'p1', at: AT });
    await optOuts.learn({ number, profileId: 'p2', at: AT + 1 });
    await optOuts.learn({ number, profileId: 'p1', at: AT + 2 });
    await optOuts.learn({ number, profileId: undefined, at: AT + 3 });
    expect(await optOutsOf(number)).toEqual({ all: AT + 3, p1: AT + 2, p2: AT + 1 });
  });

  test('is kept with all profiles that Telnyx lists, of several answers to one the last', async () => {
    const number = '+13125550148';
    const listed = ['p1', 'p2', 'p3', 'p1', undefined].map((profileId, index) => ({ number, profileId, at: AT - index }));
    await optOutsWith(() => Promise.resolve(listed)).refresh(AT);
    expect(await optOutsOf(number)).toEqual({ all: AT - 4, p1: AT, p2: AT - 1, p3: AT - 2 });
  });

  test('is lifted for the profiles that Telnyx does not list any more', async () => {
    const number = '+13125550149';
    const optOuts = optOutsWith(() => Promise.resolve([{ number, profileId: 'p2', at: AT - 1 }]));
    for (const profileId of ['p1', 'p2']) await optOuts.learn({ number, profileId, at: AT - 2 });
    expect([await optOuts.lift(number), await optOutsOf(number)]).toEqual([true, { all: undefined, p2: AT - 1 }]);
    expect([await optOuts.lift(number), await optOutsOf(number)]).toEqual([false, { all: undefined, p2: AT - 1 }]);
  });

  test('that was kept for all profiles is kept for those that Telnyx lists, once somebody asks', async () => {
    const number = '+13125550150';
    const key = KEY.recipient(number.slice(1));
    // As versions before wrote it.
    const row = { firstAt: 1, recent: [], day: 0, inDay: 0, optedOutAt: AT - 2 };
    await ledger.write([{ key, etag: undefined, row, purgeAfter: Infinity }], undefined);
    expect(await rowOf(number)).toEqual(row);
    const optOuts = optOutsWith(() => Promise.resolve([{ number, profileId: 'p2', at: AT - 3 }]));
    expect([await optOuts.lift(number), await optOutsOf(number)]).toEqual([true, { all: undefined, p2: AT - 3 }]);
  });
});
