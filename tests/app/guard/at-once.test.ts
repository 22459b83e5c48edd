import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { telnyxControls, use } from '../../support/index.ts';
import { GUARD_ROWS, RESERVING, useGuardedApp } from './support/guarded-app.ts';

const guarded = useGuardedApp();
const second = use(() => guarded.start());
afterEach(() => guarded.tables.restore());

describe('calls at once over two processes', () => {
  test.each([
    ['the same request key', { request_key: randomUUID() }],
    ['no key', {}],
  ])('G1: twenty with %s: one send, one receipt for all', async (_what, more) => {
    const text = randomUUID();
    const made = await Promise.all(
      Array.from({ length: 20 }, (_none, index) => guarded.sendPatiently(index % 2 === 0 ? guarded.app : second, text, more)),
    );
    expect(made.filter(({ kind }) => kind === 'sent')).toHaveLength(1);
    expect(made.filter(({ kind }) => kind === 'receipt')).toHaveLength(19);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await guarded.sent()).get(text)).toBe(1);
  });

  test('G1: the same key with other arguments: one goes, the other is told so', async () => {
    const [one, other, request_key] = [randomUUID(), randomUUID(), randomUUID()];
    const made = await Promise.all([guarded.send(guarded.app, one, { request_key }), guarded.send(second, other, { request_key })]);
    expect(made.map(({ kind }) => kind).sort()).toEqual(['refused', 'sent']);
    expect(made.map(({ text }) => text).join()).toMatch(/This request_key was used .* for other arguments\. Nothing was sent\./);
    const sent = await guarded.sent();
    expect((sent.get(one) ?? 0) + (sent.get(other) ?? 0)).toBe(1);
  });
});

describe('G3: without the guard’s rows', () => {
  test('what sends and what costs is refused with a reason, what reads goes on', async () => {
    const text = randomUUID();
    guarded.tables.refuse(GUARD_ROWS);
    const client = guarded.clientOf(guarded.app);
    const refused = [
      (await guarded.send(guarded.app, text)).text,
      (await client.call('lookup_number', { phone_number: '+13125550111' })).text,
    ];
    const read = await client.call('get_balance');
    for (const each of refused) expect(each).toMatch(/^The guard's tables cannot be reached: nothing was done\. Reading works\./);
    expect(read.isError).toBeUndefined();
    guarded.tables.restore();
    expect([(await guarded.sent()).get(text), (await guarded.send(guarded.app, text)).kind]).toEqual([undefined, 'sent']);
  });
});

describe('G22: a message that Telnyx refuses with 422', () => {
  test('is not counted, and goes as soon as Telnyx takes it', async () => {
    const [text, request_key] = [randomUUID(), randomUUID()];
    await telnyxControls(guarded.standIns).fault({ method: 'POST', path: '/messages', status: 422, body: { errors: [] } });
    const refused = await guarded.send(guarded.app, text, { request_key });
    const again = await guarded.send(second, text, { request_key });
    expect([refused.kind, again.kind]).toEqual(['refused', 'sent']);
    expect((await guarded.sent()).get(text)).toBe(1);
  });
});

describe('G6: an answer of the tables that is lost', () => {
  test('after the claim was carried out: one send', async () => {
    const text = randomUUID();
    guarded.tables.loseAnswers(RESERVING);
    expect((await guarded.send(guarded.app, text)).kind).toBe('sent');
    expect((await guarded.send(second, text)).kind).toBe('receipt');
    expect((await guarded.sent()).get(text)).toBe(1);
  });
});
