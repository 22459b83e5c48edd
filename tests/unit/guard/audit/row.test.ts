import { describe, expect, test } from '@jest/globals';
import {
  callId,
  entryOf,
  parseAuditRow,
  questionId,
  refusalId,
  toAuditDecision,
  toAuditOutcome,
  toAuditRow,
} from '../../../../shared/guard/audit/index.ts';
import { fingerprint } from '../../../../shared/guard/audit/masking.ts';
import { callOf, entryAt, KEY, NOON } from './audited-calls.ts';

const recorded = { key: KEY, at: NOON, id: callId(NOON), outcome: 'begun' } as const;
const UUID = '40017a5d-0001-4000-8000-000000000001';

describe('the row of a call', () => {
  test('holds masked targets, fingerprints and ids, and reads back as it was written', () => {
    const call = callOf('send_message', { to: '+13125550111', from: '+13125550100', text: 'four-five-six', messaging_profile_id: UUID });
    const entry = entryOf({ ...recorded, call, asked: 'page', decidedBy: 't.o', amount: 1 });
    expect(entry).toMatchObject({
      at: NOON,
      overAt: NOON + call.tool.timeoutMs + 30_000,
      subject: 't.o',
      client: 'claude',
      tool: 'send_message',
      risk: 'outbound',
      kind: 'messages',
      targets: ['+131***11'],
      more: 0,
      hashes: [fingerprint(KEY.key, '+13125550100'), fingerprint(KEY.key, '+13125550111')],
      hashKey: 's1',
      ids: [`messaging_profile_id=${UUID}`],
    });
    expect(parseAuditRow(toAuditRow(entry))).toEqual(entry);
  });

  test('has properties that the table takes, whatever is left out', () => {
    for (const entry of [entryAt(NOON, { cents: 200, amount: 2 }), entryAt(NOON, { clientName: undefined })]) {
      const row = toAuditRow(entry);
      expect(Object.values(row).every((value) => ['string', 'number', 'bigint'].includes(typeof value))).toBe(true);
      expect(parseAuditRow(row)).toEqual(entry);
    }
  });

  test('says after the call what came of it, with the ids of the answer', () => {
    const entry = entryAt(NOON, { outcome: 'begun' });
    const ended = { ...toAuditRow(entry), ...toAuditOutcome(entry.id, 'ok', { id: UUID, text: 'four' }) };
    expect(parseAuditRow(ended)).toMatchObject({ outcome: 'ok', ids: [`id=${UUID}`] });
  });

  test('says who decided, once somebody has', () => {
    const entry = entryAt(NOON, { id: questionId(NOON, 'nonce'), stage: 'question', outcome: 'waiting' });
    const decided = { ...toAuditRow(entry), ...toAuditDecision(entry.id, 'denied', 't.o') };
    expect(parseAuditRow(decided)).toMatchObject({ stage: 'question', outcome: 'denied', decidedBy: 't.o' });
  });

  test('counts the targets that it leaves out', () => {
    const to = Array.from({ length: 60 }, (_, index) => `+131255501${String(index).padStart(2, '0')}`);
    const entry = entryOf({ ...recorded, call: callOf('create_call', { to, from: '+13125550199' }) });
    expect(entry.targets).toHaveLength(50);
    expect(entry.more).toBe(10);
    expect(entry.hashes).toContain(fingerprint(KEY.key, '+13125550199'));
  });

  test.each([
    ['digits that could be a number', 'connection_id', '13125550111'],
    ['a word that could be a name', 'assistant_id', 'jane'],
  ])('holds no id of %s', (_what, name, value) => {
    expect(entryOf({ ...recorded, call: callOf('send_message', { [name]: value }) }).ids).toEqual([]);
  });

  const whole = toAuditRow(entryAt(NOON));
  test.each([
    ['no object', 'x'],
    ['nothing', undefined],
    ['a time as text', { ...whole, at: '1' }],
    ['a list that is no JSON', { ...whole, targets: '[' }],
    ['a list of something else', { ...whole, hashes: '[1]' }],
    ['a risk that no tool has', { ...whole, risk: 'odd' }],
    ['the key of another row', { ...whole, rowKey: 'c!x' }],
    ['an unknown kind of row', { ...whole, rowKey: whole.rowKey.replace('-c', '-x') }],
  ])('is left out if it is corrupt: %s', (_what, row) => {
    expect(parseAuditRow(row)).toBeUndefined();
  });
});

describe('the ids of entries', () => {
  test('sort the newest first, with one width', () => {
    const times = [NOON, NOON + 1, NOON + 86_400_000, 0];
    const ids = times.map(callId);
    expect([...ids].sort()).toEqual([ids[2], ids[1], ids[0], ids[3]]);
    expect(new Set(ids.map((id) => id.length)).size).toBe(1);
    for (const id of ids) expect(id).toMatch(/^e!\d{13}-c[\w-]{11}$/);
  });

  test('differ for calls at the same time', () => {
    expect(callId(NOON)).not.toBe(callId(NOON));
  });

  test('of refusals are the same for one person, tool and code within a minute', () => {
    const id = refusalId(NOON, 't.o', 'send_message', 'limit_reached');
    expect(refusalId(NOON + 59_999, 't.o', 'send_message', 'limit_reached')).toBe(id);
    const others = [
      refusalId(NOON + 60_000, 't.o', 'send_message', 'limit_reached'),
      refusalId(NOON, 't.p', 'send_message', 'limit_reached'),
      refusalId(NOON, 't.o', 'create_call', 'limit_reached'),
      refusalId(NOON, 't.o', 'send_message', 'premium_number'),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });

  test('say what the entry is about', () => {
    const ids = [callId(NOON), questionId(NOON, 'nonce'), refusalId(NOON, 't.o', 'send_message', 'limit_reached')];
    const entries = ids.map((id) => entryOf({ ...recorded, id, call: callOf('send_message', { to: '+13125550111' }) }));
    expect(entries.map(({ stage }) => stage)).toEqual(['call', 'question', 'refusal']);
    expect(entries.map((entry) => parseAuditRow(toAuditRow(entry))?.stage)).toEqual(['call', 'question', 'refusal']);
  });

  test('of questions can be found again from the approval', () => {
    expect(questionId(NOON, 'nonce')).toBe(questionId(NOON, 'nonce'));
    expect(questionId(NOON, 'nonce')).not.toBe(questionId(NOON, 'other'));
  });
});
