import { describe, expect, test } from '@jest/globals';
import { placesOf, readEvent, type CallEvent, type MessageEvent, type OtherEvent } from '../../../../shared/inbox/event/index.ts';

const message = (payload: object, type = 'message.received'): MessageEvent => {
  const event = readEvent({ data: { event_type: type, id: 'e', payload } });
  if (event.kind !== 'message') throw new Error(event.kind);
  return event;
};

const call = (payload: object, type = 'call.hangup'): CallEvent => {
  const event = readEvent({ data: { event_type: type, id: 'e', payload } });
  if (event.kind !== 'call') throw new Error(event.kind);
  return event;
};

const form = (members: object): CallEvent => {
  const event = readEvent({ CallSid: 'c1', From: '+13125550100', To: '+13125550111', ...members });
  if (event.kind !== 'call') throw new Error(event.kind);
  return event;
};

describe('bodies that are no event', () => {
  test.each([
    [null, ''],
    ['not JSON at all', 'not JSON at all'],
    [[], ''],
    [[{ data: {} }], ''],
    [{}, ''],
    [{ data: null }, ''],
    [{ data: { payload: null } }, ''],
    [7, '7'],
    [undefined, ''],
  ])('%j is kept without a name', (body, summary) => {
    expect(readEvent(body)).toEqual({ kind: 'other', type: 'unnamed', at: undefined, topicId: undefined, summary });
  });
});

describe('messages', () => {
  test('from may be text, an object or a list; to may be text, a list, with nulls and numbers', () => {
    for (const from of ['+13125550111', { phone_number: '+1 312 555 0111' }, [{ phone_number: '+13125550111' }], 13125550111]) {
      for (const to of ['+13125550100', ['+13125550100'], [null, { phone_number: '+13125550100' }], { phone_number: 13125550100 }]) {
        expect(message({ from, to })).toMatchObject({ own: '+13125550100', others: ['+13125550111'], from: '+13125550111' });
      }
    }
  });

  test('of several recipients of an inbound message the one whose webhook it is, is ours', () => {
    const to = [{ phone_number: '+13125550122' }, { phone_number: '+13125550100', status: 'webhook_delivered' }];
    expect(message({ from: '+13125550111', to })).toMatchObject({ own: '+13125550100', others: ['+13125550111', '+13125550122'] });
  });

  test('everybody but us takes part in a group, in whatever form cc names them', () => {
    const cc = ['+13125550133', { phone_number: '+13125550122' }, null, '+13125550100'];
    const others = ['+13125550111', '+13125550122', '+13125550133'];
    expect(message({ from: '+13125550111', to: '+13125550100', cc })).toMatchObject({ own: '+13125550100', others });
    expect(message({ direction: 'outbound', from: '+13125550100', to: others }, 'message.sent')).toMatchObject({
      own: '+13125550100',
      others,
    });
  });

  test('a short code and a name of letters stay as they are', () => {
    expect(message({ from: { phone_number: '12345' }, to: 'Shop Café' })).toMatchObject({ own: 'Shop Café', others: ['12345'] });
    expect(message({ from: 12345, to: '+13125550100' }).from).toBe('12345');
  });

  test('words of RCS and WhatsApp are found wherever their kind has them', () => {
    const words = (body: unknown) => message({ body }).text;
    expect(words({ text: 'plain' })).toBe('plain');
    expect(words({ text: { body: 'nested' } })).toBe('nested');
    expect(words({ button: { text: 'Yes' } })).toBe('Yes');
    expect(words({ interactive: { list_reply: { title: 'Tuesday' } } })).toBe('Tuesday');
    expect(words({ location: { latitude: 41.88, longitude: -87.63 } })).toBe('a place: 41.88, -87.63');
    expect(words({ location: { latitude: '41.88', longitude: '-87.63', name: 'The Bean' } })).toBe('The Bean: 41.88, -87.63');
    expect(words({ reaction: { emoji: '👍' } })).toBe('👍');
    expect(words({ image: { link: 'https://x.example/a.png', caption: 'Look' } })).toBe('Look');
    expect(words({ suggestion_response: { postback_data: 'only_this' } })).toBe('only_this');
    expect(words('a text of version 1')).toBe('a text of version 1');
    expect(words({})).toBeUndefined();
  });

  test('files are found in lists of either kind and in bodies', () => {
    const file = { file_uri: 'https://x.example/b.pdf', mime_type: 'application/pdf', file_size_bytes: '12' };
    expect(
      message({
        media: ['https://x.example/a.png', null, {}, { url: 'https://x.example/c', size: '7' }],
        body: { user_file: { payload: file } },
      }).media,
    ).toEqual([
      { url: 'https://x.example/a.png' },
      { url: 'https://x.example/c', size: 7 },
      { url: 'https://x.example/b.pdf', type: 'application/pdf', size: 12 },
    ]);
  });

  test('half an emoji becomes a replacement character', () => {
    expect(message({ text: 'a\ud83d', subject: '\ude00b' })).toMatchObject({ text: 'a\ufffd', subject: '\ufffdb' });
  });

  test('amounts and codes may be numbers, also very small ones; no number is no cost', () => {
    expect(message({ cost: { amount: 1e-7, currency: 'USD' } }).cost).toEqual({ amount: '0.0000001', currency: 'USD' });
    expect(message({ cost: 0.5 }).cost).toEqual({ amount: '0.5', currency: 'USD' });
    expect(message({ cost: { amount: 'free' } }).cost).toBeUndefined();
    expect(message({ errors: [40008, { code: 40002 }, null, 'why', { x: 1 }] }).problems).toEqual([
      { title: '40008' },
      { code: '40002' },
      { title: 'why' },
    ]);
  });

  test('all events of a message stand where it was sent, or received', () => {
    const times = { sent_at: '2026-11-20T21:32:13.552+00:00', received_at: '2026-11-20T21:32:10Z', completed_at: '2026-11-20T21:33:00Z' };
    const sent = Date.parse(times.sent_at);
    for (const type of ['message.sent', 'message.finalized'])
      expect(message({ direction: 'outbound', ...times }, type).standsAt).toBe(sent);
    expect(message({ direction: 'inbound', ...times }).standsAt).toBe(Date.parse(times.received_at));
    expect(message({ direction: 'outbound', received_at: times.received_at }, 'message.sent').standsAt).toBe(Date.parse(times.received_at));
  });

  test('without a direction the name of the event tells whose it is', () => {
    expect(message({ from: 'a', to: 'b' }, 'message.finalized')).toMatchObject({ direction: 'outbound', own: 'a' });
    expect(message({ from: 'a', to: 'b' }, 'message.echo')).toMatchObject({ direction: 'outbound', own: 'a' });
    expect(message({ from: 'a', to: 'b' }, 'message.tomorrow')).toMatchObject({ direction: 'inbound', own: 'b' });
  });

  test('a message of version 1 is named after its state', () => {
    const one = (members: object) => readEvent({ sms_id: 's', from: '+13125550100', to: '+13125550111', body: 'x', ...members });
    expect(one({ direction: 'outbound', status: 'delivered' })).toMatchObject({
      type: 'message.finalized',
      statuses: [{ to: '+13125550111', status: 'delivered' }],
    });
    expect(one({ direction: 'outbound', status: 'queued' })).toMatchObject({ type: 'message.sent', messageId: 's' });
    expect(one({ direction: 'inbound' })).toMatchObject({ type: 'message.received', own: '+13125550111' });
  });

  test('the keyword is written in capitals', () => {
    expect(message({ autoresponse_type: 'stop' }).keyword).toBe('STOP');
  });
});

describe('calls', () => {
  test('names of version 1 become those of version 2', () => {
    const name = (type: string) => call({}, type).name;
    expect(name('call_machine_detection_ended')).toBe('machine.detection.ended');
    expect(name('call_ai_gather_ended')).toBe('ai_gather.ended');
    expect(name('call_conversation_insights_generated')).toBe('conversation_insights.generated');
  });

  test('what is about a call is a call, whatever its name', () => {
    expect(readEvent({ data: { event_type: 'conference.participant.joined', payload: { call_session_id: 's' } } })).toMatchObject({
      kind: 'call',
      name: 'conference.participant.joined',
      sessionId: 's',
    });
  });

  test('a link that keeps working is taken before one that does not', () => {
    const saved = (payload: object) => call(payload, 'call.recording.saved').recording;
    expect(saved({ recording_id: 'r', recording_urls: { mp3: 'https://a' }, public_recording_urls: { wav: 'https://b' } })).toEqual({
      id: 'r',
      url: 'https://b',
      isPublic: true,
    });
    expect(saved({ recording_urls: ['https://a'] })).toEqual({ url: 'https://a', isPublic: false });
    expect(saved({ recording_urls: null })).toBeUndefined();
  });

  test('only detection tells who answered; a greeting has a state', () => {
    expect(call({ result: 'human_business' }, 'call.machine.premium.detection.ended')).toMatchObject({ answeredBy: 'human_business' });
    expect(call({ result: 'beep_detected' }, 'call.machine.greeting.ended')).toMatchObject({
      answeredBy: undefined,
      status: 'beep_detected',
    });
  });

  test('what an assistant found out stands in the detail', () => {
    expect(call({ result: { name: 'Ann', people: 4, vip: true } }, 'call.ai_gather.ended').detail).toBe('name: Ann, people: 4, vip: true');
    expect(call({ results: [{ result: 'She wants a refund.' }] }, 'call.conversation_insights.generated').detail).toBe(
      'She wants a refund.',
    );
  });

  test('the cost may be missing, and then its parts may be there', () => {
    expect(call({ total_cost: null, status: 'error' }, 'call.cost')).toMatchObject({ cost: undefined, status: 'error' });
    expect(call({ total_cost: 0.5, cost_parts: [{ currency: 'EUR', cost: 0.5 }] }, 'call.cost')).toMatchObject({
      cost: { amount: '0.5', currency: 'EUR' },
      detail: 'part 0.5 EUR',
    });
  });

  test('a transcription that does not say whether it is final, is', () => {
    expect(call({ transcription_data: { transcript: 'x' } }, 'call.transcription').said?.final).toBe(true);
    expect(call({ transcription_data: { transcript: 'x', is_final: 'false' } }, 'call.transcription').said?.final).toBe(false);
  });

  test('a hangup has words or none, and everything else has no hangup', () => {
    expect(call({ hangup_cause: 'made_up', sip_hangup_cause: 486 }).hangup).toEqual({ cause: 'made_up', sip: '486' });
    expect(call({ hangup_cause: 'made_up' }, 'call.answered').hangup).toBeUndefined();
  });
});

describe('TeXML', () => {
  test.each([
    ['queued', 'call.initiated'],
    ['initiated', 'call.initiated'],
    ['ringing', 'call.initiated'],
    ['in-progress', 'call.answered'],
    ['completed', 'call.hangup'],
    ['busy', 'call.hangup'],
    ['no-answer', 'call.hangup'],
    ['failed', 'call.hangup'],
    ['canceled', 'call.hangup'],
    ['tomorrow', 'call.tomorrow'],
  ])('%s is %s', (CallStatus, type) => {
    expect(form({ CallStatus }).type).toBe(type);
  });

  test('a call that was never connected has its state for a cause', () => {
    expect(form({ CallStatus: 'busy' }).hangup).toEqual({ cause: 'busy' });
    expect(form({ CallStatus: 'busy', HangupCause: 'user_busy', SipHangupCause: '486' }).hangup).toEqual({
      cause: 'user_busy',
      sip: '486',
    });
    expect(form({ CallStatus: 'completed' }).hangup).toEqual({});
  });

  test('recordings, digits and detection are read', () => {
    expect(form({ CallStatus: 'in-progress', RecordingUrl: 'https://r', RecordingSid: 'r1' })).toMatchObject({
      type: 'call.recording.saved',
      recording: { id: 'r1', url: 'https://r', isPublic: false },
    });
    expect(form({ CallStatus: 'in-progress', Digits: '12' }).digits).toBe('12');
    expect(form({ AnsweredBy: 'machine' })).toMatchObject({ type: 'call.machine.detection.ended', answeredBy: 'machine' });
  });

  test('times may have a space, or be those of a mail', () => {
    const wanted = Date.parse('2021-04-28T21:51:18Z');
    expect(form({ CallStatus: 'completed', Timestamp: '2021-04-28 21:51:18.000479Z' }).at).toBe(wanted);
    expect(form({ CallStatus: 'completed', Timestamp: 'Wed, 28 Apr 2021 21:51:18 +0000' }).at).toBe(wanted);
  });
});

describe('times', () => {
  const at = (occurred_at: unknown) => readEvent({ data: { event_type: 'x', occurred_at } }).at;
  const wanted = Date.parse('2026-11-20T20:16:07.588Z');

  test.each([
    '2026-11-20T20:16:07.588999Z',
    '2026-11-20T21:16:07.588+01:00',
    '2026-11-20 20:16:07.588',
    wanted,
    wanted * 1000,
    String(wanted),
  ])('%j is read', (time) => {
    expect(at(time)).toBe(wanted);
  });

  test('seconds are read', () => {
    expect(at(Math.floor(wanted / 1000))).toBe(Math.floor(wanted / 1000) * 1000);
  });

  test.each(['', 'yesterday', 'May 5', '2026-13-45T99:00:00Z', -1, Infinity, {}, null, '9'.repeat(40)])('%j is no time', (time) => {
    expect(at(time)).toBeUndefined();
  });

  test('the time of what it is about stands in for one that is missing', () => {
    expect(readEvent({ data: { event_type: 'x', payload: { created_at: '2026-11-20T20:16:07.588Z' } } }).at).toBe(wanted);
  });
});

describe('everything else', () => {
  const other = (payload: object, type: string): OtherEvent => {
    const event = readEvent({ data: { event_type: type, payload } });
    if (event.kind !== 'other') throw new Error(event.kind);
    return event;
  };

  test('10DLC is read in camelCase, with or without a name', () => {
    expect(other({ brandId: 'b', status: 'failed', reasons: [{ description: 'EIN' }, 'name'] }, '10dlc.brand.update')).toMatchObject({
      topicId: 'b',
      summary: 'failed: EIN name',
    });
    expect(readEvent({ campaignId: 'c', status: 'ACCEPTED' })).toMatchObject({
      type: '10dlc.campaign.update',
      topicId: 'c',
      summary: 'ACCEPTED',
    });
  });

  test('a fax that failed says why', () => {
    expect(
      other({ fax_id: 'f', to: '+13125550111', failure_reason: 'user_busy', page_count: 1, status: 'failed' }, 'fax.failed'),
    ).toMatchObject({
      topicId: 'f',
      summary: 'to +13125550111, 1 page, failed: user_busy',
    });
  });

  test('an order names some of its numbers', () => {
    const phone_numbers = Array.from({ length: 8 }, (_one, at) => ({ phone_number: `+1312555010${at}` }));
    expect(other({ id: 'o', status: 'failure', phone_numbers }, 'number_order.complete').summary).toBe(
      'failure, +13125550100, +13125550101, +13125550102, +13125550103, +13125550104 and 3 more',
    );
  });

  test('a name is one line of bounded length', () => {
    expect(other({}, `a\nb\u202e${'x'.repeat(500)}`).type).toBe(`a b${'x'.repeat(196)}`);
  });

  test('a summary is one line of bounded length', () => {
    expect(other({ description: `two\nlines ${'x'.repeat(5_000)}` }, 'x').summary).toMatch(/^two lines x{200,290}$/);
  });
});

test('members of the prototype are no members', () => {
  const body = JSON.parse(
    '{"data":{"event_type":"message.received","payload":{"__proto__":{"text":"evil"},"from":{"__proto__":{"phone_number":"+1"}}}}}',
  );
  expect(readEvent(body)).toMatchObject({ text: undefined, from: undefined });
  expect(readEvent(JSON.parse('{"__proto__":{"CallSid":"x"}}'))).toMatchObject({ kind: 'other', type: 'unnamed' });
});

test('an event that names no two ends belongs to a topic', () => {
  expect(placesOf(message({ text: 'x' }))).toEqual([{ kind: 'topic', name: 'message.received' }]);
});
