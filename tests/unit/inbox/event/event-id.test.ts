import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { eventId } from '../../../../shared/inbox/event/index.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('eventId', () => {
  test('is made of the id of the event, wherever the version has it', () => {
    const wanted = hash('e1');
    expect(eventId({ data: { id: 'e1', payload: { id: 'm1' } }, meta: { attempt: 1 } })).toBe(wanted);
    expect(eventId({ webhook_id: 'e1', event_type: 'call.hangup', payload: {} })).toBe(wanted);
    expect(eventId({ id: 'e1', event_type: 'call_answered', payload: {} })).toBe(wanted);
  });

  test('is not made of the id of a message, which several events share', () => {
    const sent = eventId({ sms_id: 'm1', id: 'm1', from: '1', to: '2', body: 'x', status: 'sent' });
    expect(eventId({ sms_id: 'm1', id: 'm1', from: '1', to: '2', body: 'x', status: 'delivered' })).not.toBe(sent);
    expect(eventId({ data: { payload: { id: 'm1' }, event_type: 'message.sent' } })).not.toBe(
      eventId({ data: { payload: { id: 'm1' }, event_type: 'message.finalized' } }),
    );
  });

  test('is not made of the id of what is told of, where data is that itself', () => {
    const pending = eventId({ data: { record_type: 'verification_request', id: 'v1', status: 'pending' } });
    expect(eventId({ data: { record_type: 'verification_request', id: 'v1', status: 'verified' } })).not.toBe(pending);
  });

  test('without an id is made of what is told, whatever meta says and in whatever order the members stand', () => {
    const data = { event_type: 'message.received', payload: { text: 'Hi', from: 'a' } };
    const again = { payload: { from: 'a', text: 'Hi' }, event_type: 'message.received' };
    expect(eventId({ data, meta: { attempt: 1 } })).toBe(eventId({ meta: { attempt: 2 }, data: again }));
    expect(eventId({ CallSid: 'a', CallStatus: 'busy', meta: 1 })).toBe(eventId({ CallStatus: 'busy', CallSid: 'a', meta: 2 }));
    expect(eventId({ data: { ...data, payload: { text: 'Ho', from: 'a' } } })).not.toBe(eventId({ data }));
    expect(eventId({ data: { id: null, ...data } })).not.toBe(eventId({ data: { id: 'x', ...data } }));
  });

  test('without an id is the hash of canonical JSON', () => {
    expect(eventId({ data: { b: [1, 'x', null, { d: 0.5 }], a: {} } })).toBe(hash('{"a":{},"b":[1,"x",null,{"d":0.5}]}'));
    expect(eventId([1, []])).toBe(hash('[1,[]]'));
    expect(eventId('text')).toBe(hash('"text"'));
    expect(eventId(null)).toBe(hash('null'));
  });

  test('tells half an emoji from the other half, and reads JSON of any depth', () => {
    expect(eventId({ data: { a: '\ud83d' } })).not.toBe(eventId({ data: { a: '\ude00' } }));
    expect(eventId(JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`))).toMatch(/^[0-9a-f]{16}$/);
  });
});
