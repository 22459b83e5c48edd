import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../../../shared/mcp/tool/index.ts';
import { classify, loadOperations } from '../../../../shared/telnyx/index.ts';
import { argumentsOf } from '../../../../shared/telnyx/operations/index.ts';
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
    if (error instanceof InputError) return `${error.message} ${error.next}`;
    throw error;
  }
}

const ASSISTANT = 'update_assistant_public_assistants__assistant_id__post';
const OWN = '+13125550100';

/** By hand: what a raised call is refused by, what takes it, and the scopes that it needs. */
const RAISED: readonly (readonly [string, Readonly<Record<string, unknown>>, string, string, readonly string[]])[] = [
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
    expect(await errorOf(weaker, call)).toContain(`Call it with ${right}.`);
    expect(await errorOf(right, call)).toBeUndefined();
    expect((await toolNamed(right).reachOf(call)).scopes.toSorted()).toEqual(scopes.toSorted());
  });
});

/** By hand: settings that decide whom live calls and texts reach. */
const LIVE: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  [ASSISTANT, { assistant_id: 'a', tool_ids: ['tool-1'] }],
  ['UpdatePhoneNumber', { id: '1', connection_id: '2' }],
  ['updateMobilePhoneNumber', { id: '1', inbound: { interception_app_id: '2' } }],
  ['update_tool_tool_id', { tool_id: 'a', webhook: { name: 'a', url: 'https://api.telnyx.com/v2/messages' } }],
  ['update_tool_tool_id', { tool_id: 'a', send_message: { message_template: 'Hello' } }],
  ['update_tool_tool_id', { tool_id: 'a', type: 'function', function: { name: 'a' } }],
  ['add_assistant_tool', { assistant_id: 'a', tool_id: 'b' }],
  ['promote_assistant_version_public_assistants__assistant_id__versions__version_id__promote_post', { assistant_id: 'a', version_id: 'b' }],
  ['import_assistants_public_assistants_import_post', { provider: 'vapi', api_key_ref: 'key', import_ids: ['a'] }],
  [
    'update_canary_deploy_assistants__assistant_id__canary_deploys_put',
    { assistant_id: 'a', rules: [{ serve: { rollout: [{ version_id: 'b', weight: 10 }] } }] },
  ],
];

describe('a change of whom live calls and texts reach', () => {
  test.each(LIVE)('%s %j stays with its tool, and needs the scope of sending, too', async (operation_id, given) => {
    const call = { operation_id, arguments: given };
    expect(await errorOf('change_operation', call)).toBeUndefined();
    expect(await errorOf('send_operation', call)).toContain('Call it with change_operation.');
    const { risk, scopes } = await toolNamed('change_operation').reachOf(call);
    expect([risk, scopes.toSorted()]).toEqual(['destructive', ['telnyx.send', 'telnyx.write']]);
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
  const operations = await loadOperations();
  const weak = twins.flatMap(({ operation, name }) => {
    // An argument that the operation does not have reaches nobody.
    const isKnown = argumentsOf(operation, operations).some((argument) => argument.name === name);
    const { classes } = classify(operation, { [name]: VALUES[name] });
    return !isKnown || classes.includes('outbound') || classes.includes('purchase') ? [] : [`${operation.id} ${name}`];
  });
  expect(weak).toEqual([]);
});
