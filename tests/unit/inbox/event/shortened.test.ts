import { describe, expect, test } from '@jest/globals';
import { readEvent, shortened, type InboxEvent } from '../../../../shared/inbox/event/index.ts';
import { CASES } from '../support/cases.ts';

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What a row in the feed must still tell. */
function idsOf(event: InboxEvent): unknown {
  const { kind, type, at } = event;
  if (event.kind === 'message')
    return { kind, type, at, id: event.messageId, own: event.own, others: event.others, keyword: event.keyword };
  if (event.kind === 'call') {
    return {
      kind,
      type,
      at,
      session: event.sessionId,
      control: event.callControlId,
      leg: event.legId,
      from: event.from,
      to: event.to,
      hangup: event.hangup,
    };
  }
  return { kind, type, at, topic: event.topicId };
}

const text = (words: string) => ({
  data: {
    event_type: 'message.received',
    id: 'e1',
    occurred_at: '2026-11-20T20:16:07.588Z',
    payload: { id: 'm1', from: { phone_number: '+13125550111' }, to: [{ phone_number: '+13125550100' }], text: words },
  },
});

const HOSTILE: Readonly<Record<string, string>> = {
  'a million numbers': `[${'1,'.repeat(999_999)}1]`,
  'a million levels of lists': `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`,
  'three hundred thousand levels of objects': `${'{"a":'.repeat(300_000)}1${'}'.repeat(300_000)}`,
  'two hundred thousand members': `{${Array.from({ length: 200_000 }, (_one, at) => `"k${at}":1`).join()}}`,
  'members that are all named like ids': `{${Array.from({ length: 100_000 }, (_one, at) => `"k${at}_id":"${at}"`).join()}}`,
  'thirty thousand texts': `[${Array.from({ length: 30_000 }, () => `"${'x'.repeat(60)}"`).join()}]`,
  'a text of control characters': JSON.stringify(text('\u0000'.repeat(300_000))),
  'a text of emoji': JSON.stringify(text('😀'.repeat(500_000))),
  'one long name': JSON.stringify({ ['n'.repeat(2_000_000)]: 1 }),
  'one long text': JSON.stringify('x'.repeat(2_000_000)),
  'half a million empty objects': `[${'{},'.repeat(500_000)}{}]`,
};

describe('shortened', () => {
  test('a body that is small enough stays as it is', () => {
    for (const { body } of CASES.values()) expect(shortened(body, 4_000)).toBe(body);
  });

  test('a text is cut as little as needed, between two characters, and ends with …', () => {
    const short = shortened(text('😀'.repeat(1_000)), 2_000);
    const event = readEvent(short);
    const words = event.kind === 'message' ? (event.text ?? '') : '';
    expect(words).toMatch(/^(?:😀){127,}…$/u);
    expect(idsOf(event)).toEqual(idsOf(readEvent(text('x'))));
  });

  test.each(Object.entries(HOSTILE))('%s: the limit holds', (_name, json) => {
    const body: unknown = JSON.parse(json);
    for (const most of [2_000, 900 * 1024]) {
      const short = shortened(body, most);
      expect(bytes(short)).toBeLessThanOrEqual(most);
      expect(shortened(short, most)).toBe(short);
    }
  });

  test('what is too deep for JSON.stringify is cut though it is small', () => {
    const body: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const short = shortened(body, 1_000_000);
    expect(JSON.stringify(short).length).toBeLessThan(1_000);
    expect(shortened(short, 1_000_000)).toBe(short);
  });

  test.each([0, 1, 4, 10, 50, 100, 400])('%i bytes are a limit, too', (most) => {
    for (const { body } of CASES.values()) expect(bytes(shortened(body, most))).toBeLessThanOrEqual(Math.max(most, 4));
  });

  test('of every case 1,000 bytes keep what it is found by, whatever else stands in it', () => {
    for (const [name, { body }] of CASES) {
      const long = padded(body);
      const short = shortened(long, 1_000);
      expect(bytes(short)).toBeLessThanOrEqual(1_000);
      expect([name, idsOf(readEvent(short))]).toEqual([name, idsOf(readEvent(body))]);
    }
  });

  test('a list is cut to a shorter list of the same kind', () => {
    const to = Array.from({ length: 5_000 }, (_one, at) => ({ phone_number: `+1312555${at}`, status: 'delivered' }));
    const short = readEvent(shortened({ data: { event_type: 'message.sent', payload: { from: '+13125550100', to } } }, 2_000));
    expect(short).toMatchObject({ own: '+13125550100', from: '+13125550100' });
    expect(short.kind === 'message' && short.others.every((one) => one.startsWith('+1312555'))).toBe(true);
  });

  test('members named like the prototype are copied, not obeyed', () => {
    const body: unknown = JSON.parse(`{"__proto__":{"CallSid":"x"},"filler":"${'x'.repeat(5_000)}"}`);
    const short = shortened(body, 2_000);
    expect(Object.keys(short as object)).toContain('__proto__');
    expect((short as Record<string, unknown>)['CallSid']).toBeUndefined();
  });
});

/** A body with a lot more in it, at every level that matters. */
function padded(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const filler = { remark: 'x'.repeat(3_000), links: Array.from({ length: 50 }, (_one, at) => ({ href: `https://x.example/${at}` })) };
  const record = body as Record<string, unknown>;
  const inner = ['data', 'payload'].filter((name) => name in record).map((name) => [name, padded(record[name])] as const);
  return { ...filler, ...record, ...Object.fromEntries(inner) };
}
