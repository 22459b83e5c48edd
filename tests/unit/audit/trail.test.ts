import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuditTrail, type Auditor, type AuditTrail } from '../../../shared/audit/index.ts';
import type { Principal } from '../../../shared/auth/index.ts';
import { createLogger } from '../../../shared/log/index.ts';
import { cacheSecrets } from '../../../shared/secrets/index.ts';
import { makeSecrets } from '../../support/keys.ts';
import { tools } from '../../../tools/index.ts';
import { CALLS } from '../../contract/support/calls.ts';

const principal: Principal = {
  subject: 't.o',
  tenantId: 't',
  objectId: 'o',
  clientId: 'claude',
  tokenId: 'j',
  grantId: 'g1',
  roles: ['Owner'],
  scopes: [],
  expiresAt: 0,
};
const lines: string[] = [];
const log = createLogger((_level, line) => lines.push(line));
let trail: AuditTrail;
let audit: Auditor;
beforeAll(async () => {
  trail = createAuditTrail((await makeSecrets()).secrets, log);
  audit = await trail.open();
});
beforeEach(() => {
  lines.length = 0;
});

function written(name: string, args: unknown, outcome = 'ok', result?: unknown) {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(name);
  audit({ requestId: 'r1', principal, clientName: 'Claude', tool, risk: tool.risk, args, outcome, result });
  return JSON.parse(lines.at(-1) ?? '');
}

/** What a number hashes to. */
const hashOf = (number: string): unknown => written('send_message', { to: number }).to_hash[0];

const HASH = expect.stringMatching(/^[0-9a-f]{16}$/);

describe('the audit trail', () => {
  test('says who sent what to whom, when, through which client, and what came of it; never the text', () => {
    const args = { to: '+1 (312) 555-0111', from: '+13125550100', text: 'four-five-six' };
    expect(
      written('send_message', args, 'ok', { id: '40017a5d-0001', text: 'four-five-six', to: [{ phone_number: '+13125550111' }] }),
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
    expect(lines.join()).not.toMatch(/5550|four/);
  });

  test('has one hash for one number, however it is written, and another under another key', async () => {
    const [a, b] = ['+1 312-555-0111', '+13125550111'].map((to) => written('send_message', { to }).to_hash);
    expect(a).toEqual(b);
    const other = await createAuditTrail((await makeSecrets()).secrets, log).open();
    const tool = tools.find(({ name }) => name === 'send_message');
    if (tool)
      other({
        requestId: 'r',
        principal,
        clientName: undefined,
        tool,
        risk: 'outbound',
        args: { to: '+13125550111' },
        outcome: 'ok',
        result: undefined,
      });
    expect(JSON.parse(lines.at(-1) ?? '').to_hash).not.toEqual(a);
  });

  test('names every callee, without digits that are pressed later, and shows nothing of a SIP URI', () => {
    const line = written('create_call', { to: ['+13125550111,1234#', 'sip:Desk@example.com'], from: '+13125550100', connection_id: '1' });
    expect(line).toMatchObject({ to: ['+131***11', 'sip:***'], to_hash: [HASH, HASH], given: ['connection_id=1'] });
    expect(line.to_hash[0]).toEqual(written('send_message', { to: '+13125550111' }).to_hash[0]);
  });

  test('names bought numbers, and the call that a text is spoken on', () => {
    expect(written('create_number_order', { phone_numbers: [{ phone_number: '+13125550177', requirement_group_id: 'x' }] })).toMatchObject({
      bought: ['+131***77'],
    });
    expect(written('speak_text', { call_control_id: 'v3:abc', payload: 'Hello' })).toMatchObject({
      given: ['call_control_id=v3:abc'],
      text_length: 5,
    });
  });

  test('holds nothing of arguments that were refused', () => {
    const line = written('send_message', { to: 'my number is 13125550111', id: 'secret', text: 'x' }, 'invalid_input');
    expect(line).not.toHaveProperty('to');
    expect(line).not.toHaveProperty('given');
    expect(lines.join()).not.toMatch(/secret|5550/);
  });

  test('G3: without its key no call is made', async () => {
    await expect(keyless().open()).rejects.toMatchObject({ code: 'secret_unavailable' });
  });
});

const keyless = () =>
  createAuditTrail(
    cacheSecrets(() => Promise.reject(new Error('down'))),
    log,
  );

describe('D53: a read names what was read', () => {
  test.each([
    ['get_message', { id: '40017a5d-0001' }, { given: ['id=40017a5d-0001'] }],
    ['get_phone_number', { id: '1293384261075731499' }, { given: ['id=1293384261075731499'] }],
    ['get_phone_number', { id: '+13125550111' }, { given: [], about: ['+131***11'] }],
    ['lookup_number', { phone_number: '+1 (312) 555-0111' }, { about: ['+131***11'] }],
    ['get_assistant', { assistant_id: 'assistant-1', from: '+13125550111' }, { given: ['assistant_id=assistant-1'], about: ['+131***11'] }],
    ['search_detail_records', { record_type: 'messaging', to: '13125550111' }, { about: ['+131***11'] }],
    ['search_detail_records', { record_type: 'messaging', from: '+13125550111', date_range: 'today' }, { about: ['+131***11'] }],
    [
      'search_detail_records',
      {
        record_type: 'messaging',
        created_after: '2026-01-31',
        filters: [
          { field: 'cli', op: 'contains', value: '13125550111' },
          { field: 'call_leg_id', value: '4000eba1-a0c0-4563-9925-b25e842a7cb6' },
        ],
      },
      { about: ['+131***11'], given: ['call_leg_id=4000eba1-a0c0-4563-9925-b25e842a7cb6'] },
    ],
    ['list_phone_numbers', { phone_number: '+1 312 555 0111' }, { about: ['+131***11'] }],
    ['list_webhook_deliveries', { webhook_contains: '13125550111' }, { about: ['+131***11'] }],
    ['list_files', { bucket_name: 'calls', prefix: 'Jane Doe/' }, { given: ['bucket_name=calls'], file: ['***'], file_hash: [HASH] }],
    [
      'download_file',
      { bucket_name: 'calls', key: 'Jane Doe.PDF' },
      { given: ['bucket_name=calls'], file: ['***.pdf'], file_hash: [HASH] },
    ],
  ])('%s %j', (name, args, expected) => {
    const line = written(name, args);
    expect(line).toMatchObject({ tool: name, risk: 'read', outcome: 'ok', ...expected });
    if ('about' in expected) expect(line.about_hash).toEqual([hashOf('+13125550111')]);
    expect(lines.join()).not.toMatch(/5550|Jane|Doe/);
  });

  test('a part of a number is told by its hash alone', () => {
    const line = written('list_phone_numbers', { phone_number: '312-555' });
    expect(line).toMatchObject({ about: ['short code'], about_hash: [HASH] });
    expect(lines.join()).not.toMatch(/312.?555/);
  });

  test('a call that is searched for is named; words that are searched for are not', () => {
    const call = 'v3:MdI91X4lWFEs7IgbBEOT9M4AigoY08M0WWZFISt1Yw2axZ_IiE4pqg';
    expect(written('list_webhook_deliveries', { webhook_contains: call }).given).toEqual([`webhook_contains=${call}`]);
    expect(written('list_messaging_profiles', { name_contains: 'hunter2' }).given).toEqual([]);
    expect(lines.join()).not.toContain('hunter2');
  });

  test('the answer tells whose message it was, and never what it said', () => {
    const line = written('get_message', { id: 'm1' }, 'ok', {
      id: 'm1',
      from: { phone_number: '+13125550111' },
      to: [{ phone_number: '+13125550122' }, { phone_number: '+13125550111' }],
      text: '+13125550133',
      created_at: '2026-01-31T12:00:00Z',
    });
    expect(line).toMatchObject({
      found: ['id=m1'],
      seen: ['+131***11', '+131***22'],
      seen_hash: [hashOf('+13125550111'), hashOf('+13125550122')],
    });
    expect(line).not.toHaveProperty('made');
  });

  test('of a long list the first fifty numbers are told, and how many more there were', () => {
    const data = Array.from({ length: 250 }, (_value, index) => ({ cld: `1312555${1000 + index}`, cost: '0.0040', uuid: 'x' }));
    const line = written('search_detail_records', { record_type: 'messaging' }, 'ok', { data });
    expect([line.seen.length, line.seen_hash.length, line.seen_more]).toEqual([50, 50, 200]);
    expect(line).not.toHaveProperty('cut');
  });

  test('a line is written whatever the answer looks like', () => {
    const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], '+13125550111');
    expect(written('search_detail_records', { record_type: 'messaging' }, 'ok', { data: deep, text: ' '.repeat(1_000_000) })).toMatchObject(
      {
        event: 'audit',
        outcome: 'ok',
      },
    );
    const odd = {
      get data(): unknown {
        throw new Error('hunter2');
      },
    };
    expect(written('search_detail_records', { record_type: 'messaging' }, 'ok', odd)).toMatchObject({
      event: 'audit_failed',
      request: 'r1',
      subject: 't.o',
      tool: 'search_detail_records',
    });
    expect(lines.join()).not.toContain('hunter2');
  });

  test('without the key the line is written without hashes, and the read goes on', async () => {
    const tool = tools.find(({ name }) => name === 'get_phone_number');
    if (!tool) throw new Error('get_phone_number');
    const call = {
      requestId: 'r1',
      principal,
      clientName: undefined,
      tool,
      risk: tool.risk,
      args: { id: '+13125550111' },
      outcome: 'ok',
      result: {},
    };
    keyless().ofRead(call);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'audit', about: ['+131***11'] });
    expect(lines.join()).not.toMatch(/_hash|hash_key/);
    trail.ofRead(call);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ about: ['+131***11'], about_hash: [HASH], hash_key: 's1' });
  });
});

describe('D53: settings and files name their targets', () => {
  const transfer = {
    type: 'transfer',
    transfer: { from: '+1 312 555 0100', targets: [{ name: 'Desk', to: '+13125550111' }, { to: 'sip:Jane@example.com' }] },
  };

  test.each(['create_assistant', 'update_assistant'])('%s: the numbers that the assistant can reach', (name) => {
    const line = written(name, {
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
      about_hash: [hashOf('+13125550100'), hashOf('+13125550111'), HASH],
    });
    expect(lines.join()).not.toMatch(/5550|Jane|4561234/);
  });

  test('chat_with_assistant names the assistant and the conversation', () => {
    expect(
      written('chat_with_assistant', { assistant_id: 'assistant-1', message: '+13125550111' }, 'ok', { conversation_id: 'c-1' }),
    ).toMatchObject({ given: ['assistant_id=assistant-1'], made: ['conversation_id=c-1'], text_length: 12 });
    expect(lines.join()).not.toContain('about');
  });

  test.each(['upload_file', 'delete_file'])('%s: the file, by its hash', (name) => {
    const [one, other] = ['Jane.Doe', 'jane.doe'].map((key) => written(name, { bucket_name: 'calls', key, content: '+13125550111' }));
    expect(one).toMatchObject({ given: ['bucket_name=calls'], file: ['***'], file_hash: [HASH] });
    // Names of files tell capital letters apart.
    expect(one.file_hash).not.toEqual(other.file_hash);
    expect(lines.join()).not.toMatch(/Jane|Doe|about/i);
  });

  test('nothing of a secret counts as a number', () => {
    written('create_integration_secret', { identifier: 'x', type: 'basic', username: '+13125550111', password: '+13125550122' });
    expect(lines.join()).not.toMatch(/about|\*\*\*/);
  });

  test('an answer of what sends is not searched for numbers', () => {
    expect(written('send_message', { to: '+13125550111' }, 'ok', { from: '+13125550122' })).not.toHaveProperty('seen');
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
      const line = written(name, args);
      const told = ['to', 'from', 'bought', 'about'].flatMap((role) => line[`${role}_hash`] ?? []);
      const wanted = numbersIn(args).flatMap((to) => written('send_message', { to: to.split(',')[0] }).to_hash);
      expect(told).toEqual(expect.arrayContaining(wanted));
    }
  });

  test.each(audited.filter(({ risk }) => risk === 'outbound').map((tool) => [tool.name, tool] as const))(
    '%s names whom it reaches, or says why it cannot',
    (name, { parties }) => {
      const least = CALLS.find(({ tool, what }) => tool === name && what === 'least');
      const line = written(name, least?.args);
      if (parties && 'nobody' in parties) expect(line.given.join()).toContain('call_control_id=');
      else expect(line.to.length).toBeGreaterThan(0);
    },
  );
});
