import { describe, expect, test } from '@jest/globals';
import { explain, type Tool } from '../../../shared/mcp/tool/index.ts';
import { answerCall } from '../../../tools/call-control/answer-call.ts';
import { createCall } from '../../../tools/call-control/create-call.ts';
import { createCallControlApplication } from '../../../tools/call-control/create-call-control-application.ts';
import { hangupCall } from '../../../tools/call-control/hangup-call.ts';
import { listCallControlApplications } from '../../../tools/call-control/list-call-control-applications.ts';
import { sendDtmf } from '../../../tools/call-control/send-dtmf.ts';
import { speakText } from '../../../tools/call-control/speak-text.ts';
import { startPlayback } from '../../../tools/call-control/start-playback.ts';
import { stopPlayback } from '../../../tools/call-control/stop-playback.ts';
import { transferCall } from '../../../tools/call-control/transfer-call.ts';
import { updateCallControlApplication } from '../../../tools/call-control/update-call-control-application.ts';
import { runTool } from '../../app/contract/support/run-tool.ts';
import { inTurn, json, type Seen } from '../../app/contract/support/telnyx-edge.ts';

const ID = '1293384261075731499';
const CALL = 'v3:abc';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ok = json({ data: { result: 'ok' } });
const refused = (code: string) => json({ errors: [{ code, title: 'No' }] }, 422);
const bodies = (seen: readonly Seen[]) => seen.map(({ body }) => JSON.parse(body));

const call = { connection_id: ID, from: '+13125550001', to: '+13125550002' };

/** Every tool that sends a command, with the least it takes. */
const COMMANDS: readonly (readonly [string, Tool, object])[] = [
  ['answer', answerCall, {}],
  ['hangup', hangupCall, {}],
  ['transfer', transferCall, { to: '+13125550003' }],
  ['speak', speakText, { text: 'Hi' }],
  ['playback_start', startPlayback, { media_name: 'hold' }],
  ['playback_stop', stopPlayback, {}],
  ['send_dtmf', sendDtmf, { digits: '1' }],
];

describe.each(COMMANDS)('the command %s', (action, tool, least) => {
  // Concurrent: it waits for the next try.
  test.concurrent('has one command_id per tool call, the same in every try', async () => {
    const { result, seen } = await runTool(tool, { call_control_id: CALL, ...least }, inTurn(json({}, 503), ok));
    expect(result?.structured).toEqual({ result: 'ok' });
    const [first, second] = bodies(seen);
    expect(seen).toHaveLength(2);
    expect(first.command_id).toMatch(UUID);
    expect(second).toEqual(first);
    const again = await runTool(tool, { call_control_id: CALL, ...least }, ok);
    expect(bodies(again.seen)[0].command_id).not.toBe(first.command_id);
  });

  test('keeps the id one segment of the path, and out of the body', async () => {
    const { seen } = await runTool(tool, { call_control_id: '../x?a=/b', ...least }, ok);
    expect(seen.map(({ url }) => url)).toEqual([`/calls/..%2Fx%3Fa%3D%2Fb/actions/${action}`]);
    expect(bodies(seen)[0]).not.toHaveProperty('call_control_id');
  });

  test.each(['', '.', '..', 'a\u0000b'])('U1: refuses %p as an id', async (id) => {
    const { error, seen } = await runTool(tool, { call_control_id: id, ...least }, ok);
    expect(explain(error, tool)).toMatchObject({ code: 'invalid_input' });
    expect(seen).toEqual([]);
  });

  test('sends the client state in base64', async () => {
    const { seen } = await runTool(tool, { call_control_id: CALL, client_state: 'Café ☕', ...least }, ok);
    expect(Buffer.from(bodies(seen)[0].client_state, 'base64').toString('utf8')).toBe('Café ☕');
  });

  test.concurrent('says how to find out, where no answer came', async () => {
    const { error, seen } = await runTool(tool, { call_control_id: CALL, ...least }, json({}, 503));
    expect(seen).toHaveLength(3);
    const text = explain(error, tool)?.text;
    expect(text).toContain('UNKNOWN');
    expect(text).toContain('once at most');
    expect(text).toMatch(/list_webhook_deliveries|No event tells/);
  });
});

describe('create_call', () => {
  test('ends after ten minutes unless asked otherwise, and is one call however often it is sent', async () => {
    const answer = json({ data: { call_control_id: CALL, is_alive: false } });
    const { result, seen } = await runTool(createCall, call, inTurn(json({}, 500), answer));
    const [first, second] = bodies(seen);
    expect(first).toEqual({ ...call, time_limit_secs: 600, command_id: expect.stringMatching(UUID) });
    expect(second).toEqual(first);
    expect(result?.structured).toEqual({ call_control_id: CALL, is_alive: false });
  });

  test.each([
    ['one', ['+1 312 555 0002'], '+13125550002'],
    ['digits after the answer', '+13125550002,w200#', '+13125550002,w200#'],
    ['a SIP URI', 'sip:desk.5@pbx.example.com:5061;transport=tcp', 'sip:desk.5@pbx.example.com:5061;transport=tcp'],
    ['a full number as a SIP URI', 'sip:+13125550002;user=x@pbx.example.com', 'sip:+13125550002;user=x@pbx.example.com'],
    ['the same without plus', 'sip:13125550002@pbx.example.com', 'sip:13125550002@pbx.example.com'],
    ['the same with an international prefix', 'sip:0013125550002@pbx.example.com', 'sip:0013125550002@pbx.example.com'],
    ['a user of letters and digits', 'sip:desk911@pbx.example.com', 'sip:desk911@pbx.example.com'],
    ['several', ['+13125550002', 'sips:a@b.example'], ['+13125550002', 'sips:a@b.example']],
  ])('dials %s', async (_what, to, sent) => {
    const { seen } = await runTool(createCall, { ...call, to }, json({ data: {} }));
    expect(bodies(seen)[0].to).toEqual(sent);
  });

  test.each([
    ['an emergency number', { to: '911' }, 'to.0: '],
    ['an emergency number with plus', { to: '+112' }, 'Emergency'],
    ['an emergency number before digits', { to: '+911,1' }, 'Emergency'],
    ['an emergency number as a SIP URI', { to: 'sip:911@sip.telnyx.com' }, 'Emergency'],
    ['the same with separators', { to: 'sip:+1-1.2;phone-context=x@example.com' }, 'Emergency'],
    ['the same, escaped', { to: 'sip:%39%31%31@sip.telnyx.com' }, 'SIP URI'],
    ['a password in a SIP URI', { to: 'sip:a:b@example.com' }, 'SIP URI'],
    ['another scheme', { to: 'callto:+13125550002' }, 'Did you mean +13125550002?'],
    ['an emergency number as people write it', { to: '112' }, 'Emergency'],
    ['a number without plus', { to: '3125550002' }, 'to.0: '],
    ['odd digits after the comma', { to: '+13125550002,2,0' }, 'After the comma'],
    ['digits for several', { to: ['+13125550002,1', '+13125550003'] }, 'one destination only'],
    ['nobody', { to: [] }, 'to: '],
    ['letters as sender', { from: 'Acme' }, 'from: '],
    ['two kinds of audio', { audio_url: 'https://media.example.com/a.mp3', media_name: 'a' }, 'not both'],
    ['audio inside the network', { audio_url: 'https://169.254.169.254/a.mp3' }, 'audio_url: '],
    ['too long a call', { time_limit_secs: 14_401 }, 'time_limit_secs: '],
    ['too short a call', { time_limit_secs: 29 }, 'time_limit_secs: '],
    ['a name with markup', { from_display_name: '<b>' }, 'from_display_name: '],
    ['a provider key for the assistant', { assistant: { id: 'a', llm_api_key_ref: 'x' } }, 'Unknown argument in assistant'],
    ['a command_id of its own', { command_id: 'x' }, 'Unknown argument: "command_id"'],
  ])('refuses %s and calls nobody', async (_what, args, expected) => {
    const { error, seen } = await runTool(createCall, { ...call, ...args }, ok);
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });
});

describe('create_call without connection_id', () => {
  const { from, to } = call;
  const OTHER = '2293384261075731499';
  const numbers = (connection_id: unknown, others: object = {}) =>
    json({ data: [{ id: '1', phone_number: from, connection_id, connection_name: 'Desk phones', ...others }] });
  const applications = (...ids: string[]) => json({ data: ids.map((id) => ({ id, application_name: `app ${id}`, active: true })) });
  const none = json({ errors: [{ code: '10005', title: 'Resource not found' }] }, 404);

  test('calls with the one of its number', async () => {
    const dialled = json({ data: { call_control_id: CALL } });
    const { result, seen } = await runTool(createCall, { from, to }, inTurn(numbers(ID), json({ data: { id: ID } }), dialled));
    expect(seen.map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`)).toEqual([
      'GET /phone_numbers',
      `GET /call_control_applications/${ID}`,
      'POST /calls',
    ]);
    expect(new URL(seen[0]?.url ?? '', 'http://x').searchParams.get('filter[phone_number]')).toBe('13125550001');
    expect(JSON.parse(seen[2]?.body ?? '')).toMatchObject({ connection_id: ID, from, to });
    expect(result?.structured).toEqual({ call_control_id: CALL });
  });

  test.each([
    ['no connection, one application', [numbers(null), applications(OTHER)], `Give connection_id: "${OTHER}" (app ${OTHER}).`],
    [
      'no connection, two applications',
      [numbers(''), applications(ID, OTHER)],
      'Give a connection_id from list_call_control_applications.',
    ],
    ['no connection, no application', [numbers(undefined), applications()], 'create_call_control_application'],
    ['a connection of another kind', [numbers(ID), none, applications(OTHER)], `(${ID}, Desk phones) is no call control application`],
    ['a connection of another kind, refused', [numbers(ID), refused('10015'), applications(OTHER)], 'update_phone_number connection_id'],
    ['a number that is not ours', [json({ data: [] })], `This account has no number ${from}: take one from list_phone_numbers.`],
  ])('says what to do next: %s', async (_what, answers, words) => {
    const { error, seen } = await runTool(createCall, { from, to }, inTurn(...answers));
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain(words);
    expect(seen.map(({ method }) => method)).not.toContain('POST');
  });

  test('shows nothing of the names that nobody can see', async () => {
    const named = json({ data: [{ id: OTHER, application_name: 'Desk\u202e\ud83d' }] });
    const { error } = await runTool(createCall, { from, to }, inTurn(numbers(ID, { connection_name: 'A\u200bB\udc00' }), none, named));
    const { message } = error as Error;
    expect(message).toContain(`(${ID}, AB`);
    expect(message).not.toMatch(/[\u200b\u202e]/);
    expect(message.isWellFormed()).toBe(true);
  });

  test('is not made where Telnyx does not tell', async () => {
    const { error, seen } = await runTool(createCall, { from, to }, inTurn(numbers(ID), json({ errors: [{ code: '10010' }] }, 403)));
    expect(error).toMatchObject({ code: 'upstream_refused' });
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });
});

describe('create_call without from', () => {
  const number = (phone_number: string, connection_id?: string) => ({ phone_number, connection_id });

  test.each([
    ['the only number', [number('+13125550001')], 'Give from: "+13125550001"'],
    ['the only number that is connected', [number('+13125550001'), number('+13125550002', ID)], 'Give from: "+13125550002"'],
    ['several', [number('+13125550001', ID), number('+13125550002', ID)], 'such as +13125550001, +13125550002 (list_phone_numbers)'],
    ['none', [], 'list_available_phone_numbers'],
  ])('proposes %s', async (_what, data, words) => {
    const { error, seen } = await runTool(createCall, { connection_id: ID, to: '+13125550003' }, json({ data }));
    expect(error).toMatchObject({ code: 'invalid_input' });
    expect((error as Error).message).toContain(words);
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
  });

  test('asks for it where the list of numbers cannot be read', async () => {
    const answer = json({ errors: [{ code: '10007', title: 'Unexpected error' }] }, 403);
    const { error } = await runTool(createCall, { connection_id: ID, to: '+13125550003' }, answer);
    expect((error as Error).message).toMatch(/^Give from, the number that calls: the list of numbers could not be read now\./);
  });

  test.each([
    ['an error beside it', { errors: [{ title: 'x' }] }],
    ['one that could not be read', {}],
  ])('claims no only number where there is %s', async (_what, others) => {
    const data = [number('+13125550001', ID), ...('errors' in others ? [] : [null])];
    const { error } = await runTool(createCall, { connection_id: ID, to: '+13125550003' }, json({ data, ...others }));
    expect((error as Error).message).toContain('Give from, a number of this account, such as +13125550001');
  });

  test('claims no only number where there are further pages', async () => {
    const page = { data: [number('+13125550001', ID)], meta: { page_number: 1, total_pages: 2, total_results: 21 } };
    const { error } = await runTool(createCall, { to: '+13125550003' }, json(page));
    expect((error as Error).message).toContain('such as +13125550001 (list_phone_numbers)');
  });
});

test.each([
  ...[
    '911',
    '+911',
    '911_',
    '_911',
    '911~',
    "'911'",
    '/911',
    '*911',
    '9!1*1',
    '911+',
    '++911',
    '*+911',
    '(9)1-1',
    '911;user=phone',
    ';911',
  ],
  ...['911?x', '911,1', '911&1', '911=1', '911$1', '00112', '0911', '1911', '+1911', '00911', '001911', '0049112', '011112', '*0911'],
])('U3: no SIP user %j calls an emergency number, nor is called in a transfer', async (user) => {
  for (const [tool, args] of [
    [createCall, call],
    [transferCall, { call_control_id: CALL }],
  ] as const) {
    const { error, seen } = await runTool(tool, { ...args, to: `sip:${user}@sip.telnyx.com` }, ok);
    expect((error as Error).message).toContain('Emergency and service numbers');
    expect(seen).toEqual([]);
  }
});

test.each(['1001', '0200', '9120', 'desk', '13125550100'])(
  'SIP user %j is an extension, a name or a full number, and is called',
  async (user) => {
    const { error } = await runTool(createCall, { ...call, to: `sip:${user}@pbx.example.com` }, json({ data: { call_control_id: CALL } }));
    expect(error).toBeUndefined();
  },
);

describe('hangup_call', () => {
  test('takes "already ended" for done, and says so', async () => {
    const { result, seen } = await runTool(hangupCall, { call_control_id: CALL }, refused('90018'));
    expect(result?.structured).toEqual({ result: 'ok', note: 'The call was over already.' });
    expect(seen).toHaveLength(1);
  });

  test('does not take another refusal for done', async () => {
    const { error } = await runTool(hangupCall, { call_control_id: CALL }, refused('90015'));
    expect(explain(error, hangupCall)?.text).toContain('Take the call_control_id from create_call');
  });
});

test.each([
  ['90018', 'a call that is over'],
  ['90034', 'Wait for call.answered'],
  ['90040', 'from the internet'],
])('the refusal %s comes with advice', async (code, words) => {
  const { error } = await runTool(speakText, { call_control_id: CALL, text: 'Hi' }, refused(code));
  expect(explain(error, speakText)?.text).toContain(words);
});

describe('speak_text', () => {
  test('has a voice without being asked', async () => {
    for (const said of [{ text: 'Hi' }, { payload: 'Hi' }]) {
      const { seen } = await runTool(speakText, { call_control_id: CALL, ...said }, ok);
      expect(bodies(seen)[0]).toMatchObject({ payload: 'Hi', voice: 'Telnyx.KokoroTTS.af' });
    }
  });

  test('leaves voices and languages to Telnyx, which adds some', async () => {
    const { seen } = await runTool(speakText, { call_control_id: CALL, text: 'Hi', voice: 'New Provider.a b', language: 'tlh' }, ok);
    expect(bodies(seen)[0]).toMatchObject({ voice: 'New Provider.a b', language: 'tlh' });
  });

  test.each([
    '<speak>Hi</speak>',
    ' <speak xml:lang="en-US">Tom &amp; <break time="1s"/><sub alias="b">c</sub> &#233;</speak>\n',
    '<speak><audio src="https://media.example.com/a.mp3"/></speak>',
  ])('takes SSML: %s', async (text) => {
    const { seen } = await runTool(speakText, { call_control_id: CALL, text, payload_type: 'ssml' }, ok);
    expect(seen).toHaveLength(1);
  });

  test.each([
    'Hi',
    '<p>Hi</p>',
    '<speak>Hi',
    '<speak>Hi</p></speak>',
    '<speak><p>Hi</speak></p>',
    '<speak>Hi</speak><speak>you</speak>',
    '<speak>Hi</speak> there',
    '<speak>1 < 2</speak>',
    '<speak>Tom & Jerry</speak>',
    '<speak>Hi</speak',
    '<speak></speak>',
    '<speak> <break time="1s"/> </speak>',
    '<speak/>',
  ])('refuses broken or empty SSML: %s', async (text) => {
    const { error, seen } = await runTool(speakText, { call_control_id: CALL, text, payload_type: 'ssml' }, ok);
    expect((error as Error).message).toContain('Expected SSML');
    expect(seen).toEqual([]);
  });

  test.each([
    [{ text: '' }, 'text: '],
    [{ text: ' \u200b' }, 'Nobody can see this text'],
    [{ text: 'x'.repeat(3001) }, 'text: '],
    [{ payload: 'Hi' }, 'Unknown argument: "payload"'],
    [{ voice: 'female' }, 'need service_level basic'],
    [{ voice: 'male', service_level: 'premium' }, 'need service_level basic'],
    [{ service_level: 'basic', language: 'de-DE' }, 'plain text in en-US only'],
    [{ service_level: 'basic', payload_type: 'ssml' }, 'plain text in en-US only'],
    [{ language: 'German' }, 'Telnyx documents arb, '],
    [{ loop: 0 }, 'loop: '],
    [{ loop: 'forever' }, 'loop: '],
    [{ target_legs: 'peer' }, 'target_legs: '],
    [{ voice_settings: { api_key_ref: 'x' } }, 'Unknown argument'],
  ])('refuses %j', async (args, expected) => {
    const { error, seen } = await runTool(speakText, { call_control_id: CALL, text: 'Hi', ...args }, ok);
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });
});

describe('start_playback', () => {
  test.each([
    [3, 3],
    ['3', 3],
    ['infinity', 'infinity'],
  ])('loops %p', async (loop, sent) => {
    const { seen } = await runTool(startPlayback, { call_control_id: CALL, media_name: 'hold', loop }, ok);
    expect(bodies(seen)[0].loop).toBe(sent);
  });

  test.each([
    [{}, 'Give either audio_url or media_name.'],
    [{ audio_url: 'https://media.example.com/a.mp3', media_name: 'a' }, 'Give either audio_url or media_name.'],
    [{ audio_url: 'http://media.example.com/a.mp3' }, 'audio_url: '],
    [{ media_name: 'a', overlay: true, target_legs: 'both' }, 'target_legs must be self'],
    [{ playback_content: 'SUQz' }, 'Unknown argument'],
  ])('refuses %j', async (args, expected) => {
    const { error, seen } = await runTool(startPlayback, { call_control_id: CALL, ...args }, ok);
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });
});

test.each(['', 'E', '1 2', '1-2', '1'.repeat(257)])('send_dtmf refuses the digits %p', async (digits) => {
  const { error, seen } = await runTool(sendDtmf, { call_control_id: CALL, digits }, ok);
  expect(error).toMatchObject({ code: 'invalid_input' });
  expect(seen).toEqual([]);
});

test('transfer_call encodes the state of both legs', async () => {
  const args = { call_control_id: CALL, to: 'sip:desk@pbx.example.com', client_state: 'A', target_leg_client_state: 'B' };
  const { seen } = await runTool(transferCall, args, ok);
  expect(bodies(seen)[0]).toMatchObject({ client_state: 'QQ==', target_leg_client_state: 'Qg==' });
});

test('list_call_control_applications filters by profile with one dotted key, and refuses two characters', async () => {
  const { seen } = await runTool(listCallControlApplications, { outbound_voice_profile_id: ID, name_contains: 'ivr' }, json({ data: [] }));
  expect(Object.fromEntries(new URL(seen[0]?.url ?? '', 'http://x').searchParams)).toEqual({
    'filter[application_name][contains]': 'ivr',
    'filter[outbound.outbound_voice_profile_id]': ID,
    'page[number]': '1',
    'page[size]': '20',
  });
  const { error } = await runTool(listCallControlApplications, { name_contains: 'iv' }, json({ data: [] }));
  expect(error).toMatchObject({ code: 'invalid_input' });
});

describe('call control applications', () => {
  const pair = { application_name: 'router', webhook_event_url: 'https://hooks.example.com/' };
  const profile = { outbound: { outbound_voice_profile_id: ID } };

  test('are created for signed events, and lack a profile in so many words', async () => {
    const { result, seen } = await runTool(createCallControlApplication, pair, json({ data: { id: ID } }, 201));
    expect(bodies(seen)).toEqual([{ ...pair, webhook_api_version: '2' }]);
    expect(result?.structured).toEqual({ id: ID, note: expect.stringContaining('create_call fails') });
  });

  test('need no note with a profile', async () => {
    const { result } = await runTool(createCallControlApplication, { ...pair, ...profile }, json({ data: { id: ID, ...profile } }, 201));
    expect(result?.structured).toEqual({ id: ID, ...profile });
  });

  test.each([
    ['both given', pair, []],
    ['one given', { webhook_event_url: 'https://new.example.com/' }, ['GET']],
    ['neither given', { active: false }, ['GET']],
  ])('are changed with the pair that Telnyx wants: %s', async (_what, change, before) => {
    const answer = json({ data: { id: ID, ...pair, ...profile } });
    const { seen } = await runTool(updateCallControlApplication, { id: ID, ...change }, answer);
    expect(seen.map(({ method, url }) => [method, url])).toEqual(
      [...before, 'PATCH'].map((method) => [method, `/call_control_applications/${ID}`]),
    );
    expect(JSON.parse(seen.at(-1)?.body ?? '')).toEqual({ ...pair, ...change });
  });

  test.each([
    [
      { application_name: 'router', webhook_event_url: null },
      { ...pair, webhook_event_url: '' },
    ],
    [
      { application_name: 'router', webhook_event_url: '' },
      { ...pair, webhook_event_url: '' },
    ],
    [{ webhook_event_url: pair.webhook_event_url }, { ...pair, application_name: '' }],
  ])('are changed although they lack one of the pair: %j', async (current, sent) => {
    const answer = json({ data: { id: ID, ...current, ...profile } });
    const { result, seen } = await runTool(updateCallControlApplication, { connection_id: ID, active: true }, answer);
    expect(bodies(seen.slice(1))).toEqual([{ ...sent, active: true }]);
    expect(result?.structured).toMatchObject({ id: ID });
  });

  test('say so when events go nowhere', async () => {
    const answer = json({ data: { id: ID, webhook_event_url: '', ...profile } });
    const { result } = await runTool(updateCallControlApplication, { connection_id: ID, ...pair }, answer);
    expect(result?.structured['note']).toContain('no webhook_event_url');
  });

  test('take settings that only a newer Telnyx knows', async () => {
    const settings = { anchorsite_override: 'Paris, France', dtmf_type: 'RFC 4733' };
    const { seen } = await runTool(updateCallControlApplication, { connection_id: ID, ...pair, ...settings }, json({ data: { id: ID } }));
    expect(bodies(seen)).toEqual([{ ...pair, ...settings }]);
  });

  test('are not changed when the current pair cannot be read', async () => {
    const { error, seen } = await runTool(updateCallControlApplication, { id: ID, active: false }, json({ data: {} }));
    expect(seen.map(({ method }) => method)).toEqual(['GET']);
    expect(explain(error, updateCallControlApplication)?.text).toContain('Nothing was changed.');
  });

  test('lose settings with null', async () => {
    const { seen } = await runTool(updateCallControlApplication, { id: ID, ...pair, remove: ['webhook_timeout_secs'] }, json({ data: {} }));
    expect(bodies(seen)).toEqual([{ ...pair, webhook_timeout_secs: null }]);
  });

  test.each([
    [{ id: ID }, 'Give at least one setting to change.'],
    [{ id: 'router', active: true }, 'connection_id: '],
    [{ id: ID, connection_id: ID, active: true }, 'Unknown argument: "id"'],
    [{ id: ID, webhook_timeout_secs: 5, remove: ['webhook_timeout_secs'] }, 'given and removed'],
    [{ id: ID, webhook_timeout_secs: 31 }, 'webhook_timeout_secs: '],
    [{ id: ID, webhook_event_url: 'hooks.example.com' }, 'webhook_event_url: '],
    [{ id: ID, inbound: { sip_password: 'x' } }, 'Unknown argument in inbound'],
  ])('refuse %j', async (args, expected) => {
    const { error, seen } = await runTool(updateCallControlApplication, args, ok);
    expect((error as Error).message).toContain(expected);
    expect(seen).toEqual([]);
  });
});
