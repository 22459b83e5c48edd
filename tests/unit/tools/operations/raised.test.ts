import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../../shared/mcp/tool/index.ts';
import { loadOperations } from '../../../../shared/telnyx/index.ts';
import { tools } from '../../../../tools/index.ts';

const toolNamed = (name: string) => {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new Error(`No tool ${name}`);
  return tool;
};

async function errorOf(tool: string, args: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  try {
    await toolNamed(tool).parse(args);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const ASSISTANT = 'update_assistant_public_assistants__assistant_id__post';
const OWN = '+13125550100';

/** By hand: what a raised call is refused by, what takes it, and the scopes that it needs. */
const RAISED: readonly (readonly [string, Readonly<Record<string, unknown>>, string, string, readonly string[]])[] = [
  [ASSISTANT, { assistant_id: 'a', tool_ids: ['tool-1'] }, 'change_operation', 'send_operation', ['telnyx.write', 'telnyx.send']],
  ['UpdatePhoneNumber', { id: '1', connection_id: '2' }, 'change_operation', 'send_operation', ['telnyx.write', 'telnyx.send']],
  [
    'UpdateOutboundVoiceProfile',
    { id: '1', name: 'Calls', daily_spend_limit: '100' },
    'change_operation',
    'buy_operation',
    ['telnyx.write', 'telnyx.purchase'],
  ],
  [
    'UpdateCallControlApplication',
    { id: '1', active: false, application_name: 'a', webhook_event_url: 'https://example.com' },
    'change_operation',
    'delete_operation',
    ['telnyx.write'],
  ],
  [
    'DialCall',
    { to: '+13125550144', from: OWN, connection_id: '1', sip_auth_password: 'secret' },
    'send_operation',
    'credential_operation',
    ['telnyx.write', 'telnyx.send'],
  ],
];

describe('a raised call', () => {
  test.each(RAISED)('%s %j', async (operation_id, given, weaker, right, scopes) => {
    const call = { operation_id, arguments: given };
    expect(await errorOf(weaker, call)).toContain(`call it with ${right}`);
    expect(await errorOf(right, call)).toBeUndefined();
    expect((await toolNamed(right).reachOf(call)).scopes.toSorted()).toEqual(scopes.toSorted());
  });
});

/** Values that raise the typed tool, by the name of its argument. Hosts of events are not among them: no operation takes one that is not allowed. */
const VALUES: Readonly<Record<string, unknown>> = {
  tools: [{ type: 'send_message', send_message: {} }],
  tool_ids: ['tool-1'],
  enabled_features: ['widget'],
  telephony_settings: { default_texml_app_id: '1' },
  conversation_flow: { nodes: [] },
  integrations: [{ integration_id: 'a' }],
  mcp_servers: [{ id: 'a' }],
  a2a_agents: [{ url: 'https://example.com' }],
  messaging_settings: { default_messaging_profile_id: 'a' },
  connection_id: '1',
  messaging_profile_id: 'a',
  messaging_product: 'A2P',
  enabled: true,
  whitelisted_destinations: ['US'],
  mobile_only: false,
  daily_spend_limit: '10',
  daily_spend_limit_enabled: false,
  ai_assistant_id: 'a',
  active: true,
  outbound: { outbound_voice_profile_id: '1' },
  inbound: { channel_limit: 10 },
};

test('what needs telnyx.send of a typed tool needs no weaker scope as an operation', async () => {
  const { all } = await loadOperations();
  const twins = all.flatMap((operation) => {
    const tool = tools.find(({ name }) => name === operation.tool);
    const names = tool?.raises?.risk === 'outbound' && operation.class !== 'outbound' ? Object.keys(tool.raises.by) : [];
    return names.filter((name) => name in VALUES).map((name) => ({ operation, name }));
  });
  expect(twins.length).toBeGreaterThan(20);
  const weak: string[] = [];
  for (const { operation, name } of twins) {
    const error = await errorOf('change_operation', { operation_id: operation.id, arguments: { [name]: VALUES[name] } });
    // An argument that the operation does not have reaches nobody.
    if (error === undefined || !/call it with (?:send|buy)_operation|Unknown argument/.test(error))
      weak.push(`${operation.id} ${name}: ${error}`);
  }
  expect(weak).toEqual([]);
});
