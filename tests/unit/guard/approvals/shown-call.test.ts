import { describe, expect, test } from '@jest/globals';
import { Shown, shownOf } from '../../../../shared/guard/approvals/index.ts';
import { factsOf } from '../../../../shared/guard/facts/index.ts';
import type { RecipientRow } from '../../../../shared/guard/ledger/index.ts';
import { GUARD_DEFAULTS } from '../../../../shared/platform/index.ts';
import { accountWith, AFTERNOON, callOf } from '../facts/guarded-call.ts';

const UUID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

/** What the page would show of a call. */
async function shown(name: string, given: Readonly<Record<string, unknown>>, rows: readonly (RecipientRow | undefined)[] = []) {
  const call = await callOf(name, given);
  const { account } = accountWith({ prices: { '+13125550150': { upfront: 100, monthly: 150 } } });
  const facts = await factsOf(call, { settings: GUARD_DEFAULTS, account, now: AFTERNOON, ownHost: 'h' });
  return shownOf(call, facts, facts.reasons, rows);
}

describe('what a person sees', () => {
  test('of a text message is all of it', async () => {
    const row: RecipientRow = { firstAt: 1, recent: [1, 5], day: 0, inDay: 2, optedOutAt: undefined };
    const seen = await shown(
      'send_message',
      {
        to: '+1 (312) 555-0123',
        from: '+13125550100',
        text: 'Two  blanks,\na line, and <b>no</b> tags.',
        media_urls: ['https://cdn.example.net/a.jpg'],
        send_at: '2026-07-16T12:00:00-04:00',
        webhook_url: 'https://new.example.net/in?token=abc&x=1',
        encoding: 'GSM-7',
      },
      [row],
    );
    expect(seen).toEqual({
      what: 'text',
      tool: 'send_message',
      title: 'Send a text message',
      risk: 'outbound',
      clientName: 'Claude',
      clientId: 'claude',
      recipients: [{ address: '+13125550123', country: 'US', zones: ['America/Chicago'], firstAt: 1, lastAt: 5 }],
      sender: '+13125550100',
      words: [{ name: 'text', text: 'Two  blanks,\na line, and <b>no</b> tags.' }],
      media: ['https://cdn.example.net/a.jpg'],
      sendAt: '2026-07-16T12:00:00-04:00',
      numbers: [],
      price: undefined,
      newWebhookHosts: ['new.example.net'],
      others: [
        { name: 'encoding', value: '"gsm7"' },
        { name: 'webhook_url', value: '"https://new.example.net/in?token=[hidden]&x=1"' },
      ],
      reasons: [{ code: 'webhook_host', what: 'it would send events to a new host: new.example.net' }],
      mayRepeat: true,
    });
    expect(Shown.parse(JSON.parse(JSON.stringify(seen)))).toEqual(JSON.parse(JSON.stringify(seen)));
  });

  test('of an order are its numbers and what they cost', async () => {
    const seen = await shown('create_number_order', { phone_numbers: ['+13125550150'], connection_id: '7' });
    expect(seen).toMatchObject({
      what: 'order',
      numbers: ['+13125550150'],
      price: { upfront: 100, monthly: 150 },
      others: [{ name: 'connection_id', value: '"7"' }],
      mayRepeat: false,
    });
  });

  test('of an order with requirements are these, too', async () => {
    const { others } = await shown('create_number_order', {
      phone_numbers: [{ phone_number: '+13125550150', requirement_group_id: UUID }],
    });
    expect(others).toEqual([{ name: 'phone_numbers', value: `[{"phone_number":"+13125550150","requirement_group_id":"${UUID}"}]` }]);
  });

  test('of a call are its words and the digits that are dialled after the answer', async () => {
    expect(await shown('create_call', { to: '+13125550123', connection_id: '7', say: 'Hello there' })).toMatchObject({
      what: 'call',
      words: [{ name: 'say', text: 'Hello there' }],
      others: [{ name: 'connection_id', value: '"7"' }],
      mayRepeat: true,
    });
    const { recipients, others } = await shown('create_call', { to: '+13125550123,1234#', connection_id: '7' });
    expect([recipients.map(({ address }) => address), others[0]]).toEqual([['+13125550123'], { name: 'connection_id', value: '"7"' }]);
    expect(others).toContainEqual({ name: 'to', value: '["+13125550123,1234#"]' });
  });

  test('of a call to two people is no hour', async () => {
    expect((await shown('create_call', { to: ['+13125550123', '+13125550124'], connection_id: '7' })).mayRepeat).toBe(false);
  });

  test('of a secret is its name', async () => {
    const seen = await shown('create_integration_secret', { identifier: 'crm', type: 'basic', username: 'u', password: 'hunter2hunter2' });
    expect(seen).toMatchObject({ what: 'other', risk: 'credential', words: [], recipients: [], mayRepeat: false });
    expect(seen.others).toEqual([
      { name: 'identifier', value: '"crm"' },
      { name: 'type', value: '"basic"' },
      { name: 'username', value: '"u"' },
      { name: 'password', value: '"[hidden]"' },
    ]);
    const { others } = await shown('create_integration_secret', { identifier: 'crm', type: 'bearer', token: 'hunter2hunter2' });
    expect(JSON.stringify(others)).not.toContain('hunter2');
    const headers = [{ name: 'Authorization', value: 'Bearer hunter2hunter2' }];
    const tool = { type: 'webhook', webhook: { url: 'https://a.example.net/?api_key=hunter2hunter2', headers } };
    const assistant = await shown('create_assistant', { name: 'a', instructions: 'b', tools: [tool] });
    expect(JSON.stringify(assistant)).not.toContain('hunter2');
  });

  test('of what is too long is its beginning, and how much there is', async () => {
    const { words } = await shown('chat_with_assistant', { assistant_id: 'a', text: 'x'.repeat(10_005) });
    expect(words[0]?.text).toBe(`${'x'.repeat(10_000)} … (5 more characters)`);
    const tools = Array.from({ length: 30 }, () => ({ type: 'hangup', hangup: { description: 'y'.repeat(500) } }));
    const { others } = await shown('update_assistant', { assistant_id: 'a', instructions: 'z'.repeat(100_000), tools });
    expect(others.find(({ name }) => name === 'instructions')?.value).toMatch(/^"z{999} … \(99002 more characters\)$/);
    expect(JSON.stringify(others).length).toBeLessThan(10_000);
  });

  test('of what stands behind a long argument is all of it', async () => {
    const { others } = await shown('update_assistant', { assistant_id: 'a', instructions: 'z'.repeat(100_000), greeting: 'Hello there' });
    expect(others.find(({ name }) => name === 'greeting')?.value).toBe('"Hello there"');
  });
});
