import { describe, expect, test } from '@jest/globals';
import { createTelnyx } from '../../../shared/telnyx/index.ts';
import { explain, PartialError, type Tool } from '../../../shared/mcp/tool/index.ts';
import { chatWithAssistant } from '../../../tools/ai-assistants/chat-with-assistant.ts';
import { createAssistant } from '../../../tools/ai-assistants/create-assistant.ts';
import { deleteAssistant } from '../../../tools/ai-assistants/delete-assistant.ts';
import { getAssistant } from '../../../tools/ai-assistants/get-assistant.ts';
import { listAssistants } from '../../../tools/ai-assistants/list-assistants.ts';
import { startAssistantCall } from '../../../tools/ai-assistants/start-assistant-call.ts';
import { updateAssistant } from '../../../tools/ai-assistants/update-assistant.ts';
import { contextFor, runTool } from '../../app/contract/support/run-tool.ts';
import { type Answer, inTurn, json, startEdge } from '../../app/contract/support/telnyx-edge.ts';
import { callTool } from '../../support/call-tool.ts';

const ID = 'assistant-a80a9d4a';
const CONVERSATION = '42b20469-1215-4a9a-8964-c36f66b406f4';
const ok = json({ id: ID });
const never: Answer = () => undefined;

const bodies = (seen: readonly { body: string }[]) => seen.map(({ body }) => JSON.parse(body) as unknown);

async function expectRefused(tool: Tool, args: unknown, expected: string) {
  const { error, seen } = await runTool(tool, args, ok);
  expect(error).toMatchObject({ code: 'invalid_input' });
  expect((error as Error).message).toContain(expected);
  expect(seen).toEqual([]);
}

describe('create_assistant', () => {
  const least = { name: 'Front desk', instructions: 'You answer.' };
  const MEDIA = { type: 'media_url', value: 'http://169.254.169.254/a.mp3' };
  const transferTo = (to: unknown) => ({ tools: [{ type: 'transfer', transfer: { from: '+13125550100', targets: [{ to }] } }] });
  const flowWith = (to: unknown) => ({ advanced: { conversation_flow: { nodes: [{ tools: transferTo(to).tools }] } } });

  test.each([
    ['no instructions', { instructions: undefined }, 'Missing argument: instructions'],
    ['a feature that is no text', { enabled_features: [1] }, 'enabled_features.0: '],
    ['a tool without a type', { tools: [{ webhook: {} }] }, 'tools.0.type'],
    ['a tool that calls inside', { tools: [{ type: 'webhook', webhook: { url: 'https://169.254.169.254/' } }] }, 'tools.0: Its URLs'],
    ['a tool without TLS', { tools: [{ type: 'webhook', webhook: { url: 'http://{{host}}.example.com/' } }] }, 'tools.0: Its URLs'],
    ['voice settings without a voice', { voice_settings: { voice_speed: 1 } }, 'voice_settings.voice: '],
    ['too fast a voice', { voice_settings: { voice: 'x', voice_speed: 2.1 } }, 'voice_settings.voice_speed: '],
    ['a transcription that is no text', { transcription: { model: 3 } }, 'transcription.model: '],
    ['a member of another type', { voice_settings: { voice: 'v', expressive_mode: 'yes' } }, 'voice_settings.expressive_mode: '],
    ['settings that are no object', { privacy_settings: 'none' }, 'privacy_settings: '],
    ['background audio inside', { voice_settings: { voice: 'v', background_audio: MEDIA } }, 'voice_settings: Its URLs'],
    ['a webhook inside', { messaging_settings: { status: { webhook_url: 'https://10.0.0.1/' } } }, 'messaging_settings: Its URLs'],
    ['an emergency number to fall back on', { telephony_settings: { fallback_destination: '911' } }, 'telephony_settings: Emergency'],
    ['a number to fall back on that nothing fills', { telephony_settings: { fallback_destination: '{{n}}' } }, 'needs a dynamic variable'],
    ['a variable without a value', { dynamic_variables: [{ name: 'office' }] }, 'dynamic_variables: '],
    ['too short a call', { telephony_settings: { time_limit_secs: 29 } }, 'telephony_settings.time_limit_secs: '],
    ['a webhook that waits too long', { dynamic_variables_webhook_timeout_ms: 10_001 }, 'dynamic_variables_webhook_timeout_ms: '],
    ['a setting of its own in advanced', { advanced: { instructions: 'x' } }, 'advanced: instructions is an argument of its own'],
    ['a local address in advanced', { advanced: { external_llm: { base_url: 'https://localhost/v1', model: 'm' } } }, 'advanced: Its URLs'],
    ['an emergency number in a tool', transferTo('911'), 'tools.0: Emergency and service numbers'],
    ['an emergency number in advanced', flowWith('+1911'), 'advanced: Emergency and service numbers'],
  ])('refuses %s and sends nothing', (_what, args, expected) => expectRefused(createAssistant, { ...least, ...args }, expected));

  const PLACES = [
    ['a URL', (url: unknown) => ({ external_llm: { base_url: url } })],
    ['a list of URLs', (url: unknown) => ({ mcp_servers: [{ urls: ['https://api.example.org/', url] }] })],
    ['a host', (url: unknown) => ({ observability_settings: { host: url } })],
  ] as const;

  test.each(
    PLACES.flatMap(([what, advanced]) =>
      [
        ...['https://{{host}}/', 'https://{{sub}}.example.org/', 'https://api.example.org:{port}/', 'https://api.example.org{{x}}'],
        ...['https:///{{host}}.example.org/', 'https:{{host}}.example.org', '{{url}}', '{{scheme}}://api.example.org/'],
        ...['https://127.0.0.1/', 'http://api.example.org/', 'localhost', 'localhost:3000', '10.0.0.8', '127.1', '{{host}}', 'a.internal'],
      ].map((url) => [what, url, advanced] as const),
    ),
  )('U2: refuses as %s: %s', (_what, url, advanced) =>
    expectRefused(createAssistant, { ...least, advanced: advanced(url) }, 'advanced: Its URLs'),
  );

  test.each([
    ...PLACES.map(([, advanced]) => advanced('https://api.example.org/{{id}}?q={{ q }}#{{#f}}')),
    { observability_settings: { host: 'us.cloud.langfuse.com' } },
    { observability_settings: { host: 'traces.example.org:8443' } },
    { observability_settings: { host: '' } },
    { conversation_flow: { properties: { url: { type: 'string', enum: ['a'] }, host: { type: 'string' } }, required: ['host'] } },
  ])('U2: lets through %j', async (advanced) => {
    const { seen } = await runTool(createAssistant, { ...least, advanced }, ok);
    expect(bodies(seen)).toEqual([{ ...least, ...advanced }]);
  });

  test.each([
    '9 1 1',
    '+112',
    '911,1',
    'sip:911@example.com',
    '"Desk" <sips:+1-911;a=b@example.com>',
    'sip:%3911:pw@example.com',
    'tel:999',
    '++911',
    '９１１',
    911,
  ])('refuses a transfer to %j', (to) => expectRefused(createAssistant, { ...least, ...transferTo(to) }, 'Emergency and service numbers'));

  test.each([
    ['a list of numbers', { type: 'send_message', send_message: { phone_numbers: ['+13125550100', '112'] } }],
    ['a SIP address', { type: 'refer', refer: { targets: [{ name: 'x', sip_address: 'sip:112@example.com' }] } }],
    ['a bare target', { type: 'invite', invite: { targets: '911' } }],
  ])('refuses an emergency number in %s', (_what, tool) =>
    expectRefused(createAssistant, { ...least, tools: [tool] }, 'Emergency and service numbers'),
  );

  test.each(['+13125550101', '+13125550101,911', '12345', '{{telnyx_end_user_target}}', '', 'Sales 24', 'sip:desk911@example.com', '%E9'])(
    'lets a transfer to %j pass',
    async (to) => {
      const { seen } = await runTool(createAssistant, { ...least, ...transferTo(to), ...flowWith(to) }, ok);
      expect(bodies(seen)).toMatchObject([transferTo(to)]);
    },
  );

  test('takes digits for numbers only where a number stands', async () => {
    const tools = [{ type: 'webhook', webhook: { timeout_ms: 911, body_parameters: { properties: { to: { const: '911' } } } } }];
    const { seen } = await runTool(createAssistant, { ...least, tools }, ok);
    expect(bodies(seen)).toMatchObject([{ tools }]);
  });

  test('passes on what Telnyx may have one day: values, members, tools and settings', async () => {
    const settings = {
      enabled_features: ['fax'],
      transcription: { model: 'acme/next-1', region: null, settings: { eot_threshold: 0.8, hints: [null] } },
      voice_settings: { voice: 'Acme.new', api_key_ref: '', brightness: 3 },
      telephony_settings: { noise_suppression: 'quietest', user_idle_reply_secs: null },
      privacy_settings: { in_transit_data_locality: true, forget: 'all' },
      tools: [{ type: 'function', function: { name: 'f' } }, { type: 'teleport' }],
    };
    const { error, seen } = await runTool(createAssistant, { ...least, ...settings, advanced: { next_settings: { a: null } } }, ok);
    expect(error).toBeUndefined();
    expect(bodies(seen)).toEqual([{ ...least, ...settings, next_settings: { a: null } }]);
  });

  test('takes variables as pairs, as models write them, and as an object of any JSON', async () => {
    const pairs = [{ name: 'office', value: 'Oak Street' }];
    const first = await runTool(createAssistant, { ...least, dynamic_variables: pairs }, ok);
    const second = await runTool(createAssistant, { ...least, dynamic_variables: { hours: { mon: [9, 17] } } }, ok);
    expect([...bodies(first.seen), ...bodies(second.seen)]).toEqual([
      { ...least, dynamic_variables: { office: 'Oak Street' } },
      { ...least, dynamic_variables: { hours: { mon: [9, 17] } } },
    ]);
  });

  test('shows no object without members, which some providers reject', () => {
    for (const { inputSchema } of [createAssistant, updateAssistant, startAssistantCall])
      expect(JSON.stringify(inputSchema)).not.toMatch(/"properties":\{\}|"type":"object"[,}](?!"properties")/);
  });

  test('sends what is advanced beside the rest, once, with an Idempotency-Key', async () => {
    const args = { ...least, voice_settings: { voice: 'v' }, advanced: { mcp_servers: [{ id: 'm' }] } };
    const first = await runTool(createAssistant, args, json({}, 503));
    const second = await runTool(createAssistant, args, ok);
    expect(bodies(first.seen)).toEqual([{ ...least, voice_settings: { voice: 'v' }, mcp_servers: [{ id: 'm' }] }]);
    const keys = [first, second].map(({ seen }) => seen[0]?.headers['idempotency-key']);
    expect(keys).toEqual([expect.stringMatching(/^[\w-]{36}$/), expect.stringMatching(/^[\w-]{36}$/)]);
    expect(new Set(keys).size).toBe(2);
    expect(explain(first.error, createAssistant)?.text).toContain('List what exists');
  });
});

describe('update_assistant', () => {
  const open = (to: string) => ({ tools: [{ type: 'transfer', transfer: { from: '+13125550100', targets: [{ to }] } }] });

  test.each([
    ['a change of nothing', { promote_to_main: false }, 'Give at least one setting to change.'],
    [
      'a hidden value in place of a secret',
      { tools: [{ type: 'webhook', webhook: { headers: [{ name: 'a', value: '[hidden]' }] } }] },
      'hides',
    ],
    ['a hidden value in a URL', { advanced: { external_llm: { base_url: 'https://llm.example.org/?key=[hidden]' } } }, 'hides'],
    ['too long a version name', { tags: [], version_name: 'x'.repeat(51) }, 'version_name: '],
    ['nothing but null', { name: null, tools: null }, 'Give at least one setting to change.'],
    ['a member out of bounds', { telephony_settings: { user_idle_timeout_secs: 9 } }, 'telephony_settings.user_idle_timeout_secs: '],
  ])('refuses %s and sends nothing', (_what, args, expected) => expectRefused(updateAssistant, { assistant_id: ID, ...args }, expected));

  test('gives an object back whole, with the members that only Telnyx knows', async () => {
    const voice_settings = { voice: 'v', expressive_mode: true };
    const { seen } = await runTool(updateAssistant, { assistant_id: ID, voice_settings }, ok);
    expect([seen[0]?.method, seen[0]?.url, ...bodies(seen)]).toEqual(['POST', `/ai/assistants/${ID}`, { voice_settings }]);
  });

  test('leaves out null for the members that clients see, and an object of nothing else', async () => {
    const { seen } = await runTool(
      updateAssistant,
      { assistant_id: ID, transcription: { model: 'deepgram/flux', language: null }, voice_settings: { voice: null } },
      ok,
    );
    expect(bodies(seen)).toEqual([{ transcription: { model: 'deepgram/flux' } }]);
  });

  test('takes what get_assistant shows, but not the shared tools: these stay, and the answer says so', async () => {
    const inline = { type: 'webhook', webhook: { name: 'crm', url: 'https://crm.example.com/', headers: [] } };
    const assistant = {
      voice_settings: { voice_speed: null, background_audio: { type: 'predefined_media', value: 'silence' } },
      telephony_settings: { default_texml_app_id: '3014309092261889941', noise_suppression: 'aicoustics', user_idle_reply_secs: null },
      messaging_settings: { default_messaging_profile_id: '', delivery_status_webhook_url: '' },
      interruption_settings: { enable: true, interrupt_prediction_threshold: null },
      widget_settings: { logo_icon_url: null },
      tags: [],
    };
    const tools = [
      { ...inline, shared: false },
      { type: 'transfer', shared: true, transfer: { targets: [{ to: '{{agent}}' }] } },
      { type: 'webhook', shared: true, webhook: { url: 'http://10.0.0.1/' } },
    ];
    const shown = await runTool(getAssistant, { assistant_id: ID }, json({ id: ID, ...assistant, tools }));
    const { id: _, ...given } = shown.result?.structured ?? {};
    const { result, error, seen } = await runTool(updateAssistant, { assistant_id: ID, ...given }, ok);
    expect(error).toBeUndefined();
    expect(bodies(seen)).toEqual([{ ...assistant, tools: [inline] }]);
    expect(result?.structured).toMatchObject({ note: expect.stringContaining('2 of the tools given are from the Tools Library') });
  });

  test.each([
    ['instructions', { instructions: 'Be kind. '.repeat(10_000) }],
    ['a text in a tool', { tools: [{ type: 'webhook', webhook: { url: 'https://crm.example.com/', description: '😀'.repeat(30_000) } }] }],
    [
      'many texts',
      { tools: Array.from({ length: 60 }, (_, at) => ({ type: 'function', function: { name: `f${at}`, description: 'x'.repeat(900) } })) },
    ],
  ])('does not overwrite %s with what an answer cut', async (_what, assistant) => {
    const { result } = await runTool(getAssistant, { assistant_id: ID }, json({ id: ID, ...assistant }));
    const { id: _, shortened, ...given } = result?.structured ?? {};
    expect(shortened).toContain('cut');
    await expectRefused(updateAssistant, { assistant_id: ID, ...given }, 'ends where an answer cut it');
    const { error } = await runTool(updateAssistant, { assistant_id: ID, greeting: `${'Hello '.repeat(40)}…`, ...assistant }, ok);
    expect(error).toBeUndefined();
  });

  test('D48: lets a template stay in place of a number where the assistant has it, and adds none that nothing fills', async () => {
    const stored = json({ id: ID, ...open('{{agent}}'), dynamic_variables: { desk: '+13125550101' } });
    for (const to of ['{{agent}}', '{{desk}}']) {
      const { error, seen } = await runTool(updateAssistant, { assistant_id: ID, ...open(to) }, stored);
      expect(error).toBeUndefined();
      expect(seen.map(({ method }) => method)).toEqual(['GET', 'POST']);
    }
    for (const to of ['{{other}}', '{{agent}}{{other}}']) {
      const { error, seen } = await runTool(updateAssistant, { assistant_id: ID, ...open(to) }, stored);
      expect((error as Error).message).toContain('needs a dynamic variable');
      expect(seen.map(({ method }) => method)).toEqual(['GET']);
    }
  });

  test('D48: stored variables make no emergency number of a new template', async () => {
    const stored = json({ data: { id: ID, dynamic_variables: { t: '11' } } });
    const { error, seen } = await runTool(updateAssistant, { assistant_id: ID, ...open('9{{t}}') }, stored);
    expect((error as Error).message).toContain('Emergency and service numbers');
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('get_assistant', () => {
  test('U9: settings nested without end are cut, not followed', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const { result } = await runTool(getAssistant, { assistant_id: ID }, (_seen, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"id":"${ID}","external_llm":${deep}}`);
    });
    expect(result?.structured).toMatchObject({ id: ID, external_llm: { a: { a: {} } } });
    expect(result?.text.length).toBeLessThan(1_000);
  });

  const webhook = (value: string, shown: string) =>
    [{ name: 'Authorization', value }].map((header) => [header, { ...header, value: shown }] as const);

  test.each([
    ...webhook('Bearer hush', '[hidden]'),
    ...webhook('Bearer {{#integration_secret}}crm{{/integration_secret}}', 'Bearer {{#integration_secret}}crm{{/integration_secret}}'),
  ])('U12: shows templates in headers of tools, but no secrets: %j', async (header, shown) => {
    const tool = (headers: unknown) => ({ type: 'webhook', webhook: { name: 'crm', headers } });
    const record = { id: ID, tools: [tool([header])], external_llm: { token: 'hush', llm_api_key_ref: 'llm', model: 'm' } };
    const { result } = await runTool(getAssistant, { assistant_id: ID }, json(record));
    expect(result?.structured).toEqual({
      id: ID,
      tools: [tool([shown])],
      external_llm: { token: '[hidden]', llm_api_key_ref: 'llm', model: 'm' },
    });
    expect(JSON.stringify(result)).not.toContain('hush');
  });

  const SECRET_REF = '{{#integration_secret}}crm{{/integration_secret}}';

  test.each([
    [
      'an object of headers',
      { headers: { 'X-Any': 'hush', Authorization: `Bearer ${SECRET_REF}`, n: 1, none: null, deep: { a: 'hush' } } },
    ],
    ['lines of headers', { request_headers: ['Authorization: hush', `X-Key: ${SECRET_REF}`] }],
    ['names in camelCase', { apiKey: 'hush', accessToken: 'hush', APIKey: 'hush', clientSecret: SECRET_REF, tokenLimit: 'few' }],
    ['names with hyphens', { 'api-key': 'hush', 'X-API-Key': 'hush', 'client-secret': ['hush'], Password: 'hush' }],
    [
      'queries of URLs',
      {
        url: `https://a.example.org/x?a=1&api%5Fkey=hush&Access-Token=hush&key=${SECRET_REF}&b=2#sig=hush`,
        list: ['https://a.example.org/?token=hush'],
        text: 'Ask for ?token=yours.',
      },
    ],
  ])('U12: hides secrets in %s', async (_what, external_llm) => {
    const { result } = await runTool(getAssistant, { assistant_id: ID }, json({ id: ID, external_llm }));
    expect(JSON.stringify(result)).not.toContain('hush');
    expect(result?.structured).toEqual({ id: ID, external_llm: hidden(external_llm) });
  });

  /** With all that hush says hidden, and with headers as strings. */
  function hidden(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) return value.map((item) => hidden(item));
    if (typeof value === 'object' && value !== null)
      return key === 'deep' ? '[hidden]' : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hidden(member, name)]));
    if (typeof value !== 'string') return key === 'n' ? '[hidden]' : value;
    return value.startsWith('Authorization: ') ? '[hidden]' : value.replaceAll('hush', '[hidden]');
  }

  test("U9: an assistant's settings are no words of strangers: people of the account wrote them. They are cleaned all the same", async () => {
    const assistant = json({ id: ID, instructions: 'Obey\u202e me.' });
    for (const [tool, args] of [
      [getAssistant, {}],
      [updateAssistant, { greeting: 'Hi' }],
    ] as const) {
      const { result } = await runTool(tool, { assistant_id: ID, ...args }, assistant);
      expect(result?.structured).toEqual({ id: ID, instructions: 'Obey me.' });
      expect(result?.text).toBe(JSON.stringify(result?.structured));
    }
  });

  test('shows settings that have no name here, and hides their secrets', async () => {
    const assistant = {
      id: ID,
      a2a_agents: [{ name: 'b', headers: [{ name: 'x', value: 'hush' }] }],
      next_settings: { token: 'hush', a: 1 },
    };
    const { result } = await runTool(getAssistant, { assistant_id: ID }, json(assistant));
    expect(result?.structured).toEqual({
      id: ID,
      a2a_agents: [{ name: 'b', headers: [{ name: 'x', value: '[hidden]' }] }],
      next_settings: { token: '[hidden]', a: 1 },
    });
  });

  const XML = '<?xml version="1.0"?><Response/>';
  test.each([
    ['a JSON string', JSON.stringify(XML)],
    ['the XML itself', XML],
  ])('reads TeXML that comes as %s', async (_what, body) => {
    const { result, seen } = await runTool(getAssistant, { assistant_id: ID, format: 'texml' }, (_seen, response) => response.end(body));
    expect(seen[0]?.url).toBe(`/ai/assistants/${ID}/texml`);
    expect(result?.structured).toEqual({ id: ID, texml: XML });
  });

  test.each(['', '"broken'])('says that TeXML such as %j cannot be read', async (body) => {
    const { error } = await runTool(getAssistant, { assistant_id: ID, format: 'texml' }, (_seen, response) => response.end(body));
    expect(error).toMatchObject({ reason: 'unreadable' });
  });

  test.each(['json', 'texml'])('D43: as %s, asks for nothing that would make Telnyx call a webhook', async (format) => {
    const { seen } = await runTool(getAssistant, { assistant_id: ID, format }, (_seen, response) => response.end('{}'));
    expect(seen.map(({ url }) => new URL(url, 'http://x').search)).toEqual(['']);
    for (const args of [{ fetch_dynamic_variables_from_webhook: true }, { to: '+13125550002' }, { call_control_id: 'v3:a' }])
      await expectRefused(getAssistant, { assistant_id: ID, format, ...args }, 'Unknown argument');
  });
});

test.each(['..', '.', '', '\u0000'])('U1: delete_assistant refuses %j as an id', async (assistant_id) => {
  const { error, seen } = await runTool(deleteAssistant, { assistant_id }, ok);
  expect(explain(error, deleteAssistant)).toMatchObject({ code: 'invalid_input' });
  expect(seen).toEqual([]);
});

describe('list_assistants', () => {
  const named = (...names: string[]) => json({ data: names.map((name) => ({ id: name, name, instructions: 'long' })) });

  test('finds by name whatever the case, and pages', async () => {
    const answer = named('Front desk', 'Sales', 'FRONT office', 'Storefront');
    const first = await runTool(listAssistants, { name_contains: 'front', page_size: 2 }, answer);
    expect(first.result?.structured).toEqual({
      data: [
        { id: 'Front desk', name: 'Front desk' },
        { id: 'FRONT office', name: 'FRONT office' },
      ],
      page: 1,
      total_pages: 2,
      total_results: 3,
      next_page: 2,
    });
    expect(first.seen[0]?.url).toBe('/ai/assistants');
    const last = await runTool(listAssistants, { name_contains: 'front', page_size: 2, page: 2 }, answer);
    expect(last.result?.structured).toEqual({
      data: [{ id: 'Storefront', name: 'Storefront' }],
      page: 2,
      total_pages: 2,
      total_results: 3,
    });
  });
});

test('list_assistants says what helps where there is too much, since no argument does', async () => {
  const { error } = await runTool(listAssistants, { page_size: 1 }, json({ data: [{ id: 'a', instructions: 'x'.repeat(6_000_000) }] }));
  const text = explain(error, listAssistants)?.text;
  expect(text).toContain('too large');
  expect(text).toContain('get_assistant');
  expect(text).not.toMatch(/page_size|Ask for less/);
});

describe('chat_with_assistant', () => {
  const message = { assistant_id: ID, text: 'Open on Sunday?' };

  test('makes a conversation where none is given, and gives its id', async () => {
    const { result, seen } = await runTool(chatWithAssistant, message, inTurn(json({ id: CONVERSATION }), json({ content: 'No.' })));
    expect(result?.structured).toEqual({ notice: expect.stringContaining('Strangers'), conversation_id: CONVERSATION, content: 'No.' });
    expect(result?.text).toMatch(/^Parts of the following were written by strangers\./);
    expect(seen.map(({ url }) => url)).toEqual(['/ai/conversations', `/ai/assistants/${ID}/chat`]);
    expect(bodies(seen)).toMatchObject([{ metadata: { assistant_id: ID } }, { content: 'Open on Sunday?', conversation_id: CONVERSATION }]);
  });

  test('takes conversation and reply in an envelope, too', async () => {
    const answers = inTurn(json({ data: { id: CONVERSATION } }), json({ data: { content: 'No.' } }));
    const { result } = await runTool(chatWithAssistant, message, answers);
    expect(result?.structured).toMatchObject({ conversation_id: CONVERSATION, content: 'No.' });
  });

  test('takes its text under the former name', async () => {
    const args = { assistant_id: ID, message: 'Hi', conversation_id: CONVERSATION };
    const { seen } = await runTool(chatWithAssistant, args, json({ content: 'Hello.' }));
    expect(bodies(seen)).toEqual([{ content: 'Hi', conversation_id: CONVERSATION }]);
  });

  test('an answer without a reply is an unknown outcome', async () => {
    const { error } = await runTool(chatWithAssistant, { ...message, conversation_id: CONVERSATION }, json({ id: 'x' }));
    expect(explain(error, chatWithAssistant)?.text).toContain('UNKNOWN');
  });

  test.each(['..', '.', '\ud800'])('U1: makes no conversation for %j as an id', async (assistant_id) => {
    const { error, seen } = await runTool(chatWithAssistant, { ...message, assistant_id }, json({ id: CONVERSATION }));
    expect(explain(error, chatWithAssistant)).toMatchObject({ code: 'invalid_input' });
    expect(seen).toEqual([]);
  });

  test('U5: is not repeated, and tells how to go on in the conversation that was made', async () => {
    const { error, seen } = await runTool(chatWithAssistant, message, inTurn(json({ id: CONVERSATION }), json({}, 503)));
    expect(seen).toHaveLength(2);
    expect(error).toBeInstanceOf(PartialError);
    const text = explain(error, chatWithAssistant)?.text;
    expect(text).toContain(`conversation_id ${CONVERSATION}`);
    expect(text).toContain('ask it in the same conversation_id to repeat its last answer');
  });

  test('a conversation without AI is refused in Telnyx’s words', async () => {
    const args = { ...message, conversation_id: CONVERSATION };
    const { error } = await runTool(chatWithAssistant, args, json({ detail: 'AI is disabled' }, 400));
    expect(explain(error, chatWithAssistant)?.text).toContain('HTTP 400. “AI is disabled.” Nothing was done.');
  });

  test('says that it waits, ends with the call, and leaves no timer behind', async () => {
    const edge = await startEdge(inTurn(json({ id: CONVERSATION }), never));
    const stop = new AbortController();
    const told: string[] = [];
    const base = contextFor(chatWithAssistant, edge.baseUrl);
    const telnyx = createTelnyx({ baseUrl: edge.baseUrl, apiKey: () => Promise.resolve('KEY') })({
      retry: 'refused',
      signal: stop.signal,
      timeoutMs: 10_000,
    });
    const call = callTool(chatWithAssistant, message, { ...base, telnyx, signal: stop.signal, progress: (text) => told.push(text) });
    while (edge.seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    const error: unknown = await call.catch((reason: unknown) => reason);
    await edge.stop();
    expect(told[0]).toBe('The assistant is thinking');
    expect(explain(error, chatWithAssistant)?.text).toContain(CONVERSATION);
  });

  test('has 55 s, less than any client waits', () => {
    expect(chatWithAssistant.timeoutMs).toBe(55_000);
  });
});

describe('start_assistant_call', () => {
  const call = { assistant_id: ID, from: '+13125550124', to: '+13125550123' };

  test.each([
    ['an emergency number', { to: '911' }, 'Emergency'],
    ['a SIP address', { to: 'sip:a@example.com' }, 'to: '],
    ['a caller of letters', { from: 'Acme' }, 'from: '],
    ['an odd name to show', { caller_id: 'a;b' }, 'caller_id: '],
    ['events that are no text', { status_callback_event: ['answered'] }, 'status_callback_event: '],
    ['too short a ring', { timeout_secs: 4 }, 'timeout_secs: '],
    ['a local callback', { status_callback: 'https://127.0.0.1/' }, 'status_callback: '],
    ['TeXML of its own', { texml: '<Response/>' }, 'Unknown argument: "texml"'],
  ])('refuses %s and sends nothing', (_what, args, expected) => expectRefused(startAssistantCall, { ...call, ...args }, expected));

  test("U10: calls through the assistant's own application", async () => {
    const application = json({ id: ID, telephony_settings: { default_texml_app_id: '1293384261075731499' } });
    const { seen } = await runTool(startAssistantCall, call, inTurn(application, json({ call_sid: 'v3:x', status: 'queued' })));
    expect(seen.map(({ url }) => url)).toEqual([`/ai/assistants/${ID}`, '/texml/ai_calls/1293384261075731499']);
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual({ From: call.from, To: call.to, AIAssistantId: ID });
  });

  test('passes on words that Telnyx may know one day', async () => {
    const words = { machine_detection: 'Guess', detection_mode: 'Finest', recording_channels: 'quad', status_callback_event: 'hummed' };
    const { seen } = await runTool(startAssistantCall, { ...call, connection_id: '1', ...words }, json({ call_sid: 'v3:x' }));
    expect(bodies(seen)).toMatchObject([
      { MachineDetection: 'Guess', DetectionMode: 'Finest', RecordingChannels: 'quad', StatusCallbackEvent: 'hummed' },
    ]);
  });

  test('an answer without the id of the call is an unknown outcome', async () => {
    const { error } = await runTool(startAssistantCall, { ...call, connection_id: '1' }, json({ status: 'queued' }));
    expect(explain(error, startAssistantCall)?.text).toContain('UNKNOWN');
  });

  test('advises where the assistant has no application, and rings nobody', async () => {
    const { error, seen } = await runTool(startAssistantCall, call, ok);
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
    expect(explain(error, startAssistantCall)?.text).toContain('Enable telephony with update_assistant');
  });

  test('U5: rings once at most', async () => {
    const { error, seen } = await runTool(startAssistantCall, { ...call, connection_id: '1' }, json({}, 500));
    expect(seen).toHaveLength(1);
    expect(explain(error, startAssistantCall)?.text).toContain('UNKNOWN');
  });
});
