import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuditTrail, type Auditor } from '../../../shared/audit/index.ts';
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
let audit: Auditor;
beforeAll(async () => {
  audit = await createAuditTrail((await makeSecrets()).secrets, log).open();
});
beforeEach(() => {
  lines.length = 0;
});

function written(name: string, args: unknown, outcome = 'ok', result?: unknown) {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(name);
  audit({ requestId: 'r1', principal, clientName: 'Claude', tool, args, outcome, result });
  return JSON.parse(lines.at(-1) ?? '');
}

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
      other({ requestId: 'r', principal, clientName: undefined, tool, args: { to: '+13125550111' }, outcome: 'ok', result: undefined });
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
    const trail = createAuditTrail(
      cacheSecrets(() => Promise.reject(new Error('down'))),
      log,
    );
    await expect(trail.open()).rejects.toMatchObject({ code: 'secret_unavailable' });
  });
});

describe('no tool is left out', () => {
  const NUMBER = /^\+[\d ().-]{7,}/;
  const numbersIn = (value: unknown): string[] => {
    if (typeof value === 'string') return NUMBER.test(value) ? [value] : [];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
  };
  const audited = tools.filter(({ risk }) => risk !== 'read');

  test.each(audited.map((tool) => [tool.name, tool] as const))('%s: every number in its arguments is in the trail', (name) => {
    const calls = CALLS.filter(({ tool }) => tool === name);
    expect(calls.length).toBeGreaterThan(0);
    for (const { args } of calls) {
      const line = written(name, args);
      const told = [...(line.to_hash ?? []), ...(line.from_hash ?? []), ...(line.bought_hash ?? [])];
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
