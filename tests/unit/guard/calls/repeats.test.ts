import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { person, useGuards } from './guards.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** The table's time, which never goes back: each test begins a week after the one before. */
let begin = Date.UTC(2027, 0, 4, 12);
const guards = useGuards();

function aWeekLater(): number {
  begin += 7 * 24 * HOUR;
  guards.gate.setTime(begin);
  return begin;
}

describe('G1: an identical call within its window gets the receipt of the first one', () => {
  test.each([
    ['send_message', 10 * MINUTE],
    ['create_call', 2 * MINUTE],
    ['create_number_order', 24 * HOUR],
    ['hangup_call', 10 * SECOND],
  ])('%s: for %i ms, and then goes again', async (tool, windowMs) => {
    const [guard, subject, at] = [guards.start(), person(), aWeekLater()];
    const first = await guards.make(guard, { tool, subject, receipt: { id: 'first' } });
    guards.gate.setTime(at + windowMs - SECOND);
    const second = await guards.make(guard, { tool, subject });
    expect([first.became, second.outcome]).toMatchObject(['sent', { kind: 'receipt', receipt: { id: 'first' } }]);
    guards.gate.setTime(at + windowMs + 5 * SECOND);
    expect((await guards.make(guard, { tool, subject })).became).toBe('sent');
    expect(guards.sentOf(subject)).toBe(2);
  });

  test('of a call that took longer than its window, too', async () => {
    const [guard, subject, at] = [guards.start(), person(), aWeekLater()];
    const whileSending = () => wait(2_000);
    await guards.make(guard, { tool: 'hangup_call', subject, receipt: { id: 'first' }, whileSending });
    guards.gate.setTime(at + 11 * SECOND);
    expect((await guards.make(guard, { tool: 'hangup_call', subject })).outcome).toMatchObject({
      kind: 'receipt',
      receipt: { id: 'first' },
    });
  });

  test('under a request key for 24 h; other arguments under the same key are refused', async () => {
    const [guard, subject, at] = [guards.start(), person(), aWeekLater()];
    const args = { request_key: 'k1' };
    await guards.make(guard, { subject, args, receipt: { id: 'first' } });
    guards.gate.setTime(at + 24 * HOUR - SECOND);
    expect((await guards.make(guard, { subject, args })).outcome).toMatchObject({ kind: 'receipt', receipt: { id: 'first' } });
    const other = await guards.make(guard, { subject, args: { ...args, text: 'Other words' } });
    expect(guards.textOf(other)).toMatch(/^This request_key was used .* for other arguments\. Nothing was sent\./);
    expect(guards.sentOf(subject)).toBe(1);
  });

  test('a new request key sends the same once more, and twenty at once get one receipt', async () => {
    const [guards1, guards2, subject] = [guards.start(), guards.start(), person()];
    aWeekLater();
    await guards.make(guards1, { subject });
    const args = { request_key: 'on purpose' };
    const all = await Promise.all(
      Array.from({ length: 20 }, (_none, index) => guards.make(index % 2 === 0 ? guards1 : guards2, { subject, args, waits: true })),
    );
    expect(all.map(({ became }) => became).sort()).toEqual([...Array(19).fill('receipt'), 'sent']);
    expect(guards.sentOf(subject)).toBe(2);
  });

  test('of an answer that is too long to be kept, the ids are the receipt', async () => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    await guards.make(guard, { subject, receipt: { id: 'message-1', text: 'x'.repeat(20_000) } });
    expect((await guards.make(guard, { subject })).outcome).toMatchObject({ kind: 'receipt', receipt: { made: ['id=message-1'] } });
  });
});

describe('G7: what is the same call', () => {
  test.each([
    ['another spelling of the number', { to: '+1 (312) 555-0144' }],
    ['blanks', { text: '  Hello\n ' }],
    ['where events go', { webhook_url: 'https://mcp.example.org/events' }],
  ])('%s makes no other call of it', async (_what, change) => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    await guards.make(guard, { subject });
    expect((await guards.make(guard, { subject, args: change })).became).toBe('receipt');
    expect(guards.sentOf(subject)).toBe(1);
  });

  test('another form of the same letters makes no other call of it', async () => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    await guards.make(guard, { subject, args: { text: 'Caf\u00e9' } });
    expect((await guards.make(guard, { subject, args: { text: 'Cafe\u0301' } })).became).toBe('receipt');
  });

  test('the order of members makes no other call of it', async () => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    const args = { media_urls: ['https://files.example.org/a.png'], text: 'Hello' };
    await guards.make(guard, { subject, args });
    const turned = Object.fromEntries(Object.entries({ ...args, to: '+13125550144', from: '+13125550100' }).reverse());
    expect((await guards.make(guard, { subject, args: turned, usual: false })).became).toBe('receipt');
  });

  test.each([
    ['other words', { text: 'Hello!' }],
    ['another number', { to: '+13125550145' }],
  ])('%s is another call', async (_what, change) => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    await guards.make(guard, { subject });
    expect((await guards.make(guard, { subject, args: change })).became).toBe('sent');
  });

  test('another person makes another call', async () => {
    const guard = guards.start();
    aWeekLater();
    expect([await guards.make(guard), await guards.make(guard)].map(({ became }) => became)).toEqual(['sent', 'sent']);
  });
});

describe('G5: a call whose process ended before it was settled', () => {
  test('is under way until its time is over, then unknown for a day; a new request key sends', async () => {
    const [before, subject, at] = [guards.start(), person(), aWeekLater()];
    await guards.make(before, { subject, ending: 'crash' });
    const after = guards.start();
    expect((await guards.make(after, { subject })).became).toBe('under_way');
    guards.gate.setTime(at + 55 * SECOND);
    const later = await guards.make(after, { subject });
    expect(guards.textOf(later)).toMatch(/whether it went out is UNKNOWN\. Nothing was sent now\./);
    guards.gate.setTime(at + 24 * HOUR);
    expect((await guards.make(after, { subject })).became).toBe('outcome_unknown');
    expect(guards.sentOf(subject)).toBe(1);
    expect((await guards.make(after, { subject, args: { request_key: 'again' } })).became).toBe('sent');
  });

  test('a call to which Telnyx gave no answer is unknown at once, also to those who wait for its receipt', async () => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    const waiting: Promise<unknown>[] = [];
    const whileSending = () => Promise.resolve(void waiting.push(guards.make(guards.start(), { subject, waits: true })));
    await guards.make(guard, { subject, ending: 'unknown', whileSending });
    expect((await guards.make(guard, { subject })).became).toBe('outcome_unknown');
    expect(await Promise.all(waiting)).toMatchObject([{ became: 'outcome_unknown' }]);
  });
});

describe('G22: a call of which Telnyx did nothing', () => {
  test('goes again by the same word of the person, once', async () => {
    const page = { purchase: 'page', outbound: 'page', destructive: 'page', credential: 'page' } as const;
    const [guard, subject] = [guards.start({ confirm: page }), person()];
    const order = { subject, tool: 'create_number_order' };
    await guards.make(guard, order);
    const [waiting] = (await guard.approvals.list(subject)).waiting;
    const { id, nonce } = waiting ?? { id: '', nonce: '' };
    await guard.approvals.decide(subject, id, nonce, 'approve');
    expect((await guards.make(guard, { ...order, ending: 'nothing' })).became).toBe('sent');
    expect((await guards.make(guard, order)).became).toBe('sent');
    expect(await guard.approvals.read(subject, id)).toMatchObject({ state: 'used' });
  });

  test('may be made again at once, and does not count', async () => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    await guards.make(guard, { subject, ending: 'nothing', args: { request_key: 'k' } });
    expect(await guards.countedOf(subject)).toBe(0);
    expect((await guards.make(guard, { subject, args: { request_key: 'k' } })).became).toBe('sent');
    expect(await guards.countedOf(subject)).toBe(1);
  });

  test('leaves the receipt of the same call from before where it was', async () => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    await guards.make(guard, { subject, receipt: { id: 'first' } });
    await guards.make(guard, { subject, ending: 'nothing', args: { request_key: 'again' } });
    expect((await guards.make(guard, { subject })).outcome).toMatchObject({ kind: 'receipt', receipt: { id: 'first' } });
    expect(guards.sentOf(subject)).toBe(1);
  });

  test('leaves the claim of the same call that was made on purpose meanwhile', async () => {
    const [guard, subject] = [guards.start(), person()];
    aWeekLater();
    const whileSending = async () => {
      await guards.make(guard, { subject, args: { request_key: 'on purpose' }, receipt: { id: 'second' } });
    };
    await guards.make(guard, { subject, ending: 'nothing', whileSending });
    expect((await guards.make(guard, { subject })).outcome).toMatchObject({ kind: 'receipt', receipt: { id: 'second' } });
    expect(guards.sentOf(subject)).toBe(1);
  });
});
