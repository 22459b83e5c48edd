import { describe, expect, test } from '@jest/globals';
import { callStory, outcomeWords, stateWords, threadItems } from '../../../../shared/inbox/story/index.ts';
import { told } from '../support/cases.ts';

const call = (name: string, second: number, payload: object = {}) =>
  told({
    data: {
      event_type: `call.${name}`,
      occurred_at: new Date(Date.parse('2026-11-24T03:30:00Z') + second * 1000).toISOString(),
      payload: { call_session_id: 's', call_leg_id: 'a', call_control_id: 'ca', ...payload },
    },
  });

const hangup = (hangup_cause: string, sip_hangup_cause?: string, hangup_source = 'unknown') =>
  call('hangup', 9, { hangup_cause, sip_hangup_cause, hangup_source });

describe('the outcome of a call that nobody took', () => {
  test.each([
    ['user_busy', '486', 'busy', 'busy (user_busy, SIP 486)'],
    ['call_rejected', '486', 'busy', 'busy (call_rejected, SIP 486)'],
    ['no_answer', undefined, 'no answer', 'nobody answered (no_answer)'],
    ['timeout', '487', 'no answer', 'nobody answered (timeout, SIP 487)'],
    ['unspecified', '480', 'no answer', 'nobody answered (unspecified, SIP 480)'],
    ['call_rejected', '603', 'declined', 'declined (call_rejected, SIP 603)'],
    ['call_rejected', undefined, 'declined', 'declined (call_rejected)'],
    ['call_rejected', '403', 'failed', 'the call failed (call_rejected, SIP 403)'],
    ['normal_clearing', '487', 'cancelled', 'the caller gave up before anybody answered (normal_clearing, SIP 487)'],
    ['not_found', '404', 'not in service', 'the number is not in service (not_found, SIP 404)'],
    ['unspecified', '503', 'failed', 'the call failed (unspecified, SIP 503)'],
    ['unspecified', undefined, 'unknown', 'ended, and why is not known (unspecified)'],
    ['word_of_tomorrow', 'unspecified', 'unknown', 'ended, and why is not known (word_of_tomorrow)'],
  ])('%s, SIP %s: %s', (cause, sip, outcome, words) => {
    const story = callStory([call('initiated', 0), hangup(cause, sip)]);
    expect(story).toMatchObject({ state: 'ended', outcome, cause });
    expect(outcomeWords(story)).toBe(words);
  });
});

test('who hung up is us or them, where the direction is known', () => {
  const words = (direction: string, source: string) =>
    outcomeWords(callStory([call('initiated', 0, { direction }), call('answered', 2), hangup('normal_clearing', '200', source)]));
  expect(words('outgoing', 'callee')).toBe('ended after 7 s: the other side hung up (normal_clearing, SIP 200)');
  expect(words('outgoing', 'caller')).toBe('ended after 7 s: we hung up (normal_clearing, SIP 200)');
  expect(words('incoming', 'caller')).toBe('ended after 7 s: the other side hung up (normal_clearing, SIP 200)');
  expect(words('incoming', 'unknown')).toBe('ended after 7 s: who hung up is not known (normal_clearing, SIP 200)');
});

test('a time limit is told as one', () => {
  expect(outcomeWords(callStory([call('answered', 0), hangup('time_limit')]))).toBe(
    'ended after 9 s: its time limit was reached (time_limit)',
  );
});

describe('legs', () => {
  const other = { call_leg_id: 'b', call_control_id: 'cb', from: '+13125550100', to: '+13125550122' };
  const first = call('initiated', 0, { direction: 'incoming', from: '+13125550111', to: '+13125550100' });

  test('a call goes on while one of them does, and is told from the first', () => {
    const going = [call('hangup', 8, { ...other, hangup_cause: 'user_busy' }), call('initiated', 5, other), call('answered', 1), first];
    expect(callStory(going)).toMatchObject({
      state: 'answered',
      outcome: 'in progress',
      from: '+13125550111',
      direction: 'incoming',
      endedBy: undefined,
    });
    expect(callStory([...going, hangup('normal_clearing', '200', 'caller')])).toMatchObject({
      state: 'ended',
      outcome: 'answered',
      cause: 'normal_clearing',
      seconds: 8,
      callControlIds: ['ca', 'cb'],
    });
  });

  test('each has a cost, and their sum is exact', () => {
    const costs = [call('cost', 20, { total_cost: '0.0051' }), call('cost', 21, { ...other, total_cost: 0.1 })];
    expect(callStory(costs).cost).toEqual({ amount: '0.1051', currency: 'USD' });
  });
});

test('keys that are told one by one and collected are told once', () => {
  const keys = [call('dtmf.received', 1, { digit: '1' }), call('dtmf.received', 2, { digit: 2 }), call('dtmf.received', 3, { digit: '#' })];
  expect(callStory([...keys, call('gather.ended', 4, { digits: '12', status: 'valid' })])).toMatchObject({
    digits: '12#',
    notes: [{ text: 'gather.ended: valid, 12' }],
  });
  expect(callStory([call('gather.ended', 4, { digits: '12' })]).digits).toBe('12');
});

test('a public link of a recording has no end and replaces one that has', () => {
  const saved = (payload: object) => call('recording.saved', 9, { recording_id: 'r', ...payload });
  expect(
    callStory([saved({ public_recording_urls: { mp3: 'https://b' } }), saved({ recording_urls: { mp3: 'https://a' } })]).recordings,
  ).toEqual([{ id: 'r', url: 'https://b', worksUntil: undefined }]);
});

test('speech that a hangup ended is a note, and the call is over', () => {
  expect(callStory([call('speak.ended', 3, { status: 'call_hangup' })])).toMatchObject({
    state: 'ended',
    notes: [{ text: 'speak.ended: call_hangup' }],
  });
});

test('an event of tomorrow is a note under its name', () => {
  expect(callStory([call('hologram.started', 3)]).notes).toEqual([{ at: Date.parse('2026-11-24T03:30:03Z'), text: 'hologram.started' }]);
});

describe('states of texts', () => {
  const words = (status: string | null, type = 'message.sent', errors: object[] = []) => {
    const payload = { id: 'm', direction: 'outbound', from: '+13125550100', to: [{ phone_number: '+13125550111', status }], errors };
    const [item] = threadItems([told({ data: { event_type: type, payload } })]);
    return item?.kind === 'text' ? stateWords(item) : '';
  };

  test.each([
    ['queued', 'on its way'],
    ['sending', 'on its way'],
    ['sent', 'sent, not yet confirmed'],
    ['delivered', 'delivered'],
    ['delivery_unconfirmed', 'sent, the carrier never confirmed the delivery'],
    ['sending_failed', 'failed, it was never sent'],
    ['expired', 'failed, it expired'],
    ['stuck_in_traffic', 'delivery not known (stuck_in_traffic)'],
  ])('%s: %s', (status, line) => {
    expect(words(status)).toBe(line);
  });

  test('a code without words is explained', () => {
    expect(words('delivery_failed', 'message.finalized', [{ code: 40006 }])).toBe("failed: 40006 The recipient's carrier did not answer");
  });

  test('without a status the name of the event tells', () => {
    expect(words(null, 'message.finalized', [{ code: '1', title: 'x' }])).toBe('failed: 1 x');
    expect(words(null)).toBe('sent, not yet confirmed');
    expect(words('delivered', 'message.read')).toBe('read');
  });
});
