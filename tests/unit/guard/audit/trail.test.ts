import { beforeEach, describe, expect, test } from '@jest/globals';
import { createAuditTrail } from '../../../../shared/guard/audit/index.ts';
import { tools } from '../../../../tools/index.ts';
import { CALLS } from '../../../app/contract/support/calls.ts';
import { makeSecrets } from '../../../support/keys.ts';
import { use } from '../../../support/use.ts';
import { HASH, captureTrail, principal, toolOf, withoutHashes } from './captured-trail.ts';

const captured = use(captureTrail);
beforeEach(() => void (captured.lines.length = 0));

describe('the audit trail', () => {
  test('says who sent what to whom, when, through which client, and what came of it; never the text', () => {
    const args = { to: '+1 (312) 555-0111', from: '+13125550100', text: 'four-five-six' };
    expect(
      captured.written('send_message', args, 'ok', { id: '40017a5d-0001', text: 'four-five-six', to: [{ phone_number: '+13125550111' }] }),
    ).toEqual({
      time: expect.any(String),
      level: 'info',
      event: 'audit',
      request: 'r1',
      subject: 't.o',
      grant: 'g1',
      client: 'claude',
      client_name: 'Claude',
      tool: 'send_message',
      risk: 'outbound',
      outcome: 'ok',
      given: [],
      made: ['id=40017a5d-0001'],
      text_length: 13,
      to: ['+131***11'],
      to_hash: [HASH],
      from: ['+131***00'],
      from_hash: [HASH],
      hash_key: 's1',
    });
    expect(withoutHashes(captured.lines)).not.toMatch(/312.{0,2}555|four/);
  });

  test('has one hash for one number, however it is written, and another under another key', async () => {
    const [a, b] = ['+1 312-555-0111', '+13125550111'].map((to) => captured.written('send_message', { to }).to_hash);
    expect(a).toEqual(b);
    const other = await createAuditTrail((await makeSecrets()).secrets, captured.log).open();
    other({
      requestId: 'r',
      principal,
      clientName: undefined,
      tool: toolOf('send_message'),
      args: { to: '+13125550111' },
      outcome: 'ok',
      result: undefined,
    });
    expect(JSON.parse(captured.lines.at(-1) ?? '').to_hash).not.toEqual(a);
  });

  test('names every callee, without digits that are pressed later, and shows nothing of a SIP URI', () => {
    const line = captured.written('create_call', {
      to: ['+13125550111,1234#', 'sip:Desk@example.com'],
      from: '+13125550100',
      connection_id: '1',
    });
    expect(line).toMatchObject({ to: ['+131***11', 'sip:***'], to_hash: [HASH, HASH], given: ['connection_id=1'] });
    expect(line.to_hash[0]).toEqual(captured.written('send_message', { to: '+13125550111' }).to_hash[0]);
  });

  test('names bought numbers, and the call that a text is spoken on', () => {
    expect(
      captured.written('create_number_order', { phone_numbers: [{ phone_number: '+13125550177', requirement_group_id: 'x' }] }),
    ).toMatchObject({
      bought: ['+131***77'],
    });
    for (const name of ['text', 'payload']) {
      expect(captured.written('speak_text', { call_control_id: 'v3:abc', [name]: 'Hello' })).toMatchObject({
        given: ['call_control_id=v3:abc'],
        text_length: 5,
      });
    }
    expect(captured.written('create_call', { to: '+13125550111', say: 'Hello' })).toMatchObject({ to: ['+131***11'], text_length: 5 });
  });

  test.each(['invalid_input', 'not_selected'])('holds nothing of arguments that were refused: %s', (outcome) => {
    const line = captured.written('send_message', { to: 'my number is 13125550111', id: 'secret', text: 'x' }, outcome);
    expect(line).not.toHaveProperty('to');
    expect(line).not.toHaveProperty('given');
    expect(withoutHashes(captured.lines)).not.toMatch(/secret|312555/);
  });

  test('G3: without its key no call is made', async () => {
    await expect(captured.keyless.open()).rejects.toMatchObject({ code: 'secret_unavailable' });
  });
});

describe('D53: settings and files name their targets', () => {
  const transfer = {
    type: 'transfer',
    transfer: { from: '+1 312 555 0100', targets: [{ name: 'Desk', to: '+13125550111' }, { to: 'sip:Jane@example.com' }] },
  };

  test.each(['create_assistant', 'update_assistant'])('%s: the numbers that the assistant can reach', (name) => {
    const line = captured.written(name, {
      assistant_id: 'assistant-1',
      name: 'A',
      greeting: '+13125550133',
      instructions: 'Call +13125550144',
      tools: [transfer, { type: 'handoff', handoff: { ai_assistants: [{ id: 'assistant-2' }] } }],
      tool_ids: ['tool-1', 'tool-2'],
      dynamic_variables: { pin: '4561234' },
    });
    expect(line).toMatchObject({
      given: ['assistant_id=assistant-1', 'tool_ids=tool-1', 'tool_ids=tool-2'],
      about: ['+131***00', '+131***11', 'sip:***'],
      about_hash: [captured.hashOf('+13125550100'), captured.hashOf('+13125550111'), HASH],
    });
    expect(withoutHashes(captured.lines)).not.toMatch(/312.?555|Jane|4561234/);
  });

  test('chat_with_assistant names the assistant and the conversation', () => {
    expect(
      captured.written('chat_with_assistant', { assistant_id: 'assistant-1', message: '+13125550111' }, 'ok', { conversation_id: 'c-1' }),
    ).toMatchObject({ given: ['assistant_id=assistant-1'], made: ['conversation_id=c-1'], text_length: 12 });
    expect(captured.lines.join()).not.toContain('about');
  });

  test.each(['upload_file', 'delete_file'])('%s: the file, by its hash', (name) => {
    const [one, other] = ['Jane.Doe', 'jane.doe'].map((key) =>
      captured.written(name, { bucket_name: 'calls', key, content: '+13125550111' }),
    );
    expect(one).toMatchObject({ given: ['bucket_name=calls'], file: ['***'], file_hash: [HASH] });
    // Names of files tell capital letters apart.
    expect(one.file_hash).not.toEqual(other.file_hash);
    expect(captured.lines.join()).not.toMatch(/Jane|Doe|about/i);
  });

  test('nothing of a secret counts as a number', () => {
    captured.written('create_integration_secret', { identifier: 'x', type: 'basic', username: '+13125550111', password: '+13125550122' });
    expect(captured.lines.join()).not.toMatch(/about|\*\*\*/);
  });

  test('an answer of what sends is not searched for numbers', () => {
    expect(captured.written('send_message', { to: '+13125550111' }, 'ok', { from: '+13125550122' })).not.toHaveProperty('seen');
  });
});

describe('no tool is left out', () => {
  const NUMBER = /^\+[\d ().-]{7,}/;
  const numbersIn = (value: unknown): string[] => {
    if (typeof value === 'string') return NUMBER.test(value) ? [value] : [];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
  };
  const audited = tools.filter(({ risk }) => risk !== 'read');
  // A number in a secret is none.
  const naming = tools.filter(({ risk }) => risk !== 'credential');

  test.each(naming.map((tool) => [tool.name, tool] as const))('D53: %s: every number in its arguments is in the trail', (name) => {
    const calls = CALLS.filter(({ tool }) => tool === name);
    expect(calls.length).toBeGreaterThan(0);
    for (const { args } of calls) {
      const line = captured.written(name, args);
      const told = ['to', 'from', 'bought', 'about'].flatMap((role) => line[`${role}_hash`] ?? []);
      const wanted = numbersIn(args).flatMap((to) => captured.written('send_message', { to: to.split(',')[0] }).to_hash);
      expect(told).toEqual(expect.arrayContaining(wanted));
    }
  });

  test.each(audited.filter(({ risk }) => risk === 'outbound').map((tool) => [tool.name, tool] as const))(
    '%s names whom it reaches, or says why it cannot',
    (name, { parties }) => {
      const least = CALLS.find(({ tool, what }) => tool === name && what === 'least');
      const line = captured.written(name, least?.args);
      if (parties && 'nobody' in parties) expect(line.given.join()).toMatch(/call_control_id=|assistant_id=|operation_id=/);
      else expect(line.to.length).toBeGreaterThan(0);
    },
  );
});
