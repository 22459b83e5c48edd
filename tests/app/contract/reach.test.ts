import { describe, expect, test } from '@jest/globals';
import { SCOPE_MEANING, type Scope } from '../../../shared/identity/tokens/index.ts';
import { RISKS } from '../../../shared/mcp/tool/index.ts';
import { tools } from '../../../tools/index.ts';

const READ: readonly Scope[] = ['telnyx.read'];
const WRITE: readonly Scope[] = ['telnyx.write'];
const SEND: readonly Scope[] = ['telnyx.send'];
const BUY: readonly Scope[] = ['telnyx.purchase'];
const BOTH: readonly Scope[] = ['telnyx.write', 'telnyx.send'];

interface Row {
  /** What a call needs whose arguments do not reach further. */
  readonly needs: readonly Scope[];
  /** What it needs with arguments that do. */
  readonly raised?: readonly Scope[];
  readonly harmless?: readonly object[];
  readonly reaching?: readonly object[];
}

/** Tools of assistants, and what stands for tools. */
const quietTools = [
  ...['client_side_tool', 'retrieval', 'hangup', 'skip_turn'].map((type) => ({ type })),
  { type: 'webhook', webhook: { url: 'https://crm.example.com/{{id}}' } },
];
const reachingTools = [
  ...['handoff', 'transfer', 'invite', 'refer', 'send_dtmf', 'send_message', 'pay', 'function', 'Hangup', ''].map((type) => ({ type })),
  ...['https://api.telnyx.com/v2/messages', 'https://API.Teln%79x.com/', 'https://telnyx.com./x', 'no url', 5].map((url) => ({
    type: 'webhook',
    webhook: { url },
  })),
  { type: 'webhook' },
  { type: 'webhook', webhook: null },
  { type: ['hangup'] },
  {},
  null,
  'hangup',
  [{ type: 'hangup' }],
];
const ASSISTANT: Row = {
  needs: WRITE,
  raised: BOTH,
  harmless: [
    { tools: [] },
    { tools: quietTools },
    { tool_ids: [] },
    { instructions: 'x', greeting: 'y', enabled_features: ['telephony'], dynamic_variables: { a: 'b' } },
    { telephony_settings: { time_limit_secs: 30, noise_suppression: 'krisp', supports_unauthenticated_web_calls: false } },
    { messaging_settings: { conversation_inactivity_minutes: 5 } },
    { advanced: { external_llm: { model: 'm' }, mcp_servers: [], integrations: [] } },
  ],
  reaching: [
    ...reachingTools.map((tool) => ({ tools: [...quietTools, tool] })),
    { tools: { 0: { type: 'hangup' } } },
    { tools: null },
    { tool_ids: ['tool-1'] },
    { tool_ids: 'tool-1' },
    { telephony_settings: { default_texml_app_id: '1' } },
    { telephony_settings: { supports_unauthenticated_web_calls: true } },
    { telephony_settings: { what_nobody_knows: 1 } },
    { telephony_settings: { constructor: 1 } },
    { telephony_settings: [] },
    { messaging_settings: { default_messaging_profile_id: 'x' } },
    { advanced: { conversation_flow: {} } },
    { advanced: { mcp_servers: [{ id: 'm' }] } },
    { advanced: { integrations: [{}] } },
    { advanced: null },
  ],
};

/** Every tool, and what its arguments change. */
const TABLE: Readonly<Record<string, Row>> = {
  send_message: { needs: SEND },
  get_message: { needs: READ },
  list_messaging_profiles: { needs: READ },
  get_messaging_profile: { needs: READ },
  // A new profile carries nothing until a number is assigned to it, or a message names it; both need telnyx.send.
  create_messaging_profile: { needs: WRITE },
  update_messaging_profile: {
    needs: WRITE,
    raised: BOTH,
    harmless: [
      { name: 'x', alpha_sender: 'Acme', smart_encoding: true },
      { enabled: false, mobile_only: true, daily_spend_limit_enabled: true },
      { remove: ['alpha_sender', 'url_shortener_settings'] },
    ],
    reaching: [
      { ai_assistant_id: 'assistant-1' },
      { ai_assistant_id: null },
      { daily_spend_limit: '1000000.00' },
      { daily_spend_limit_enabled: false },
      { daily_spend_limit_enabled: 'true' },
      { whitelisted_destinations: ['*'] },
      { enabled: true },
      { mobile_only: false },
      { webhook_url: 'https://hooks.example.com/' },
      { webhook_failover_url: 'https://hooks.example.com/' },
      { remove: ['ai_assistant_id'] },
      { remove: 'alpha_sender' },
    ],
  },
  list_phone_numbers: { needs: READ },
  get_phone_number: { needs: READ },
  update_phone_number: {
    needs: WRITE,
    raised: BOTH,
    harmless: [
      { tags: ['a'], customer_reference: 'r', hd_voice_enabled: true, billing_group_id: 'b', address_id: 'a' },
      { messaging_profile_id: '' },
    ],
    reaching: [{ connection_id: '1' }, { messaging_profile_id: 'x' }, { messaging_product: 'A2P' }],
  },
  list_available_phone_numbers: { needs: READ },
  create_number_order: { needs: BUY },
  lookup_number: { needs: READ },
  create_call: { needs: SEND },
  answer_call: {
    needs: WRITE,
    raised: BOTH,
    harmless: [{ record: 'record-from-answer', transcription: true }],
    reaching: [{ assistant: { id: 'a', greeting: 'Hello, this is your bank' } }, { assistant: { id: 'a' } }, { assistant: null }],
  },
  hangup_call: { needs: WRITE },
  transfer_call: { needs: SEND },
  speak_text: { needs: SEND },
  start_playback: { needs: SEND },
  stop_playback: { needs: WRITE },
  send_dtmf: { needs: SEND },
  list_call_control_applications: { needs: READ },
  // No number leads to a new application.
  create_call_control_application: { needs: WRITE },
  update_call_control_application: {
    needs: WRITE,
    raised: BOTH,
    harmless: [{ application_name: 'x', tags: ['a'], active: false, dtmf_type: 'Inband' }, { remove: ['webhook_timeout_secs'] }],
    reaching: [
      { webhook_event_url: 'https://hooks.example.com/' },
      { webhook_event_failover_url: 'https://hooks.example.com/' },
      { outbound: { outbound_voice_profile_id: '1' } },
      { inbound: { sip_subdomain_receive_settings: 'from_anyone' } },
      { active: true },
      { remove: ['webhook_event_failover_url'] },
    ],
  },
  create_assistant: ASSISTANT,
  list_assistants: { needs: READ },
  get_assistant: { needs: READ },
  update_assistant: ASSISTANT,
  delete_assistant: { needs: WRITE },
  chat_with_assistant: { needs: SEND },
  start_assistant_call: { needs: SEND },
  list_buckets: { needs: READ },
  create_bucket: { needs: WRITE },
  list_files: { needs: READ },
  upload_file: { needs: WRITE },
  download_file: {
    needs: READ,
    raised: ['telnyx.read', 'telnyx.write'],
    harmless: [{ mode: 'auto' }, { mode: 'text' }, { mode: 'base64' }],
    reaching: [{ mode: 'presigned_url' }, { mode: 'Text' }, { mode: null }, { mode: ['text'] }],
  },
  delete_file: { needs: WRITE },
  list_embedded_buckets: { needs: READ },
  create_embeddings: { needs: WRITE },
  list_integration_secrets: { needs: READ },
  create_integration_secret: { needs: WRITE },
  delete_integration_secret: { needs: WRITE },
  list_connections: { needs: READ },
  get_connection: { needs: READ },
  list_webhook_deliveries: { needs: READ },
  get_balance: { needs: READ },
  search_detail_records: { needs: READ },
};

test('D41: every tool is in the table', () => {
  expect(Object.keys(TABLE)).toEqual(tools.map(({ name }) => name));
});

describe.each(tools.map((tool) => [tool.name, tool, TABLE[tool.name]] as const))('%s', (_name, tool, row) => {
  test('D41: needs what it can reach, by its arguments', async () => {
    for (const args of [{}, undefined, null, ...(row?.harmless ?? [])])
      expect([args, await tool.reachOf(args)]).toEqual([args, expect.objectContaining({ scopes: row?.needs, risk: tool.risk })]);
    for (const args of row?.reaching ?? []) {
      const reach = await tool.reachOf({ id: 'x', ...args });
      expect([args, reach.scopes]).toEqual([args, row?.raised]);
      expect(RISKS[reach.risk].scope).not.toBe(RISKS[tool.risk].scope);
    }
    expect(tool.scopes).toEqual(row?.raised ?? row?.needs);
    // A rule that no row of the table tries is a rule that nobody has thought through.
    const tried = new Set((row?.reaching ?? []).flatMap((args) => Object.keys(args)));
    expect(Object.keys(tool.raises?.by ?? {}).filter((name) => !tried.has(name))).toEqual([]);
  });

  test('D41: arguments that cannot be read need the most, and nothing throws', async () => {
    for (const args of [[], 'text', 5, true, [{ mode: 'text' }]]) expect((await tool.reachOf(args)).scopes).toEqual(tool.scopes);
    const odd: unknown = JSON.parse(
      '{"__proto__":{"tools":[]},"constructor":1,"tools":{"__proto__":[]},"mode":{},"assistant":[],"advanced":{"__proto__":1}}',
    );
    await expect(tool.reachOf(odd)).resolves.toBeDefined();
  });

  test('says in its description where it needs more than its own scope', () => {
    const more = tool.scopes.filter((scope) => scope !== RISKS[tool.risk].scope);
    for (const scope of more) expect(tool.description).toMatch(new RegExp(`needs? ${scope.replace('.', '\\.')}`));
  });
});

test('D42: a lookup costs: it is marked as paid, and the consent page says so', async () => {
  const reaches = await Promise.all(tools.map(async (tool) => ({ name: tool.name, ...(await tool.reachOf({})) })));
  expect(reaches.filter(({ paid }) => paid).map(({ name }) => name)).toEqual(['lookup_number']);
  expect(SCOPE_MEANING['telnyx.read']).toContain('costs');
});
