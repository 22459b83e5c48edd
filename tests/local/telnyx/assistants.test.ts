import { beforeEach, describe, expect, test } from '@jest/globals';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import { signed, useSimulator } from './harness.ts';

const MINE = '+13125550100';
const THEIRS = '+13125550142';

const sim = useSimulator();

const create = async (fields: object = {}) =>
  (await sim.api('POST', '/ai/assistants', { name: 'Front desk', instructions: 'You answer for {{office}}. Be brief.', ...fields })).json;
const begin = async (fields: object = {}) => (await sim.api('POST', '/ai/conversations', fields)).json.id as string;
const chat = (id: string, body: object) => sim.api('POST', `/ai/assistants/${id}/chat`, body);

describe('assistants', () => {
  test('are bare objects, created with defaults, listed and read', async () => {
    await sim.control('POST', '/portal', { tools: ['t'] });
    const made = await create({ greeting: 'Hello', tool_ids: ['t'] });
    expect(made).toMatchObject({ name: 'Front desk', greeting: 'Hello', enabled_features: [], created_at: '2026-07-15T12:00:00.000Z' });
    expect(made).not.toHaveProperty('tool_ids');
    expect((await sim.api('GET', '/ai/assistants')).json).toEqual({ data: [made] });
    expect((await sim.api('GET', `/ai/assistants/${made.id}`)).json).toEqual(made);
  });

  test('with telephony and messaging get an application and a profile', async () => {
    const { telephony_settings, messaging_settings } = await create({
      enabled_features: ['telephony', 'messaging'],
      telephony_settings: { time_limit_secs: 60 },
    });
    expect(telephony_settings).toEqual({ time_limit_secs: 60, default_texml_app_id: expect.stringMatching(/^\d{19}$/) });
    const profile = await sim.api('GET', `/messaging_profiles/${messaging_settings.default_messaging_profile_id}`);
    expect(profile.json.data.name).toBe('ai-assistant-Front desk');
  });

  test('are changed by POST: what is given replaces the old whole', async () => {
    const { id } = await create({ voice_settings: { voice: 'Telnyx.KokoroTTS.af', voice_speed: 1.5 }, greeting: 'Hello' });
    const voice = { voice: 'AWS.Polly.Joanna-Neural' };
    const changed = (await sim.api('POST', `/ai/assistants/${id}`, { voice_settings: voice })).json;
    expect(changed).toMatchObject({ id, voice_settings: voice, greeting: 'Hello' });
    expect(changed.voice_settings).toEqual(voice);
    expect((await sim.api('GET', `/ai/assistants/${id}`)).json).toEqual(changed);
    expect((await sim.api('PATCH', `/ai/assistants/${id}`, {})).status).toBe(404);
  });

  test('stay as they are where a version is not promoted', async () => {
    const { id } = await create();
    const version = await sim.api('POST', `/ai/assistants/${id}`, { name: 'Draft', version_name: 'try', promote_to_main: false });
    expect(version.json).toMatchObject({ name: 'Draft', version_name: 'try' });
    expect((await sim.api('GET', `/ai/assistants/${id}`)).json.name).toBe('Front desk');
  });

  test('are deleted once', async () => {
    const { id } = await create();
    expect((await sim.api('DELETE', `/ai/assistants/${id}`)).json).toEqual({ id, object: 'assistant', deleted: true });
    const again = await sim.api('DELETE', `/ai/assistants/${id}`);
    expect([again.status, again.json]).toEqual([404, { detail: 'Assistant not found' }]);
  });

  test('are refused with detail[], one entry a mistake', async () => {
    const answer = await sim.api('POST', '/ai/assistants', { name: 'x', tools: [{ type: 'function' }] });
    expect(answer.status).toBe(422);
    expect(answer.json.detail).toEqual([
      { loc: ['body', 'instructions'], msg: 'Field required', type: 'missing' },
      { loc: ['body', 'tools', 0, 'type'], msg: expect.any(String), type: 'value_error' },
    ]);
  });

  test.each([
    [{ model: 'openai/gpt-4o' }, ['model'], 'Model openai/gpt-4o is not available for inference'],
    [{ voice_settings: { voice: 'nobody' } }, ['voice_settings', 'voice'], 'Voice nobody is not available'],
    [{ llm_api_key_ref: 'none' }, ['llm_api_key_ref'], 'Integration secret none does not exist'],
    [
      { voice_settings: { voice: 'ElevenLabs', api_key_ref: 'none' } },
      ['voice_settings', 'api_key_ref'],
      'Integration secret none does not exist',
    ],
    [{ tool_ids: ['tool-9'] }, ['tool_ids', 0], 'Tool tool-9 does not exist'],
    [
      { telephony_settings: { default_texml_app_id: '9' } },
      ['telephony_settings', 'default_texml_app_id'],
      'TeXML application 9 does not exist',
    ],
  ])('are refused with %j, which is not there', async (fields, path, what) => {
    const { id } = await create();
    const wanted = { detail: [{ loc: ['body', ...path], msg: `Value error, ${what}`, type: 'value_error' }] };
    expect(await create(fields)).toEqual(wanted);
    expect((await sim.api('POST', `/ai/assistants/${id}`, fields)).json).toEqual(wanted);
  });

  test('take models of others with a key of their own, and hear with every model of the SDK', async () => {
    await sim.api('POST', '/integration_secrets', { identifier: 'llm', type: 'bearer', token: 'x' });
    const hearing = { model: 'soniox/stt-rt-v5' };
    expect(await create({ model: 'openai/gpt-4o', llm_api_key_ref: 'llm', transcription: hearing })).toMatchObject({
      transcription: hearing,
    });
    expect(await create({ transcription: { model: 'nobody/hears' } })).toMatchObject({
      detail: [{ loc: ['body', 'transcription', 'model'], type: 'value_error' }],
    });
  });

  test('give TeXML as a JSON string, or as XML by a fault', async () => {
    const { id } = await create();
    const answer = await sim.api('GET', `/ai/assistants/${id}/texml`);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.json).toContain(`<AIAssistant id="${id}"/>`);
    await sim.control('POST', '/faults', {
      path: '/texml$',
      status: 200,
      body: '<Response/>',
      headers: { 'content-type': 'application/xml' },
    });
    expect((await sim.api('GET', `/ai/assistants/${id}/texml`)).text).toBe('<Response/>');
  });
});

describe('a conversation', () => {
  test('is remembered: the reply knows greeting, variables and what was said', async () => {
    const { id } = await create({ greeting: 'Welcome to {{office}}!', dynamic_variables: { office: 'the dentist' } });
    const conversation_id = await begin({ metadata: { assistant_id: id } });
    const first = await chat(id, { content: 'Open on Sunday?', conversation_id });
    expect(first.json).toEqual({ content: 'Welcome to the dentist! Now you said "Open on Sunday?". My task: You answer for the dentist.' });
    const second = await chat(id, { content: 'And Monday?', conversation_id });
    expect(second.json.content).toMatch(/^Before, you said "Open on Sunday\?"\. Now you said "And Monday\?"\./);
    const other = await chat(id, { content: 'Hi', conversation_id: await begin() });
    expect(other.json.content).toMatch(/^Welcome/);
    expect((await sim.api('GET', '/balance')).json.data.balance).toBe('99.997');
  });

  test('without AI, unknown, or with half a message is refused', async () => {
    const { id } = await create();
    const disabled = await chat(id, { content: 'Hi', conversation_id: await begin({ metadata: { ai_disabled: 'true' } }) });
    expect([disabled.status, disabled.json]).toEqual([400, { detail: 'AI is disabled for this conversation' }]);
    expect((await chat(id, { content: 'Hi', conversation_id: 'x' })).status).toBe(404);
    expect((await chat('x', { content: 'Hi', conversation_id: 'x' })).status).toBe(404);
    expect((await chat(id, { content: 'Hi' })).json.detail).toMatchObject([{ loc: ['body', 'conversation_id'] }]);
  });

  test('fails when the secret of the assistant is gone', async () => {
    const secret = (await sim.api('POST', '/integration_secrets', { identifier: 'llm', type: 'bearer', token: 'x' })).json.data;
    const { id } = await create({ llm_api_key_ref: 'llm' });
    const conversation_id = await begin();
    expect((await chat(id, { content: 'Hi', conversation_id })).status).toBe(200);
    await sim.api('DELETE', `/integration_secrets/${secret.id}`);
    expect((await chat(id, { content: 'Hi', conversation_id })).status).toBe(400);
  });
});

describe('a call by an assistant', () => {
  const equip = (body: object = {}) => sim.control('POST', '/portal', { connection: body });
  const call = (application: string, body: object) => sim.api('POST', `/texml/ai_calls/${application}`, body);

  test('is queued through its application', async () => {
    const { id, telephony_settings } = await create({ enabled_features: ['telephony'] });
    await equip();
    const answer = await call(telephony_settings.default_texml_app_id, { From: MINE, To: THEIRS, AIAssistantId: id });
    expect(answer.json).toEqual({ call_sid: expect.stringMatching(/^v3:/), from: MINE, to: THEIRS, status: 'queued' });
    const sid = encodeURIComponent(answer.json.call_sid);
    expect((await sim.api('GET', `/calls/${sid}`)).json.data.is_alive).toBe(true);
    expect((await sim.api('GET', '/connections?filter[connection_name][contains]=Front')).json.data).toMatchObject([
      { record_type: 'texml_application', id: telephony_settings.default_texml_app_id },
    ]);
  });

  test.each([
    ['small letters', { from: MINE, From: undefined }, '10004', { pointer: '/From' }],
    ['a number of others', { From: THEIRS }, '10015', { pointer: '/From' }],
    ['a number that is not in +E.164', { To: '5550142' }, '10016', { pointer: '/To' }],
    ['an unknown assistant', { AIAssistantId: 'x' }, '10017', { pointer: '/AIAssistantId' }],
    ['TeXML', { Texml: '<Response/>' }, '10015', { pointer: '/Texml' }],
    ['a URL', { Url: 'https://example.com/' }, '10015', { pointer: '/Url' }],
    ['too short a ring', { Timeout: 4 }, '10033', { pointer: '/Timeout' }],
  ])('is refused with %s', async (_what, fields, code, source) => {
    const { id, telephony_settings } = await create({ enabled_features: ['telephony'] });
    const answer = await call(telephony_settings.default_texml_app_id, { From: MINE, To: THEIRS, AIAssistantId: id, ...fields });
    expect([answer.status, answer.json.errors[0]]).toMatchObject([422, { code, source }]);
  });

  test('can go through the application that the account begins with', async () => {
    const { id } = await create();
    const [{ id: application }] = (await sim.api('GET', '/connections?filter[connection_name][contains]=assistants')).json.data;
    expect((await call(application, { From: MINE, To: THEIRS, AIAssistantId: id })).status).toBe(200);
  });

  test('has events, although it tells no webhook', async () => {
    const { id, telephony_settings } = await create({ enabled_features: ['telephony'] });
    await equip({ id: telephony_settings.default_texml_app_id });
    await call(telephony_settings.default_texml_app_id, { From: MINE, To: THEIRS, AIAssistantId: id });
    await sim.advance(2000);
    const { data } = (await sim.api('GET', '/call_events?filter[product]=texml')).json;
    expect(data.map(({ name }: { name: string }) => name)).toEqual(['call.initiated', 'call.answered']);
    expect((await sim.api('GET', '/webhook_deliveries')).json.data).toEqual([]);
  });

  test('needs an application with an outbound voice profile for the country, which no assistant gets by itself', async () => {
    const { id, telephony_settings } = await create({ enabled_features: ['telephony'] });
    const reason = async (to: string) => {
      const { status, json } = await call(telephony_settings.default_texml_app_id, { From: MINE, To: to, AIAssistantId: id });
      return [status, json.errors?.[0].code, json.telnyx_error?.error_code];
    };
    expect(await reason(THEIRS)).toEqual([403, 10010, 'D38']);
    await equip();
    expect(await reason('+442079460142')).toEqual([403, 10010, 'D13']);
    await sim.control('POST', '/account', { level: 'trial' });
    expect(await reason(THEIRS)).toEqual([403, 10010, 'D60']);
    await equip({ outbound_voice_profile_id: null });
    expect(await reason(THEIRS)).toEqual([403, 10010, 'D38']);
  });

  test('is refused through a connection of another kind', async () => {
    const { id } = await create();
    expect((await call('1684641123236054244', { From: MINE, To: THEIRS, AIAssistantId: id })).status).toBe(422);
  });
});

describe('embeddings', () => {
  test('are refused for a bucket that is not there, and for halves of a request', async () => {
    const unknown = await sim.api('POST', '/ai/embeddings', { bucket_name: 'docs' });
    expect([unknown.status, unknown.json.detail]).toMatchObject([422, [{ loc: ['body', 'bucket_name'], msg: 'Bucket not found' }]]);
    const halves = await sim.api('POST', '/ai/embeddings/url', { url: 'https://example.com/' });
    expect(halves.json.detail).toMatchObject([{ loc: ['body', 'bucket_name'], type: 'missing' }]);
    expect((await sim.api('GET', '/ai/embeddings/buckets')).json).toEqual({ data: { buckets: [] } });
    expect((await sim.api('GET', '/ai/embeddings/x')).status).toBe(404);
  });
});

describe('embeddings of a bucket that is there', () => {
  beforeEach(() => sim.send('PUT', '/_s3/us-east-1/docs', undefined, { key: null, headers: { authorization: signed(LOCAL_API_KEY) } }));

  test.each([
    ['/ai/embeddings', { bucket_name: 'docs', document_chunk_size: 100 }, 'embed_bucket'],
    ['/ai/embeddings/url', { bucket_name: 'docs', url: 'https://example.com/help' }, 'embed_url'],
  ])('go on in the background, %s', async (path, body, task_name) => {
    const { data: task } = (await sim.api('POST', path, body)).json;
    expect(task).toMatchObject({ task_name, status: 'queued', created_at: '2026-07-15T12:00:00.000Z' });
    const status = async () => (await sim.api('GET', `/ai/embeddings/${task.task_id}`)).json.data.status;
    await sim.advance(500);
    expect(await status()).toBe('processing');
    expect((await sim.api('GET', '/ai/embeddings/buckets')).json.data.buckets).toEqual([]);
    await sim.advance(1500);
    expect(await status()).toBe('success');
    expect((await sim.api('GET', '/ai/embeddings/buckets')).json.data.buckets).toEqual(['docs']);
  });
});

describe('integration secrets', () => {
  const bearer = { identifier: 'crm', type: 'bearer', token: 'hush' };
  const secrets = '/integration_secrets';

  test('are stored without ever coming out, listed by type, deleted once', async () => {
    const made = await sim.api('POST', secrets, bearer);
    expect([made.status, made.json.data]).toMatchObject([201, { record_type: 'integration_secret', identifier: 'crm' }]);
    await sim.api('POST', secrets, { identifier: 'sip', type: 'basic', username: 'me', password: 'hush' });
    const listed = await sim.api('GET', `${secrets}?filter[type]=bearer`);
    expect(listed.json).toEqual({ data: [made.json.data], meta: { page_number: 1, page_size: 20, total_pages: 1, total_results: 1 } });
    expect(made.text + (await sim.api('GET', secrets)).text).not.toContain('hush');
    const gone = await sim.api('DELETE', `${secrets}/${made.json.data.id}`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await sim.api('DELETE', `${secrets}/${made.json.data.id}`)).json.errors[0].code).toBe('10005');
  });

  test.each([
    ['an identifier that is taken', { identifier: 'crm' }, '/identifier'],
    ['no token', { identifier: 'new', token: undefined }, '/token'],
    ['basic without a user', { identifier: 'new', type: 'basic', password: 'x' }, '/username'],
    ['another type', { type: 'oauth' }, '/type'],
  ])('are refused with %s', async (_what, fields, pointer) => {
    await sim.api('POST', secrets, bearer);
    const answer = await sim.api('POST', secrets, { ...bearer, ...fields });
    expect([answer.status, answer.json.errors[0].source]).toEqual([422, { pointer }]);
  });
});
