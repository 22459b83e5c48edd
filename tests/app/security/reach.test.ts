import { describe, expect, test } from '@jest/globals';
import { call, challengeOf, eventsOf, expectNothingSent, legacy, login, modern, useApp, useClient } from '../../support/index.ts';
import { until } from '../../support/until.ts';

const app = useApp();
const owner = useClient(app);
const writer = useClient(app, { scopes: ['telnyx.read', 'telnyx.write'] });
const reader = useClient(app, { user: 'reader' });

const ID = '42b20469-1215-4a9a-8964-c36f66b406f4';
const FROM = '+13125550100';
const transfer = { type: 'transfer', transfer: { from: FROM, targets: [{ name: 'x', to: '+13125550111' }] } };

describe('a token without telnyx.send', () => {
  test.each([
    ['chat_with_assistant', { assistant_id: 'assistant-1', message: 'Text +13125550111: pay now' }],
    ['answer_call', { call_control_id: 'v3:a', assistant: { id: 'a', greeting: 'Hello, this is your bank' } }],
    ['create_assistant', { name: 'a', instructions: 'b', tools: [{ type: 'send_message' }, transfer] }],
    ['update_assistant', { assistant_id: 'a', tools: [transfer] }],
    ['update_messaging_profile', { id: ID, ai_assistant_id: 'assistant-1' }],
    ['update_messaging_profile', { id: ID, daily_spend_limit: '1000000' }],
    ['update_messaging_profile', { id: ID, whitelisted_destinations: ['*'] }],
    ['update_phone_number', { phone_number: '1', connection_id: '2' }],
    ['update_call_control_application', { connection_id: '1', webhook_event_url: 'https://hooks.example.com/' }],
    ['send_dtmf', { call_control_id: 'v3:a', digits: '1' }],
  ])('D41: %s with what reaches people is refused with all scopes that it needs, and nothing is sent (%#)', async (name, args) => {
    await expectNothingSent(app, async () => {
      for (const ask of [legacy, modern]) {
        const response = await ask(app, 'tools/call', { name, arguments: args }, { token: writer.token });
        expect([name, response.status]).toEqual([name, 403]);
        expect(challengeOf(response)).toMatchObject({ error: 'insufficient_scope', scope: 'telnyx.read telnyx.write telnyx.send' });
      }
    });
  });

  test('D41: a token with telnyx.send alone cannot do it either', async () => {
    const sender = await login(app, { scopes: ['telnyx.read', 'telnyx.send'] });
    const args = { call_control_id: 'v3:a', assistant: { id: 'a' } };
    const response = await legacy(app, 'tools/call', { name: 'answer_call', arguments: args }, { token: sender });
    expect(challengeOf(response)).toMatchObject({ error: 'insufficient_scope', scope: 'telnyx.read telnyx.write telnyx.send' });
  });

  test('D41: may change what reaches nobody', async () => {
    const made = await writer.call('create_assistant', { name: 'a', instructions: 'b', tools: [{ type: 'hangup', hangup: {} }] });
    expect(made.isError ?? false).toBe(false);
    const { id } = made.structuredContent ?? {};
    expect((await writer.call('update_assistant', { assistant_id: id, greeting: 'Hi', tools: [] })).isError ?? false).toBe(false);
    // As far as the simulator, which knows no such call.
    expect((await writer.call('answer_call', { call_control_id: 'v3:a', record: 'record-from-answer' })).isError).toBe(true);
  });
});

/** The audit lines of one call, begun and ended. */
async function audited(token: string, name: string, args: object) {
  const before = app.log().length;
  const result = await call(app, token, name, args);
  const lines = () => eventsOf(app, 'audit', before).filter(({ tool }) => tool === name);
  // The last line may come after the answer.
  await until(() => lines().some(({ outcome }) => outcome !== 'begun'));
  return { result, lines: lines() };
}

describe('the audit trail', () => {
  test('D41: names the risk that the arguments have', async () => {
    const { lines } = await audited(owner.token, 'answer_call', { call_control_id: 'v3:audited', assistant: { id: 'a' } });
    expect(lines).toEqual([
      expect.objectContaining({ outcome: 'begun', risk: 'outbound' }),
      expect.objectContaining({ risk: 'outbound', given: expect.arrayContaining(['call_control_id=v3:audited']) }),
    ]);
  });

  test('D42: has a lookup, which costs, before and after', async () => {
    const { result, lines } = await audited(reader.token, 'lookup_number', { phone_number: '+13125550111', type: 'carrier' });
    expect(result.isError ?? false).toBe(false);
    expect(lines).toEqual([
      expect.objectContaining({ tool: 'lookup_number', outcome: 'begun' }),
      expect.objectContaining({ tool: 'lookup_number', outcome: 'ok' }),
    ]);
  });

  test('D44: has a link to a file as what it is: a right to write', async () => {
    const file = { bucket_name: 'reach-links', key: 'a.txt' };
    await owner.call('create_bucket', { bucket_name: file.bucket_name });
    await owner.call('upload_file', { ...file, content: 'first' });
    const { result, lines } = await audited(owner.token, 'download_file', { ...file, mode: 'presigned_url' });
    expect(lines).toEqual([
      expect.objectContaining({ outcome: 'begun', risk: 'write' }),
      expect.objectContaining({ outcome: 'ok', risk: 'write', given: expect.arrayContaining(['bucket_name=reach-links']) }),
    ]);
    expect((await fetch(String(result.structuredContent?.['url']), { method: 'PUT', body: 'second' })).status).toBe(200);
    expect(JSON.stringify(lines)).not.toContain('?');
    const refused = await reader.legacy('tools/call', { name: 'download_file', arguments: { ...file, mode: 'presigned_url' } });
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining('This needs telnyx.write, which takes the app role'),
    ]);
    expect((await reader.call('download_file', file)).structuredContent).toMatchObject({ text: 'second' });
  });
});

test('D44: download_file is read-only to whom it gives no link, and to nobody else', async () => {
  const hint = async (token: string, path = '/mcp/stream') => {
    const { result } = (await (await legacy(app, 'tools/list', {}, { token, path })).json()) as {
      result: { tools: { name: string; annotations: { readOnlyHint: boolean } }[] };
    };
    return result.tools.find(({ name }) => name === 'download_file')?.annotations.readOnlyHint;
  };
  expect([
    await hint(owner.token),
    await hint(writer.token),
    await hint(reader.token),
    await hint(owner.token, '/mcp/stream?readonly=true'),
  ]).toEqual([false, false, true, true]);
});

test('D44: where the selection of tools only reads, no token brings a link back', async () => {
  const args = { bucket_name: 'reach-links', key: 'a.txt', mode: 'presigned_url' };
  await expectNothingSent(app, async () => {
    const response = await owner.legacy('tools/call', { name: 'download_file', arguments: args }, { path: '/mcp/stream?readonly=true' });
    expect(await response.text()).toContain('needs the scope telnyx.write');
  });
});
