import type { KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { KeyRows } from '../../../../shared/inbox/receive/key-rows.ts';
import { createPublicKeys, KeysUnavailableError } from '../../../../shared/inbox/receive/public-keys.ts';
import { importPublicKey } from '../../../../shared/inbox/receive/signature.ts';
import { createLogger, StoreUnavailableError } from '../../../../shared/platform/index.ts';
import { makeWebhookKey } from '../../../support/telnyx-signature.ts';

const [OLD, NEW] = [makeWebhookKey().named, makeWebhookKey().named];

/** Telnyx and the table, and an instance that asks them. */
function setUp({ named = OLD, kept = [] as string[] } = {}) {
  const world = { named: named as string | undefined, kept: [...kept], asked: 0, now: 1_795_900_000_000, tableIsDown: false };
  const rows: KeyRows = {
    read: () => (world.tableIsDown ? Promise.reject(new StoreUnavailableError()) : Promise.resolve([...world.kept])),
    named: (key) => {
      if (world.tableIsDown) return Promise.reject(new StoreUnavailableError());
      world.kept = [...new Set([...world.kept, key])];
      return Promise.resolve();
    },
  };
  const start = () =>
    createPublicKeys({
      read: () => {
        world.asked++;
        return world.named === undefined ? Promise.reject(new Error('down')) : Promise.resolve(world.named);
      },
      rows,
      log: createLogger(() => undefined),
      clock: () => world.now,
      wait: (ms) => {
        world.now += ms;
        return Promise.resolve();
      },
    });
  return { world, keys: start(), start };
}

const signedBy = (named: string) => (keys: readonly KeyObject[]) => {
  const key = importPublicKey(named);
  return keys.some((one) => key !== undefined && one.equals(key));
};
const forged = () => false;

describe('the public keys of Telnyx', () => {
  test('are asked for with the first event, and kept', async () => {
    const { world, keys } = setUp();
    await expect(keys.check(signedBy(OLD))).resolves.toBe(true);
    await expect(keys.check(signedBy(OLD))).resolves.toBe(true);
    expect(world).toMatchObject({ asked: 1, kept: [OLD] });
  });

  test('that another instance kept need no question', async () => {
    const { world, keys } = setUp({ kept: [OLD] });
    world.named = undefined;
    await expect(keys.check(signedBy(OLD))).resolves.toBe(true);
    expect(world.asked).toBe(0);
  });

  test('change without a lost event: the new one is learned from the first event that it signed, the old one still holds', async () => {
    const { world, keys, start } = setUp();
    await keys.check(signedBy(OLD));
    world.named = NEW;
    world.now += 60_000;
    await expect(keys.check(signedBy(NEW))).resolves.toBe(true);
    await expect(keys.check(signedBy(OLD))).resolves.toBe(true);
    // An instance that starts in between, too.
    await expect(start().check(signedBy(OLD))).resolves.toBe(true);
  });

  test('are asked for once a second for whoever forges, who is refused all the same', async () => {
    const { world, keys } = setUp();
    await keys.check(signedBy(OLD));
    const startedAt = world.now;
    for (let times = 0; times < 50; times++) await expect(keys.check(forged)).resolves.toBe(false);
    expect(world.now - startedAt).toBe(50_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => keys.check(forged)));
    expect(new Set(answers)).toEqual(new Set([false]));
    expect(world.asked).toBe(1 + 50 + 2);
  });

  test('are asked for once by all who come at the same time', async () => {
    const { world, keys } = setUp();
    await expect(Promise.all(Array.from({ length: 20 }, () => keys.check(signedBy(OLD))))).resolves.not.toContain(false);
    expect(world.asked).toBe(1);
  });

  test('that change while they are asked for are asked for once more', async () => {
    const { world, keys } = setUp();
    await keys.check(signedBy(OLD));
    const first = keys.check(forged);
    world.named = NEW;
    const [, taken] = await Promise.all([first, keys.check(signedBy(NEW))]);
    expect(taken).toBe(true);
  });

  test('that cannot be read leave it open who sent an event: it is neither refused nor taken', async () => {
    const { world, keys } = setUp();
    world.named = undefined;
    await expect(keys.check(signedBy(OLD))).rejects.toBeInstanceOf(KeysUnavailableError);
    await expect(keys.check(signedBy(OLD))).rejects.toBeInstanceOf(KeysUnavailableError);
    world.named = OLD;
    await expect(keys.check(signedBy(OLD))).resolves.toBe(true);
  });

  test('that are no keys count as not read', async () => {
    const { keys } = setUp({ named: 'no key' });
    await expect(keys.check(forged)).rejects.toBeInstanceOf(KeysUnavailableError);
  });

  test('hold where they cannot be kept', async () => {
    const { world, keys } = setUp({ kept: [OLD] });
    await keys.check(signedBy(OLD));
    world.tableIsDown = true;
    world.named = NEW;
    world.now += 60_000;
    await expect(keys.check(signedBy(NEW))).resolves.toBe(true);
  });

  test('are not known while the table is down', async () => {
    const { world, keys } = setUp();
    world.tableIsDown = true;
    await expect(keys.check(signedBy(OLD))).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  test('are read every hour', async () => {
    const { world, keys } = setUp();
    world.named = NEW;
    await expect(keys.refresh()).resolves.toBe(1);
    await expect(keys.check(signedBy(NEW))).resolves.toBe(true);
    expect(world.asked).toBe(1);
    world.named = undefined;
    await expect(keys.refresh()).rejects.toBeInstanceOf(KeysUnavailableError);
  });

  test('are not waited for by more than some forged events at once', async () => {
    const { world, keys } = setUp({ kept: [OLD] });
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => keys.check(forged)));
    const refused = outcomes.filter(({ status }) => status === 'fulfilled');
    const busy = outcomes.filter((outcome) => outcome.status === 'rejected' && outcome.reason instanceof KeysUnavailableError);
    expect([refused.length, busy.length]).toEqual([20, 80]);
    // A true event passes meanwhile and afterwards.
    const flood = Array.from({ length: 100 }, () => keys.check(forged).catch(() => false));
    await expect(keys.check(signedBy(OLD))).resolves.toBe(true);
    await Promise.all(flood);
    world.named = NEW;
    await expect(keys.check(signedBy(NEW))).resolves.toBe(true);
  });
});
