import { describe, expect, test } from '@jest/globals';
import { CLASSES, classify, oneUp, raises, type OperationClass } from '../../../../shared/telnyx/operations/index.ts';
import { OPERATIONS, operation } from './operation-list.ts';

interface Row {
  readonly names: string;
  readonly to: OperationClass | 'up' | 'credential or up' | 'statement';
  readonly values: readonly unknown[];
  /** Values that leave everything as it is, beside null and "". */
  readonly harmless?: readonly unknown[];
  readonly atTop?: true;
}

const URLS = ['https://hooks.example.com/in', 'wss://hooks.example.com'];
const WORDS = ['GET', 'POST', 'initiated ringing answered', 'call.answered completed'];

/** The reviewed table of fields, with a few names for each wildcard. Written by hand, not taken from the rules. */
const ROWS: readonly Row[] = [
  {
    names:
      'webhook_url webhook_failover_url webhook_event_url dynamic_variables_webhook_url webhookUrl webhookURL webhook StatusCallback ' +
      'AsyncAmdStatusCallback ConversationCallbacks DeepfakeDetectionCallbackUrl status_callback voice_url Url AnnounceUrl HoldUrl WaitUrl ' +
      'stream_url conversation_relay_url base_url token_retrieval_url rx tx host fqdn sip_address destination_uri channel_destination ' +
      'fax_email_recipient voice_fallback_url FallbackUrl',
    to: 'overwrite',
    values: [...URLS, ['https://hooks.example.com/'], { 'call.answered': 'https://hooks.example.com/' }],
  },
  { names: 'rx tx', to: 'overwrite', values: ['udp:hooks.example.com:9000'] },
  { names: 'host fqdn proxy outbound_proxy', to: 'overwrite', values: ['hooks.example.com', 'localhost', '192.0.2.1', '2001:db8::1'] },
  { names: 'sip_address destination_uri', to: 'overwrite', values: ['sip:desk@hooks.example.com', '+13125550100'] },
  { names: 'channel_destination fax_email_recipient', to: 'overwrite', values: ['a@hooks.example.com', '+13125550100'] },
  {
    names: 'webhook_url_method webhook_urls_method StatusCallbackMethod RecordingStatusCallbackEvent ConferenceStatusCallbackEvent',
    to: 'overwrite',
    values: ['https://hooks.example.com/'],
    harmless: WORDS,
  },
  {
    names: 'call_forwarding forwards_to translated_number transfer invite handoff',
    to: 'outbound',
    values: ['+13125550100', true, { targets: [{ to: '+13125550100' }] }],
    harmless: [false, {}, { enabled: false, number: '+13125550100' }, { call_forwarding_enabled: false }],
  },
  {
    names: 'record call_recording inbound_call_recording_enabled recording_settings enable_recording transcription include_message_body',
    to: 'outbound',
    values: ['record-from-answer', true, { inbound_call_recording_enabled: true }],
    harmless: [false, 'do-not-record', 'none', { enabled: false, format: 'mp3' }],
  },
  {
    names: 'daily_spend_limit daily_spend_limit_enabled channel_limit concurrent_call_limit',
    to: 'purchase',
    values: [0, 5, '100', true, false, null],
    harmless: [undefined],
  },
  {
    names:
      'data_limit max_destination_rate whitelisted_destinations recharge_amount autoRenewal cnam_listing caller_id_name_enabled ' +
      'usage_payment_method bundle_id quantity supports_unauthenticated_web_calls',
    to: 'purchase',
    values: [1, 0, '12', true, ['US'], [], { amount: '5' }],
    harmless: [false, {}],
  },
  { names: 'encrypted_media authorized_imeis', to: 'delete', values: ['SRTP', ['990000862471854'], [], null], harmless: [undefined] },
  { names: 'deletion_lock_enabled inbound_call_screening shaken_stir_enabled', to: 'delete', values: [false, true, 'disabled'] },
  { names: 'enabled active emergency_enabled', to: 'delete', values: [false, 'false'], harmless: [true, 'true'], atTop: true },
  { names: 'action remaining_numbers_action', to: 'delete', values: ['disconnect', ' Disconnect'], harmless: ['keep', true] },
  { names: 'Status', to: 'delete', values: ['completed', 'Completed'], harmless: ['in-progress', 'stopped'] },
  {
    names:
      'password sip_auth_password SipAuthPassword v1_secret client_secret api_key api_token token refresh_token vettingToken private_key ' +
      'certificate credentials account_key access_key aws_access_key_id secret_access_key provider_auth service_account ' +
      'project_account_json_file pin external_pin pin_passcode puk1 activation_code primary_bgp_key meta_url user_name',
    to: 'credential',
    values: ['s3cret', 1234, { a: 'b' }, ['s3cret']],
    harmless: [true, false],
  },
  {
    names: 'certify_no_shaft_content signature loa_document_id',
    to: 'statement',
    values: [true, 'Jo Doe', { name: 'Jo Doe' }],
    harmless: [false],
  },
  { names: 'custom_code', to: 'credential or up', values: ['12345', 12345], harmless: [false] },
  { names: 'ignore_suppression force host_messaging', to: 'up', values: [true, 'true', 1], harmless: [false] },
];

const CASES = ROWS.flatMap((row) => row.names.split(' ').map((name) => [name, row] as const));

/** The member at depth 1 to 4, in objects, maps and lists. */
function placesOf(name: string, value: unknown): Record<string, unknown>[] {
  const field = { [name]: value };
  return [field, { settings: field }, { list: ['x', field] }, { any: { 'a.b': [[field]] } }, { a: { b: { [name]: value } } }];
}

/** An operation of each class that takes anything here: classes are no matter of its schema. */
const plain = (kind: OperationClass) => ({ ...operation('CreateCallControlApplication'), class: kind });
const rank = (kind: OperationClass) => CLASSES.indexOf(kind);
function expected(from: OperationClass, to: Row['to']): OperationClass {
  if (to === 'statement') return from;
  if (to === 'up') return oneUp(from);
  if (to === 'credential or up') return rank(from) < rank('credential') ? 'credential' : 'never';
  return rank(to) > rank(from) ? to : from;
}

const SAYS_NOTHING = { class: 'write', classes: ['write'], raisedBy: [], statement: false, receivers: [] };

describe('fields of a request', () => {
  test.each(CASES)('%s raises at every depth, in lists and maps, and never lowers', (name, { to, values, atTop }) => {
    const tries = values.flatMap((value) => placesOf(name, value).flatMap((args, at) => CLASSES.map((from) => ({ args, at, from }))));
    const wrong = tries.filter(({ args, at, from }) => {
      const { class: kind, statement } = classify(plain(from), args);
      return kind !== (atTop && at > 0 ? from : expected(from, to)) || statement !== (to === 'statement');
    });
    expect(tries.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test.each(CASES)('%s says nothing when it is empty or switched off', (name, { harmless = [], values }) => {
    const tries = ['', ...(values.includes(null) ? [] : [null, undefined]), ...harmless].flatMap((value) => placesOf(name, value));
    const raising = tries.filter((args) => JSON.stringify(classify(plain('write'), args)) !== JSON.stringify(SAYS_NOTHING));
    expect(raising).toEqual([]);
  });

  test('no operation gets a lower class by any field', () => {
    const tries = CASES.map(
      ([
        name,
        {
          values: [value],
        },
      ]) => ({ [name]: value, filter: { [name]: value } }),
    );
    for (const one of OPERATIONS)
      for (const args of tries) if (rank(classify(one, args).class) < rank(one.class)) throw new Error(`${one.id} ${JSON.stringify(args)}`);
    expect(OPERATIONS.length).toBe(1_156);
  });

  test('says which fields raise, and where they are', () => {
    const args = { name: 'a', tools: [{ webhook: { url: 'https://hooks.example.com/', method: 'POST' } }, { transfer: { from: '+1' } }] };
    expect(classify(plain('write'), args).raisedBy).toEqual([
      { path: 'tools[0].webhook.url', name: 'webhook', class: 'overwrite' },
      { path: 'tools[1].transfer', name: 'transfer', class: 'outbound' },
    ]);
  });

  test('a chosen status of a verification is one class up, another status is not', () => {
    expect(classify(operation('VerifyVerificationCodeById'), { verification_id: 'a', status: 'accepted' }).class).toBe('overwrite');
    expect(classify(operation('VerifyVerificationCodeById'), { verification_id: 'a', code: '12345' }).class).toBe('write');
    expect(classify(operation('UpdateSimCard'), { id: 'a', status: 'x' }).class).toBe('overwrite');
  });

  test.each([
    ['cancelled', 'delete'],
    ['running', 'outbound'],
    ['paused', 'overwrite'],
    ['succeeded', 'overwrite'],
  ] as const)('the status %s of a run of a mission is %s, as the operations that do the same', (status, kind) => {
    const run = operation('patch_public_missions_missions_mission_id_runs_run_id');
    expect(classify(run, { mission_id: 'a', run_id: 'b', status }).class).toBe(kind);
    expect(classify(plain('write'), { status }).class).toBe('write');
    expect(raises('status', run)).toBe('delete');
    expect(raises('status')).toBeUndefined();
  });

  test('a body that is one argument has its members at the top', () => {
    expect(classify(plain('write'), { body: { enabled: false } }).class).toBe('delete');
    expect(classify(plain('write'), { body: { any: { enabled: false } } }).class).toBe('write');
  });

  test('a stored secret beside a URL is a credential: whoever is there gets it', () => {
    const raised = (args: Record<string, unknown>) => classify(plain('write'), args).class;
    expect(raised({ external_llm: { base_url: 'https://llm.example.com', llm_api_key_ref: 'key' } })).toBe('credential');
    expect(raised({ observability_settings: { host: 'obs.example.com', secret_key_ref: 'key' } })).toBe('credential');
    expect(raised({ url: 'https://llm.example.com', api_key_ref: 'key' })).toBe('credential');
    expect(raised({ model: 'm', llm_api_key_ref: 'key' })).toBe('write');
    expect(raised({ external_llm: { base_url: 'https://llm.example.com', llm_api_key_ref: '' } })).toBe('overwrite');
  });

  test.each(['page_token', 'PageToken', 'next_page_token', 'cursor'])('%s is a cursor of pages and no secret', (name) => {
    expect(classify(plain('write'), { [name]: 'abc', page: { after: 'abc' } }).class).toBe('write');
  });

  test('names that people choose raise nothing: variables of a template and parameters of a tool', () => {
    const args = {
      assistant: { dynamic_variables: { quantity: '2', pin: 'the red one' } },
      tool: { body_parameters: { type: 'object', properties: { quantity: { type: 'integer' }, host: { type: 'string' } } } },
    };
    expect(classify(operation('DialCall'), args).class).toBe('outbound');
    expect(classify(plain('write'), { dynamic_variables: { any: { transfer: { to: '+1' } } } }).class).toBe('outbound');
  });
});

describe('notes and values whose names people choose raise nothing', () => {
  const own = { quantity: '2', token: 'red', host: 'desk', record: 'yes', password: 'x' };

  test.each([
    ['update_conversation_by_id_public_conversations_put', { conversation_id: 'a', metadata: own }],
    ['post_public_missions_missions', { name: 'a', metadata: own }],
    ['post_public_missions_missions_mission_id_runs', { mission_id: 'a', input: own }],
    ['post_public_missions_missions_mission_id_runs_run_id_events', { mission_id: 'a', run_id: 'b', payload: own }],
    ['test_assistant_tool_public_assistants__assistant_id__tools__tool_id__test_post', { assistant_id: 'a', tool_id: 'b', arguments: own }],
    ['assistant_sms_chat_assistants__assistant_id__chat_sms_post', { assistant_id: 'a', conversation_metadata: own }],
    ['CallStartConversationRelay', { call_control_id: 'a', custom_parameters: own }],
  ])('%s', (id, args) => {
    const called = operation(id);
    expect(classify(called, args)).toEqual({ class: called.class, classes: [called.class], raisedBy: [], statement: false, receivers: [] });
  });
});

describe('reads', () => {
  test('a filter, a page, or what a path names raises nothing', () => {
    for (const [id, args] of [
      ['ListConnections', { filter: { fqdn: 'pbx.example.com' } }],
      ['GetSimCardOrders', { filter: { quantity: 5 }, page: { size: 5 } }],
      ['listPortingAssociatedPhoneNumbers', { filter: { action: 'disconnect' } }],
      ['ListRoomSessions', { filter: { active: false } }],
      ['GetWebhookDeliveries', { filter: { webhook: { contains: 'https://hooks.example.com' } } }],
      ['GetBillingBundleById', { bundle_id: 'a' }],
      ['GetTexmlCalls', { account_sid: 'a', PageToken: 'b', Status: 'completed' }],
      ['PreviewSimCardOrders', { quantity: 5, address_id: '1' }],
    ] as const)
      expect([id, classify(operation(id), args)]).toEqual([
        id,
        { class: 'read', classes: ['read'], raisedBy: [], statement: false, receivers: [] },
      ]);
  });

  test('the filter of a change raises nothing, its body does', () => {
    const job = operation('CreateUpdatePhoneNumbersJob');
    expect(classify(job, { phone_numbers: ['1'], filter: { status: 'active', quantity: 5 } }).class).toBe('overwrite');
    expect(classify(job, { phone_numbers: ['1'], voice: { call_forwarding: { forwards_to: '+13125550100' } } }).class).toBe('outbound');
  });

  test('a secret in a query, and codes of SIM cards, are refused', () => {
    expect(classify(operation('listVoices'), { api_key: 'k' }).refusal).toContain('api_key');
    expect(classify(operation('listVoices'), {}).refusal).toBeUndefined();
    expect(classify(operation('GetSimCard'), { id: '1', include_pin_puk_codes: true }).refusal).toContain('include_pin_puk_codes');
    expect(classify(operation('GetSimCard'), { id: '1', include_pin_puk_codes: false }).refusal).toBeUndefined();
  });
});

describe('what is never carried out', () => {
  test('operations of the class never, and calls that a field raises to it', () => {
    for (const one of OPERATIONS.filter((each) => each.class === 'never')) expect(classify(one, {}).refusal).toEqual(expect.any(String));
    expect(classify(plain('credential'), { force: true })).toMatchObject({ class: 'never', refusal: expect.any(String) });
  });

  test('more members or levels than any call has', () => {
    const deep = (levels: number) => {
      let made: Record<string, unknown> = { transfer: true };
      for (let level = 0; level < levels; level++) made = { a: made };
      return made;
    };
    const wide = (members: number) => ({ list: [...Array.from({ length: members }, () => 'x'), { transfer: true }] });
    for (const args of [deep(1_000), wide(10_000)]) {
      expect(classify(plain('write'), args)).toMatchObject({ class: 'outbound' });
      expect(classify(plain('write'), args).refusal).toBeUndefined();
    }
    for (const args of [deep(5_000), deep(200_000), wide(200_000)]) expect(classify(plain('write'), args).refusal).toContain('too many');
  });
});

test('ten thousand raising fields, deep down, are told of in short', () => {
  let made: unknown = Array.from({ length: 10_000 }, () => ({ transfer: true }));
  for (let level = 0; level < 1_000; level++) made = { a: made };
  const { class: kind, raisedBy } = classify(plain('write'), { made });
  expect([kind, raisedBy.length]).toEqual(['outbound', 100]);
});

describe('forms', () => {
  test('JSON as a text hides nothing in a form, and is a text elsewhere', () => {
    const hidden = JSON.stringify({ any: [{ transfer: { to: '+13125550100' } }] });
    const form = { ...operation('UpdateTexmlConference'), class: 'write' as const };
    expect(classify(form, { AnnounceMethod: hidden }).class).toBe('outbound');
    expect(classify(form, { AnnounceMethod: '{broken' }).class).toBe('write');
    expect(classify(plain('write'), { description: hidden }).class).toBe('write');
  });

  test('instructions for a call are read as Telnyx reads them', () => {
    const call = operation('UpdateTexmlCall');
    const Texml =
      '<Response><Play>https://media.example.com/a.mp3</Play><Dial action="https://hooks.example.com/x">+1</Dial><Redirect>&#104;ttps://other.example.com/</Redirect></Response>';
    expect(classify(call, { Texml }).receivers.map(({ host }) => host)).toEqual(['hooks.example.com', 'other.example.com']);
    expect(classify(call, { Texml: '<Response>' }).refusal).toContain('XML');
  });
});

describe('receivers', () => {
  test.each([
    ['webhook_url', 'https://Hooks.Example.com:8443/in?x=1', 'hooks.example.com'],
    ['webhook_url', 'https://good.example.com@evil.example.com/', 'evil.example.com'],
    ['webhook_url', 'https:evil.example.com/x', 'evil.example.com'],
    ['webhook_url', 'https:/\\evil.example.com', 'evil.example.com'],
    ['webhook_url', '//evil.example.com/x', 'evil.example.com'],
    ['webhook_url', 'ht\ntps://evil.exa\tmple.com/x', 'evil.example.com'],
    ['webhook_url', 'hooks.example.com/in', 'hooks.example.com'],
    ['StatusCallbackMethod', 'https://evil.example.com/', 'evil.example.com'],
    ['base_url', 'https://{{host}}/v1', '{{host}}'],
    ['host', 'LOCALHOST', 'localhost'],
    ['host', '[2001:db8::1]:443', '2001:db8::1'],
    ['rx', 'udp:192.0.2.1:9000', '192.0.2.1'],
    ['sip_address', 'sip:desk@pbx.example.com:5060', 'pbx.example.com'],
    ['fax_email_recipient', 'fax@office.example.com', 'office.example.com'],
  ])('%s: %s goes to %s', (name, value, host) => {
    expect(classify(plain('outbound'), { [name]: value }).receivers).toEqual([{ path: name, host }]);
  });

  test('a telephone number is no host', () => {
    expect(classify(plain('write'), { channel_destination: '+1 (312) 555-0100' })).toMatchObject({ class: 'overwrite', receivers: [] });
  });

  test('the URLs of a webhook are found, not its words', () => {
    const webhook = { name: 'orders.lookup', url: 'hooks.example.com/in', description: 'see example.org', method: 'POST' };
    expect(classify(plain('write'), { tools: [{ webhook }] }).receivers).toEqual([
      { path: 'tools[0].webhook.url', host: 'hooks.example.com' },
    ]);
  });

  test.each(['CallStartConversationRelay', 'createEmailDomainWebhook', 'create_mcp_server'])('%s sends to its url', (id) => {
    expect(classify(operation(id), { url: 'https://hooks.example.com/' }).receivers).toEqual([{ path: 'url', host: 'hooks.example.com' }]);
    expect(classify(operation('CreateDocument'), { url: 'https://hooks.example.com/' }).receivers).toEqual([]);
  });
});

describe('raises', () => {
  test.each([
    ['webhook_url', 'overwrite'],
    ['transfer', 'outbound'],
    ['quantity', 'purchase'],
    ['api_key', 'credential'],
    ['certify_ip_ownership', 'statement'],
    ['force', 'overwrite'],
    ['enabled', 'delete'],
    ['webhook_url_method', undefined],
    ['name', undefined],
  ] as const)('%s: %s', (name, to) => {
    expect(raises(name)).toBe(to);
  });

  test('says nothing of what is no higher than the operation, nor of what counts only at the top', () => {
    expect(raises('webhook_url', { class: 'outbound', path: '/x' })).toBeUndefined();
    expect(raises('force', { class: 'delete', path: '/x' })).toBe('purchase');
    expect(raises('enabled', { class: 'write', path: '/x' }, 2)).toBeUndefined();
  });
});

test.each([
  [
    'get_assistant_public_assistants__assistant_id__get',
    { assistant_id: 'a', fetch_dynamic_variables_from_webhook: true },
    'call a webhook',
  ],
  ['getPhoneNumberReputation', { fresh: true }, 'refreshReputationNumbers'],
  ['GetSimCard', { id: 'a', include_pin_puk_codes: true }, 'secrets'],
])('a read does nothing beside: %s %j', (id, args, why) => {
  expect(classify(operation(id), args).refusal).toContain(why);
});
