import { beforeEach, describe, expect, test } from '@jest/globals';
import { useSimulator } from './harness.ts';

const MINE = '+13125550100';
const THEIRS = '+13125550142';
const NOBODY = '+13125550198';

const sim = useSimulator();
let application: string;
beforeEach(async () => {
  application = (await sim.api('GET', '/call_control_applications')).json.data[0].id;
  await portal({ media: ['a', 'b', 'c', 'hold'] });
});

const portal = (body: object) => sim.control('POST', '/portal', body);

const dial = (fields: object = {}) => sim.api('POST', '/calls', { connection_id: application, from: MINE, to: THEIRS, ...fields });
const dialled = async (fields: object = {}) => (await dial(fields)).json.data.call_control_id as string;
const answered = async (fields: object = {}) => {
  const id = await dialled(fields);
  await sim.advance(2000);
  return id;
};
const order = (id: string, action: string, body: object = {}) => sim.api('POST', `/calls/${id}/actions/${action}`, body);
const refusal = async (answer: ReturnType<typeof dial>) => {
  const { status, json } = await answer;
  return [status, json.errors?.[0].code, json.errors?.[0].source?.pointer];
};
const balance = async () => (await sim.api('GET', '/balance')).json.data.balance as string;
/** Events in the order in which they happened. */
const events = async (query = ''): Promise<{ event_type: string; payload: Record<string, unknown> }[]> =>
  (await sim.api('GET', `/webhook_deliveries?page[size]=250&${query}`)).json.data
    .map(({ webhook }: { webhook: unknown }) => webhook)
    .reverse();
const story = async (query?: string) => (await events(query)).map(({ event_type: type }) => type.replace('call.', ''));
const inbound = async (fields: object = {}) =>
  (await sim.control('POST', '/calls/inbound', { from: THEIRS, to: MINE, ...fields })).json.data.call_control_id as string;

describe('an outgoing call', () => {
  test('rings, is answered after two seconds, and ends at its time limit', async () => {
    const { status, json } = await dial({ time_limit_secs: 60, client_state: 'QQ==' });
    expect([status, json.data]).toMatchObject([200, { record_type: 'call', is_alive: false, client_state: 'QQ==' }]);
    const id = json.data.call_control_id;
    const call = async () => (await sim.api('GET', `/calls/${id}`)).json.data;
    expect(await call()).toMatchObject({ is_alive: true, call_duration: 0 });
    await sim.advance(1999);
    expect(await story()).toEqual(['initiated']);
    await sim.advance(1);
    expect(await story()).toEqual(['initiated', 'answered']);
    await sim.advance(59_999);
    expect(await call()).toMatchObject({ is_alive: true, call_duration: 59 });
    await sim.advance(1);
    expect(await call()).toMatchObject({ is_alive: false, call_duration: 60, end_time: '2026-07-15T12:01:02.000Z' });
    expect((await events()).at(-1)).toMatchObject({
      event_type: 'call.hangup',
      payload: { call_control_id: id, client_state: 'QQ==', hangup_cause: 'time_limit', from: MINE, to: THEIRS },
    });
  });

  test('is never answered by a number that ends in 0198', async () => {
    const id = await dialled({ to: NOBODY, timeout_secs: 20 });
    await sim.advance(19_999);
    expect(await refusal(order(id, 'speak', { payload: 'Hi', voice: 'male' }))).toEqual([422, '90034', undefined]);
    await sim.advance(1);
    expect((await events()).at(-1)?.payload).toMatchObject({ hangup_cause: 'timeout' });
    expect(await balance()).toBe('100.00');
  });

  test('goes to the first of several that picks up', async () => {
    await answered({ to: [NOBODY, THEIRS] });
    expect((await events()).map(({ payload }) => payload['to'])).toEqual([THEIRS, THEIRS]);
  });

  test('is the same one for the same command_id within a minute', async () => {
    const first = await dialled({ command_id: 'x' });
    await sim.advance(59_999);
    expect(await dialled({ command_id: 'x' })).toBe(first);
    expect(await dialled({ command_id: 'y' })).not.toBe(first);
    await sim.advance(1);
    expect(await dialled({ command_id: 'x' })).not.toBe(first);
  });

  test('costs each minute begun, and leaves a detail record', async () => {
    const id = await answered();
    expect(await balance()).toBe('99.993');
    await sim.advance(60_000);
    await order(id, 'hangup');
    await sim.advance(600_000);
    expect(await balance()).toBe('99.986');
    const { data, meta } = (await sim.api('GET', '/detail_records?filter[record_type]=call-control&filter[cld][ends_with]=142')).json;
    expect(meta.total_results).toBe(1);
    expect(data[0]).toMatchObject({
      record_type: 'call-control',
      direction: 'outbound',
      status: 'completed',
      cli: MINE,
      call_sec: 60,
      billed_sec: 120,
      cost: '0.0140',
      hangup_cause: 'normal_clearing',
    });
    expect((await sim.api('GET', '/detail_records?filter[record_type]=call-control&filter[direction]=inbound')).json.data).toEqual([]);
  });

  test('is refused without money for a minute', async () => {
    await sim.control('POST', '/account', { balance: '0.0069' });
    expect(await refusal(dial())).toEqual([402, '20100', undefined]);
  });

  test.each([
    [{ to: undefined }, 422, '10004', '/to'],
    [{ to: '3125550142' }, 422, '10016', '/to'],
    [{ to: [] }, 422, '10016', '/to'],
    [{ from: '13125550100' }, 422, '10016', '/from'],
    [{ to: '+1312555014' }, 422, '10016', '/to'],
    [{ to: '+13120550142' }, 422, '10016', '/to'],
    [{ connection_id: '9' }, 422, '10015', '/connection_id'],
    [{ assistant: { id: 'assistant-9' } }, 422, '10017', '/assistant/id'],
    [{ media_name: 'unknown' }, 422, '10017', '/media_name'],
    [{ media_name: 'hold', audio_url: 'https://example.com/a.mp3' }, 422, '10015', '/media_name'],
    [{ time_limit_secs: 29 }, 422, '10033', '/time_limit_secs'],
    [{ record_channels: 'mono' }, 422, '10032', '/record_channels'],
    [{ client_state: 'not base64!' }, 422, '10015', '/client_state'],
  ])('is refused with %j', async (fields, status, code, pointer) => {
    expect(await refusal(dial(fields))).toEqual([status, code, pointer]);
  });

  test('needs an application with an outbound voice profile that is active', async () => {
    const pair = { application_name: 'bare', webhook_event_url: 'https://example.com/' };
    const { id } = (await sim.api('POST', '/call_control_applications', pair)).json.data;
    expect(await reason(dial({ connection_id: id }))).toBe('D38');
    const [{ outbound }] = (await sim.api('GET', '/call_control_applications')).json.data;
    await sim.api('PATCH', `/call_control_applications/${id}`, { ...pair, outbound });
    expect((await dial({ connection_id: id })).status).toBe(200);
    await sim.api('PATCH', `/call_control_applications/${id}`, { ...pair, active: false });
    expect(await refusal(dial({ connection_id: id }))).toEqual([422, '10015', '/connection_id']);
  });

  test('plays its audio and looks for a machine once answered', async () => {
    await answered({ media_name: 'hold', answering_machine_detection: 'detect' });
    await sim.advance(5000);
    expect(await story()).toEqual(['initiated', 'answered', 'playback.started', 'machine.detection.ended', 'playback.ended']);
  });
});

/** The reason of a call that is not dialled. */
const reason = async (answer: ReturnType<typeof dial>): Promise<string> => (await answer).json.telnyx_error?.error_code;

describe('a call that is not dialled', () => {
  const BRITISH = '+442079460142';

  test('has a code that is a number, and says why in text and in telnyx_error', async () => {
    const { status, json } = await dial({ to: BRITISH });
    const text = 'Dialed number is not included in whitelisted countries';
    expect([status, json]).toEqual([
      403,
      {
        data: { call_control_id: expect.stringMatching(/^v3:/) },
        errors: [{ code: 10010, detail: `${text} D13. ${text}.` }],
        telnyx_error: { error_code: 'D13' },
      },
    ]);
    expect(await story()).toEqual([]);
  });

  test.each([BRITISH, '+18765550142', '+18095550142', '+17875550142', '+19005550142', `${BRITISH},123`])(
    'is one to %s, a country that the outbound voice profile lacks',
    async (to) => {
      expect(await reason(dial({ to }))).toBe('D13');
      expect(await reason(dial({ to: [THEIRS, to] }))).toBe('D13');
      expect(await reason(order(await answered(), 'transfer', { to }))).toBe('D13');
    },
  );

  test('is dialled once the profile has the country', async () => {
    await portal({ outbound_voice_profile: { destinations: ['US', 'GB'] } });
    expect((await dial({ to: BRITISH })).status).toBe(200);
    expect(await reason(dial({ to: '+14165550142' }))).toBe('D13');
    expect((await dial({ to: 'sip:desk@example.com' })).status).toBe(200);
  });

  test('is one with a caller id of others', async () => {
    expect(await reason(dial({ from: '+14155550142' }))).toBe('D51');
    expect(await reason(order(await answered(), 'transfer', { to: THEIRS, from: '+14155550142' }))).toBe('D51');
  });

  test('is one of a trial account to a number that is not verified', async () => {
    await sim.control('POST', '/account', { level: 'trial', verified_numbers: [THEIRS] });
    expect(await reason(order(await answered(), 'transfer', { to: '+13125550143' }))).toBe('D60');
    expect((await dial({ to: '+13125550143' })).json.errors[0].detail).toMatch(
      /^Can not make calls to non-verified numbers at this .* D60\./,
    );
  });
});

describe('commands', () => {
  test('hang up once', async () => {
    const id = await answered();
    expect((await order(id, 'hangup')).json).toEqual({ data: { result: 'ok' } });
    expect(await refusal(order(id, 'hangup'))).toEqual([422, '90018', undefined]);
    expect(await refusal(order(id, 'speak', { payload: 'Hi', voice: 'male' }))).toEqual([422, '90018', undefined]);
    expect((await events()).at(-1)?.payload).toMatchObject({ hangup_cause: 'normal_clearing', hangup_source: 'caller' });
  });

  test('cancel a call that still rings', async () => {
    await order(await dialled(), 'hangup');
    await sim.advance(60_000);
    expect(await story()).toEqual(['initiated', 'hangup']);
  });

  test('with the same command_id are carried out once within a minute', async () => {
    const id = await answered();
    const speak = () => order(id, 'speak', { payload: 'Hi', voice: 'male', command_id: 'x' });
    expect((await speak()).json).toEqual((await speak()).json);
    await order(id, 'hangup', { command_id: 'y' });
    expect((await order(id, 'hangup', { command_id: 'y' })).json).toEqual({ data: { result: 'ok' } });
    await sim.advance(60_000);
    expect(await refusal(order(id, 'hangup', { command_id: 'y' }))).toEqual([422, '90018', undefined]);
    expect(await story('filter[event_type]=call.speak.started')).toHaveLength(1);
  });

  test.each([['speak'], ['playback_start'], ['playback_stop'], ['send_dtmf'], ['transfer'], ['answer'], ['hangup']])(
    '%s needs a call that exists',
    async (action) => {
      expect(await refusal(order('v3:unknown', action))).toEqual([422, '90015', '/call_control_id']);
    },
  );

  test.each([
    ['speak', { payload: 'Hi', voice: 'male' }],
    ['playback_start', { media_name: 'hold' }],
    ['playback_stop', {}],
    ['send_dtmf', { digits: '1' }],
    ['transfer', { to: THEIRS }],
  ])('%s has to wait for the answer', async (action, body) => {
    const id = await dialled();
    expect(await refusal(order(id, action, body))).toEqual([422, '90034', undefined]);
    await sim.advance(2000);
    expect((await order(id, action, body)).json).toEqual({ data: { result: 'ok' } });
  });

  test.each([
    ['speak', {}, '10004', '/payload'],
    ['speak', { payload: 'x'.repeat(3001), voice: 'male' }, '10033', '/payload'],
    ['send_dtmf', { digits: 'E' }, '10015', '/digits'],
    ['send_dtmf', { digits: '1', duration_millis: 501 }, '10033', '/duration_millis'],
    ['playback_start', {}, '10004', '/audio_url'],
    ['playback_start', { media_name: 'a', overlay: true }, '10015', '/overlay'],
    ['transfer', { to: 'nobody' }, '10016', '/to'],
    ['transfer', { to: THEIRS, media_name: 'unknown' }, '10017', '/media_name'],
    ['playback_start', { media_name: 'unknown' }, '10017', '/media_name'],
    ['playback_start', { media_name: 'hold', audio_url: 'https://example.com/a.mp3' }, '10015', '/media_name'],
    ['playback_start', { media_name: 'hold', playback_content: 'AAAA' }, '10015', '/media_name'],
    ['speak', { payload: 'Hi', voice: 'nobody' }, '10015', '/voice'],
    ['speak', { payload: 'Hi', voice: 'male', language: 'tlh' }, '10032', '/language'],
    ['speak', { payload: 'Hi', voice: 'male', payload_type: 'ssml' }, '10015', '/payload'],
    ['speak', { payload: '<speak>Hi', voice: 'male', payload_type: 'ssml' }, '10015', '/payload'],
    ['speak', { payload: '<speak><p>Hi</speak></p>', voice: 'male', payload_type: 'ssml' }, '10015', '/payload'],
    ['speak', { payload: '<speak>Q & A</speak>', voice: 'male', payload_type: 'ssml' }, '10015', '/payload'],
    ['speak', { payload: '<speak>Hi</speak>', voice: 'male', payload_type: 'ssml', service_level: 'basic' }, '10015', '/service_level'],
    ['speak', { payload: 'Hallo', voice: 'male', language: 'de-DE', service_level: 'basic' }, '10015', '/service_level'],
    ['answer', {}, '10015', '/call_control_id'],
  ])('%s refuses %j', async (action, body, code, pointer) => {
    expect((await refusal(order(await answered(), action, body))).slice(1)).toEqual([code, pointer]);
  });

  test.each(['male', 'AWS.Polly.Joanna', 'Telnyx.KokoroTTS.af', 'ElevenLabs', 'Azure.en-US-Ava:DragonHDLatestNeural'])(
    'speak with %s',
    async (voice) => {
      const ssml = '<speak>Hello <break time="1s"/> &amp; <emphasis level="strong">goodbye</emphasis></speak>';
      expect((await order(await answered(), 'speak', { payload: ssml, payload_type: 'ssml', voice })).status).toBe(200);
    },
  );

  test.each([
    'http://localhost/a.mp3',
    'https://10.0.0.1/a.mp3',
    'https://[::1]/a.mp3',
    'https://host.invalid/a.mp3',
    'ftp://example.com/a',
    'x',
  ])('playback_start cannot fetch %s', async (url) => {
    expect(await refusal(order(await answered(), 'playback_start', { audio_url: url }))).toEqual([400, '90040', undefined]);
  });
});

describe('what is heard', () => {
  test('queues up, one after the other', async () => {
    const id = await answered();
    await order(id, 'speak', { payload: 'x'.repeat(50), voice: 'male' });
    await order(id, 'playback_start', { audio_url: 'https://example.com/a.mp3' });
    expect((await story()).slice(2)).toEqual(['speak.started']);
    await sim.advance(3000);
    expect((await story()).slice(3)).toEqual(['speak.ended', 'playback.started']);
    await sim.advance(5000);
    expect((await events()).at(-1)).toMatchObject({
      event_type: 'call.playback.ended',
      payload: { media_url: 'https://example.com/a.mp3', status: 'completed' },
    });
  });

  test('stops on command: the current one, or the queue too', async () => {
    const id = await answered();
    const play = (name: string) => order(id, 'playback_start', { media_name: name, loop: 'infinity' });
    await play('a');
    await play('b');
    await play('c');
    await order(id, 'playback_stop', { stop: 'current' });
    await order(id, 'playback_stop');
    await sim.advance(60_000);
    const heard = (await events()).slice(2).map(({ event_type: type, payload }) => [type, payload['media_name'], payload['status']]);
    expect(heard).toEqual([
      ['call.playback.started', 'a', undefined],
      ['call.playback.ended', 'a', 'cancelled'],
      ['call.playback.started', 'b', undefined],
      ['call.playback.ended', 'b', 'cancelled'],
    ]);
  });

  test('may be overlaid, and the overlay stopped alone', async () => {
    const id = await answered();
    await order(id, 'playback_start', { media_name: 'a', loop: 'infinity' });
    await order(id, 'playback_start', { media_name: 'b', overlay: true });
    await order(id, 'playback_stop', { overlay: true });
    expect((await events()).slice(2).map(({ payload }) => payload['media_name'])).toEqual(['a', 'b', 'b']);
  });

  test('ends with the call', async () => {
    const id = await answered();
    await order(id, 'speak', { payload: 'Hi', voice: 'male', loop: 'infinity' });
    await order(id, 'hangup');
    expect((await events()).slice(-2)).toMatchObject([
      { event_type: 'call.speak.ended', payload: { status: 'call_hangup' } },
      { event_type: 'call.hangup' },
    ]);
  });
});

describe('an incoming call', () => {
  test('rings until it is answered, then costs and talks', async () => {
    const id = await inbound();
    await sim.advance(600_000);
    expect(await events()).toMatchObject([{ payload: { direction: 'incoming', from: THEIRS, to: MINE, call_control_id: id } }]);
    expect(await refusal(order(id, 'speak', { payload: 'Hi', voice: 'male' }))).toEqual([422, '90034', undefined]);
    expect((await order(id, 'answer', { record: 'record-from-answer' })).json.data).toEqual({
      result: 'ok',
      recording_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await story()).toEqual(['initiated', 'answered']);
    expect(await balance()).toBe('99.9965');
    expect(await refusal(order(id, 'answer'))).toEqual([422, '10015', '/call_control_id']);
  });

  test('is rejected by a hangup', async () => {
    await order(await inbound(), 'hangup');
    expect((await events()).at(-1)?.payload).toMatchObject({ hangup_cause: 'call_rejected', hangup_source: 'callee' });
  });

  test('gives up where the application wants a first command in time', async () => {
    const pair = { application_name: 'Main calls', webhook_event_url: 'https://example.com/' };
    const change = { ...pair, first_command_timeout: true, first_command_timeout_secs: 10 };
    await sim.api('PATCH', `/call_control_applications/${application}`, change);
    await inbound();
    await sim.advance(10_000);
    expect(await story()).toEqual(['initiated', 'hangup']);
  });

  test('needs a number that is routed to an application', async () => {
    expect((await sim.control('POST', '/calls/inbound', { from: THEIRS, to: THEIRS })).status).toBe(404);
    expect((await sim.control('POST', '/calls/inbound', { from: THEIRS })).status).toBe(400);
  });
});

describe('a transfer', () => {
  const legs = async () => new Set((await events()).map(({ payload }) => payload['call_leg_id'])).size;

  test('makes a second leg, connects both, and ends them together', async () => {
    const id = await answered();
    await order(id, 'transfer', { to: '+14155550150', target_leg_client_state: 'Qg==' });
    await sim.advance(2000);
    expect((await story()).slice(2)).toEqual(['initiated', 'answered', 'bridged', 'bridged']);
    expect((await events())[2]?.payload).toMatchObject({ from: THEIRS, to: '+14155550150', client_state: 'Qg==' });
    expect(await legs()).toBe(2);
    expect(await balance()).toBe('99.986');
    await order(id, 'hangup');
    expect((await story()).slice(6)).toEqual(['hangup', 'hangup']);
  });

  test('that nobody answers leaves the first call as it is', async () => {
    const id = await answered();
    await order(id, 'transfer', { to: NOBODY, timeout_secs: 5 });
    await sim.advance(5000);
    expect((await story()).slice(2)).toEqual(['initiated', 'hangup']);
    expect((await sim.api('GET', `/calls/${id}`)).json.data.is_alive).toBe(true);
  });

  test('ends with the first call, while it rings', async () => {
    const id = await answered();
    await order(id, 'transfer', { to: THEIRS });
    await order(id, 'hangup');
    await sim.advance(10_000);
    expect((await events()).slice(-1)).toMatchObject([{ event_type: 'call.hangup', payload: { hangup_cause: 'originator_cancel' } }]);
    expect(await legs()).toBe(2);
  });
});

describe('the events of an application of version 1', () => {
  test('have other names', async () => {
    const pair = { application_name: 'first', webhook_event_url: 'https://example.com/' };
    const [{ outbound }] = (await sim.api('GET', '/call_control_applications')).json.data;
    const { id, webhook_api_version: version } = (await sim.api('POST', '/call_control_applications', { ...pair, outbound })).json.data;
    expect(version).toBe('1');
    const call = await answered({ connection_id: id, answering_machine_detection: 'detect' });
    await order(call, 'speak', { payload: 'Hi', voice: 'male' });
    await sim.advance(1000);
    await order(call, 'hangup');
    const names = ['call_initiated', 'call_answered', 'speak_started', 'machine_detection_ended', 'speak_ended', 'call_hangup'];
    expect((await events()).map(({ event_type: type }) => type)).toEqual(names);
    expect(await events('filter[event_type]=call.initiated')).toEqual([]);
    expect(await events('filter[event_type]=call.initiated,call_initiated')).toHaveLength(1);
  });
});

describe('the events of calls', () => {
  const read = async (query = '') => (await sim.api('GET', `/call_events?${query}`)).json;
  const names = async (query?: string) =>
    (await read(query)).data.map(({ type, name }: { type: string; name: string }) => `${type} ${name}`);

  test('are commands and what came of them', async () => {
    const id = await answered();
    await order(id, 'speak', { payload: 'Hi', voice: 'male' });
    await sim.advance(1000);
    await order(id, 'hangup');
    expect(await names()).toEqual([
      'webhook call.initiated',
      'command dial',
      'webhook call.answered',
      'webhook call.speak.started',
      'command speak',
      'webhook call.speak.ended',
      'webhook call.hangup',
      'command hangup',
    ]);
    expect((await read('page[size]=1')).data).toMatchObject([
      {
        record_type: 'call_event',
        event_timestamp: '2026-07-15T12:00:00.000Z',
        metadata: { event_type: 'call.initiated', payload: { call_control_id: id, from: MINE, to: THEIRS } },
      },
    ]);
  });

  test('are filtered by leg, session, kind, name, numbers and time', async () => {
    const { call_leg_id: leg, call_session_id: session } = (await dial()).json.data;
    await sim.advance(2000);
    await dial({ to: '+13125550143' });
    for (const query of [`filter[leg_id]=${leg}`, `filter[application_session_id]=${session}`, `filter[to]=${encodeURIComponent(THEIRS)}`])
      expect(await names(query)).toEqual(['webhook call.initiated', 'command dial', 'webhook call.answered']);
    expect(await names('filter[type]=command')).toEqual(['command dial', 'command dial']);
    expect(await names('filter[name]=call.answered')).toEqual(['webhook call.answered']);
    expect(await names(`filter[from]=${encodeURIComponent(MINE)}&filter[occurred_at][gt]=2026-07-15T12:00:01Z`)).toHaveLength(3);
    expect(await names('filter[type]=webhook&filter[product]=texml')).toEqual([]);
    const twice = await sim.api(
      'GET',
      '/call_events?filter[occurred_at][gt]=2026-07-15T12:00:00Z&filter[occurred_at][lt]=2026-07-15T13:00:00Z',
    );
    expect(twice.status).toBe(422);
  });

  test('are those of the last day where neither leg nor session is named', async () => {
    const { call_leg_id: leg } = (await dial({ timeout_secs: 5, to: NOBODY })).json.data;
    await sim.advance(24 * 3600_000 + 6_000);
    expect(await names()).toEqual([]);
    expect(await names(`filter[leg_id]=${leg}`)).toHaveLength(3);
  });
});

test('a call can be read for ten minutes after its end', async () => {
  const id = await answered();
  await order(id, 'hangup');
  await sim.advance(600_000);
  expect((await sim.api('GET', `/calls/${id}`)).json.data.is_alive).toBe(false);
  await sim.advance(1);
  expect(await refusal(sim.api('GET', `/calls/${id}`))).toEqual([422, '90015', '/call_control_id']);
});

test('reset forgets calls, events and applications', async () => {
  await answered();
  await sim.control('POST', '/reset');
  expect(await events()).toEqual([]);
  expect((await sim.api('GET', '/call_control_applications')).json.data).toMatchObject([{ id: application }]);
});
