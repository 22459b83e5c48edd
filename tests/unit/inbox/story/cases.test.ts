import { describe, expect, test } from '@jest/globals';
import {
  callStory,
  noteWords,
  optedOutAt,
  outcomeWords,
  stateWords,
  threadItems,
  type Told,
} from '../../../../shared/inbox/story/index.ts';
import { CASES, told, toldOf } from '../support/cases.ts';

/** What a person or a model reads of each case by itself. */
const LINES: Readonly<Record<string, string>> = {
  '10dlc-campaign-rejected': '10dlc.campaign.update: REJECTED (MNO_REVIEW): Sample messages do not match the use case.',
  'call-answered': 'in progress',
  'call-conversation-ended': 'call.conversation.ended: 95 s',
  'call-cost': 'call.cost: sip-trunking 0.0640 USD, call-control 0.0320 USD',
  'call-dtmf': 'call.dtmf.received: #',
  'call-hangup-before-answered': 'ended after 22 s: the called side hung up (normal_clearing, SIP 200)',
  'call-hangup-flat': 'declined (call_rejected, SIP 603)',
  'call-hangup-originator-cancel': 'the caller gave up before anybody answered (originator_cancel, SIP 487)',
  'call-hangup-unlisted-cause': 'ended, and why is not known (destination_out_of_order)',
  'call-initiated-incoming': 'ringing',
  'call-machine-detection': 'call.machine.detection.ended: machine',
  'call-recording-saved': 'call.recording.saved',
  'call-speak-ended': 'call.speak.ended: call_hangup',
  'call-transcription-final': 'call.transcription: Hello, this is about order forty-two.',
  'call-transcription-interim': 'call.transcription: hello this is',
  'fax-received': 'fax.received: from +13125550111 to +13125550100, 2 pages, received',
  'link-clicked': 'link_clicked: +13125550111 opened https://shop.example.com/sale',
  'message-finalized-delivery-failed': 'us: failed: 40008 Undeliverable: The recipient carrier did not accept the message',
  'message-finalized-first': 'us: delivered',
  'message-finalized-group-one': 'us: delivered',
  'message-finalized-group-two': 'us: delivery not known',
  'message-finalized-numbers-for-text': 'us: failed: 40002 Blocked as spam - temporary',
  'message-read': 'us: read',
  'message-received-bare': 'them: received',
  'message-received-group-mms': 'them: received',
  'message-received-help': 'them: received',
  'message-received-injection': 'them: received',
  'message-received-long-emoji': 'them: received',
  'message-received-mms': 'them: received',
  'message-received-nulls': 'them: received',
  'message-received-rcs-suggestion': 'them: received',
  'message-received-sms': 'them: received',
  'message-received-sms-again': 'them: received',
  'message-received-stop': 'them: received',
  'message-sent-from-is-text': 'us: sent, not yet confirmed',
  'message-sent-late': 'us: sent, not yet confirmed',
  'number-order-complete': 'number_order.complete: success, +13125550144',
  'texml-completed-form': 'ended after 45 s: the caller hung up (normal_clearing)',
  'unknown-event-type': 'message.reaction.added: 👍',
  'v1-call-answered': 'in progress',
  'v1-message-inbound': 'them: received',
};

function lineOf(all: readonly Told[]): string {
  const [item] = threadItems(all);
  if (item === undefined) return '';
  if (item.kind === 'text') return `${item.from}: ${stateWords(item)}`;
  return item.kind === 'note' ? noteWords(item) : outcomeWords(callStory(all));
}

describe('each case by itself', () => {
  test('has a line', () => {
    expect(Object.keys(LINES).sort()).toEqual([...CASES.keys()].sort());
  });

  test.each(Object.entries(LINES))('%s', (name, line) => {
    expect(lineOf(toldOf(name))).toBe(line);
    expect(threadItems([...toldOf(name), ...toldOf(name)])).toHaveLength(1);
  });
});

/** Both orders, each of them doubled. */
const orders = (a: string, b: string): [number, Told[]][] => [
  ...[toldOf(a, b), toldOf(b, a), toldOf(a, b, b, a), toldOf(b, b, a, a)].entries(),
];

describe('pairs', () => {
  test('every pair of the cases is tried here', () => {
    const pairs = new Set([...CASES].flatMap(([name, { pair }]) => (pair === undefined ? [] : [[name, pair].sort().join(' + ')])));
    expect([...pairs].sort()).toEqual([
      'call-answered + call-hangup-before-answered',
      'call-transcription-final + call-transcription-interim',
      'message-finalized-first + message-sent-late',
      'message-finalized-group-one + message-finalized-group-two',
      'message-received-sms + message-received-sms-again',
    ]);
  });

  test.each(orders('message-finalized-first', 'message-sent-late'))('a text stays delivered when sent comes late (%i)', (_at, all) => {
    const items = threadItems(all);
    expect(items).toMatchObject([
      { kind: 'text', from: 'us', text: 'Yes, 3pm works.', state: { stage: 'delivered', final: true }, each: [] },
    ]);
    expect(items).toHaveLength(1);
  });

  test.each(orders('message-finalized-group-one', 'message-finalized-group-two'))('each of a group has a state (%i)', (_at, all) => {
    const [item, ...more] = threadItems(all);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      state: { stage: 'unknown', status: 'unknown' },
      each: [
        { to: '+13125550111', state: { stage: 'delivered' } },
        { to: '+13125550122', state: { stage: 'unknown', status: 'unknown' } },
      ],
    });
    expect(item?.kind === 'text' && stateWords(item)).toBe('+13125550111: delivered, +13125550122: delivery not known');
  });

  test.each(orders('call-answered', 'call-hangup-before-answered'))('a hangup before answered is one call (%i)', (_at, all) => {
    expect(threadItems(all)).toMatchObject([{ kind: 'call', state: 'ended', outcome: 'answered' }]);
    const story = callStory(all);
    expect(story).toMatchObject({
      state: 'ended',
      outcome: 'answered',
      startedAt: Date.parse('2026-11-24T03:30:00.076Z'),
      answeredAt: Date.parse('2026-11-24T03:30:00.996Z'),
      endedAt: Date.parse('2026-11-24T03:30:22.396Z'),
      seconds: 21,
      notes: [],
    });
    expect(outcomeWords(story)).toBe('ended after 21 s: the called side hung up (normal_clearing, SIP 200)');
  });

  test.each(orders('message-received-sms', 'message-received-sms-again'))('the same text twice is one (%i)', (_at, all) => {
    expect(threadItems(all)).toMatchObject([{ kind: 'text', from: 'them', text: 'Can you move it to 3pm?' }]);
  });

  test.each(orders('call-transcription-final', 'call-transcription-interim'))(
    'only what is final stands in the transcript (%i)',
    (_at, all) => {
      expect(callStory(all).transcript).toEqual([
        { at: Date.parse('2026-11-24T05:20:02.300Z'), who: 'them', text: 'Hello, this is about order forty-two.' },
      ]);
    },
  );
});

describe('a call of four events', () => {
  const all = toldOf('call-cost', 'call-recording-saved', 'call-dtmf', 'call-transcription-final');

  test('has its digits, its transcript, its recording and its cost', () => {
    expect(callStory(all)).toMatchObject({
      digits: '#',
      cost: { amount: '0.0960', currency: 'USD' },
      recordings: [{ id: '1a31d8bd-36cd-4b63-aab1-d07c71465c22', worksUntil: Date.parse('2026-11-24T05:46:13.508Z') }],
      transcript: [{ text: 'Hello, this is about order forty-two.' }],
      notes: [{ text: 'cost: sip-trunking 0.0640 USD, call-control 0.0320 USD' }],
    });
  });
});

test('an incoming call that was given up is one missed call', () => {
  expect(threadItems(toldOf('call-hangup-originator-cancel', 'call-initiated-incoming'))).toMatchObject([
    { kind: 'call', direction: 'incoming', from: '+13125550111', state: 'ended', outcome: 'cancelled' },
  ]);
});

test('a STOP is an opt-out until a START', () => {
  const stop = toldOf('message-received-stop');
  const start = (time: string) =>
    told({
      data: {
        event_type: 'message.received',
        occurred_at: time,
        payload: { direction: 'inbound', from: '+13125550111', to: '+13125550100', text: 'START', autoresponse_type: 'START' },
      },
    });
  const since = Date.parse('2026-11-21T02:37:26.101Z');
  expect(optedOutAt([...stop, ...toldOf('message-received-help')])).toBe(since);
  expect(optedOutAt([start('2026-11-21T02:37:27Z'), ...stop])).toBeUndefined();
  expect(optedOutAt([...stop, start('2026-11-21T02:37:25Z')])).toBe(since);
  expect(optedOutAt([...stop, start('2026-11-21T02:37:26.101Z')])).toBe(since);
  expect(optedOutAt([])).toBeUndefined();
});
