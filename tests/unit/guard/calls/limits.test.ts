import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { GUARD_DEFAULTS, type GuardSettings } from '../../../../shared/platform/index.ts';
import { person, useGuards } from './guards.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const guards = useGuards();

const texts = (minute?: number, day?: number): Partial<GuardSettings> => ({
  limits: { ...GUARD_DEFAULTS.limits, messages: { person: { minute, day }, all: { minute: undefined, day: undefined } } },
});

const became = (all: readonly { became: string }[]) => all.map((each) => each.became).sort();

describe('limits of one person', () => {
  // At noon, no day ends in between.
  beforeEach(() => guards.gate.setTime(Date.UTC(2027, 0, 4, 12)));

  test('G19: hold for all their tokens together', async () => {
    const [guard, subject] = [guards.start(texts(undefined, 3)), person()];
    const made = [];
    for (let index = 0; index < 41; index++) {
      made.push(await guards.make(guard, { subject, grantId: randomUUID(), args: { text: `Text ${index}` } }));
    }
    expect(became(made)).toEqual([...Array(38).fill('limit_reached'), ...Array(3).fill('sent')]);
    expect(guards.sentOf(subject)).toBe(3);
  });

  test('G4: hold for processes that count at the same time', async () => {
    const subject = person();
    const processes = [1, 2, 3, 4].map(() => guards.start(texts(undefined, 5)));
    const made = await Promise.all(
      processes.flatMap((guard, at) => [1, 2, 3].map((index) => guards.make(guard, { subject, args: { text: `${at} ${index}` } }))),
    );
    expect(became(made)).toEqual([...Array(7).fill('limit_reached'), ...Array(5).fill('sent')]);
    expect([guards.sentOf(subject), await guards.countedOf(subject)]).toEqual([5, 5]);
  });
});

describe('G20: the day', () => {
  test('begins at midnight of the table service, and never goes back', async () => {
    const [guard, subject] = [guards.start(texts(undefined, 2)), person()];
    const midnight = Date.UTC(2027, 0, 5);
    const send = async (text: string) => (await guards.make(guard, { subject, args: { text } })).became;
    guards.gate.setTime(midnight - SECOND);
    expect([await send('one'), await send('two'), await send('three')]).toEqual(['sent', 'sent', 'limit_reached']);
    guards.gate.setTime(midnight);
    expect([await send('four'), await send('five'), await send('six')]).toEqual(['sent', 'sent', 'limit_reached']);
    guards.gate.setTime(midnight - HOUR);
    expect(await send('seven')).toBe('limit_reached');
    guards.gate.setTime(midnight + HOUR);
    expect(await send('eight')).toBe('limit_reached');
  });
});

describe('G21: seal keys that are rotated in between', () => {
  test('an identical call is still the same, in processes with the old keys and with the new ones', async () => {
    const [before, subject] = [guards.start(), person()];
    const args = { request_key: 'k' };
    await guards.make(before, { subject, args, receipt: { id: 'first' } });
    guards.rotate();
    const after = guards.start();
    const receipt = { kind: 'receipt', receipt: { id: 'first' } };
    expect((await guards.make(after, { subject, args })).outcome).toMatchObject(receipt);
    expect((await guards.make(after, { subject })).outcome).toMatchObject(receipt);
    expect((await guards.make(after, { subject, args: { text: 'New' } })).became).toBe('sent');
    expect((await guards.make(before, { subject, args: { text: 'New' } })).became).toBe('receipt');
    expect(guards.sentOf(subject)).toBe(2);
  });

  test('what was approved before is sent once, and an hour of permission goes on', async () => {
    const confirm = { ...GUARD_DEFAULTS.confirm, outbound: 'page' as const };
    const [before, subject] = [guards.start({ confirm }), person()];
    const { outcome } = await guards.make(before, { subject });
    if (outcome.kind !== 'ask') throw new Error(outcome.kind);
    const { id, nonce } = outcome.question;
    guards.rotate();
    const after = guards.start({ confirm });
    await after.approvals.decide(subject, id, nonce, 'approve_hour');
    expect((await guards.make(after, { subject })).became).toBe('sent');
    expect((await guards.make(after, { subject })).became).toBe('receipt');
    expect((await guards.make(after, { subject, args: { text: 'And more' } })).became).toBe('sent');
    expect((await guards.make(after, { subject, args: { text: 'Another', to: '+13125550145' } })).became).toBe('ask');
    expect(guards.sentOf(subject)).toBe(2);
  });
});
