import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../../shared/guard/index.ts';
import { createLedger, KEY, RecipientRow, type Ledger } from '../../../shared/guard/ledger/index.ts';
import { createOptOuts } from '../../../shared/guard/opt-outs.ts';
import { connectTable, createTable } from '../../../shared/platform/index.ts';
import { startAzurite, type RunningAzurite } from '../../support/azurite.ts';

let azurite: RunningAzurite;
let ledger: Ledger;
beforeAll(async () => {
  azurite = await startAzurite();
  ledger = createLedger(createTable(() => connectTable('guard', { url: azurite.url }, undefined)));
}, 60_000);
afterAll(() => azurite.stop());

const AT = Date.UTC(2026, 10, 27, 14);

/** Telnyx's list, by a clock that stands. */
const optOutsWith = (optOuts: Account['optOuts']) =>
  createOptOuts({ ledger, account: { optOuts }, digests: { ofNumber: (number) => Promise.resolve([number.slice(1)]) }, clock: () => AT });

const optedOutAt = async (number: string) => (await ledger.one(KEY.recipient(number.slice(1)), RecipientRow)).row?.optedOutAt;

describe('G2: somebody who answered STOP', () => {
  test('is lifted once Telnyx does not list them any more', async () => {
    const number = '+13125550142';
    const optOuts = optOutsWith(() => Promise.resolve([]));
    await optOuts.learn({ number, at: AT });
    expect([await optOuts.lift(number), await optedOutAt(number)]).toEqual([true, undefined]);
  });

  test('stays where the list may not be read', async () => {
    const number = '+13125550143';
    const optOuts = optOutsWith(() => Promise.resolve(undefined));
    await optOuts.learn({ number, at: AT });
    expect([await optOuts.lift(number), await optedOutAt(number), await optOuts.refresh(0)]).toEqual([false, AT, 0]);
  });

  test('is kept within the hour, and within a day where they did before this server was set up', async () => {
    const number = '+13125550146';
    const before = Date.UTC(2026, 0, 1);
    const since: number[] = [];
    const optOuts = optOutsWith((from) => {
      since.push(from);
      return Promise.resolve(from <= before ? [{ number, at: before }] : []);
    });
    expect([await optOuts.refresh(Date.UTC(2026, 10, 27, 14, 17)), await optedOutAt(number)]).toEqual([0, undefined]);
    expect([await optOuts.refresh(Date.UTC(2026, 10, 28, 0, 17)), await optedOutAt(number)]).toEqual([1, before]);
    expect(since[0]).toBe(Date.UTC(2026, 10, 26, 13, 17));
  });

  test('is not lifted by a list that was read before they answered, whichever instance knows of it', async () => {
    const [number, other] = ['+13125550144', '+13125550145'];
    const listed: { number: string; at: number }[] = [];
    const [here, elsewhere] = [optOutsWith(() => Promise.resolve([...listed])), optOutsWith(() => Promise.resolve([]))];
    await here.learn({ number: other, at: AT - 1 });
    expect(await here.lift(other)).toBe(true);
    listed.push({ number, at: AT });
    await elsewhere.learn({ number, at: AT });
    expect([await here.lift(number), await optedOutAt(number)]).toEqual([false, AT]);
  });
});
