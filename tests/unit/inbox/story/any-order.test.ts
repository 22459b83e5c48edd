import { describe, expect, test } from '@jest/globals';
import fc from '../../../support/fast-check.ts';
import { eventId, placesOf, readEvent, shortened } from '../../../../shared/inbox/event/index.ts';
import {
  callStory,
  noteWords,
  optedOutAt,
  outcomeWords,
  stateWords,
  threadItems,
  type Told,
} from '../../../../shared/inbox/story/index.ts';
import { ARRIVED, CASES, told } from '../support/cases.ts';

/** Names that are read, so that random bodies reach the readers. */
const NAMES = [
  'data', 'payload', 'event_type', 'id', 'from', 'to', 'cc', 'text', 'body', 'media', 'errors', 'cost', 'amount', 'direction', 'type', 'status',
  'phone_number', 'occurred_at', 'call_session_id', 'call_control_id', 'transcription_data', 'transcript', 'cost_parts', 'results', 'result',
  'recording_urls', 'CallSid', 'CallStatus', 'Timestamp', 'sms_id', 'webhook_id', '__proto__', 'constructor', 'location', 'latitude', 'longitude',
  'campaignId', 'reasons', 'phone_numbers', 'hangup_cause', 'code', 'title',
]; // prettier-ignore
const WORDS = ['message.received', 'message.finalized', 'call.hangup', 'call_answered', 'call.cost', 'outbound', '+13125550111', '', '\ud83d', '1e400', '2026-11-20T20:16:07Z', 'STOP']; // prettier-ignore

const { tree: anyBody } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom<unknown>(...WORDS),
    fc.jsonValue(),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('tree')), { maxLength: 8 }).map((entries): unknown => Object.fromEntries(entries)),
  ),
}));

const some = { numRuns: 500 };

describe('any JSON', () => {
  test('is an event with a place and an id, and every story of it has words', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const one = told(body);
        expect(placesOf(one.event).length).toBeGreaterThan(0);
        expect(eventId(body)).toMatch(/^[0-9a-f]{16}$/);
        expect(JSON.stringify(one.event)).not.toMatch(/\\ud[89a-f]/);
        outcomeWords(callStory([one]));
        const items = threadItems([one]);
        expect(items).toHaveLength(1);
        for (const item of items) wordsOf(item);
        optedOutAt([one]);
      }),
      some,
    );
  });

  test('has the same id and tells the same, in whatever order its members stand and whatever meta says', () => {
    fc.assert(
      fc.property(anyBody, fc.jsonValue(), (body, meta) => {
        const turned = reversed(body);
        expect(eventId(turned)).toBe(eventId(body));
        if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
        expect(eventId({ ...body, meta })).toBe(eventId(body));
      }),
      some,
    );
  });

  test('is shortened to what still is the same event, and only once', () => {
    fc.assert(
      fc.property(anyBody, fc.integer({ min: 700, max: 3_000 }), (body, most) => {
        const short = shortened(body, most);
        expect(Buffer.byteLength(JSON.stringify(short))).toBeLessThanOrEqual(most);
        expect(shortened(short, most)).toEqual(short);
        expect(readEvent(short).kind).toBe(readEvent(body).kind);
        expect(readEvent(short).type).toBe(readEvent(body).type);
      }),
      some,
    );
  });
});

const NUMBERS = ['+13125550111', '+13125550122'];
const time = fc.integer({ min: 0, max: 20_000 }).map((ms) => new Date(Date.parse('2026-11-20T20:00:00Z') + ms).toISOString());

/** An event of one of two messages. */
const messageBody = fc.record({
  data: fc.record({
    event_type: fc.constantFrom('message.sent', 'message.finalized', 'message.read', 'message.received', 'message.tomorrow'),
    occurred_at: fc.option(time),
    payload: fc.record({
      id: fc.constantFrom('m1', 'm2', null),
      direction: fc.constant('outbound'),
      from: fc.constant('+13125550100'),
      to: fc.array(
        fc.record({
          phone_number: fc.constantFrom(...NUMBERS),
          status: fc.constantFrom('queued', 'sent', 'delivered', 'delivery_failed', 'odd', null),
        }),
        { maxLength: 2 },
      ),
      text: fc.constantFrom('Hi', 'Ho', null),
      autoresponse_type: fc.constantFrom(null, 'STOP', 'START'),
      errors: fc.constantFrom(null, [{ code: '40008', title: 'Undeliverable' }]),
    }),
  }),
});

/** An event of one of two legs of a call. */
const callBody = fc.record({
  data: fc.record({
    event_type: fc.constantFrom(
      ...[
        'initiated',
        'answered',
        'hangup',
        'dtmf.received',
        'gather.ended',
        'transcription',
        'recording.saved',
        'cost',
        'bridged',
        'tomorrow',
      ].map((name) => `call.${name}`),
    ),
    occurred_at: fc.option(time),
    payload: fc.record({
      call_session_id: fc.constantFrom('s1', null),
      call_leg_id: fc.constantFrom('l1', 'l2', null),
      call_control_id: fc.constantFrom('c1', 'c2'),
      direction: fc.constantFrom('incoming', 'outgoing', null),
      from: fc.constant('+13125550100'),
      to: fc.constantFrom(...NUMBERS),
      start_time: fc.option(time),
      end_time: fc.option(time),
      hangup_cause: fc.constantFrom('normal_clearing', 'user_busy', 'odd'),
      hangup_source: fc.constantFrom('caller', 'callee', 'unknown'),
      digit: fc.constantFrom('1', '12', null),
      total_cost: fc.constantFrom('0.1', 0.02, null),
      transcription_data: fc.option(fc.record({ transcript: fc.constantFrom('a', 'b'), is_final: fc.boolean() })),
      recording_id: fc.constantFrom('r1', 'r2', null),
      recording_urls: fc.constantFrom({ mp3: 'https://a' }, null),
      public_recording_urls: fc.constantFrom({ mp3: 'https://b' }, {}),
    }),
  }),
});

/** Some events, and the same in another order, some of them twice. */
const twoOrders = (body: fc.Arbitrary<unknown>): fc.Arbitrary<readonly [Told[], Told[]]> =>
  fc
    .array(body, { minLength: 1, maxLength: 12 })
    .map((bodies) => bodies.map((one) => told(one, ARRIVED)))
    .chain((all) =>
      fc
        .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))
        .map(([shuffled, again]): readonly [Told[], Told[]] => [all, [...again, ...shuffled]]),
    );

describe('in any order and more than once', () => {
  test('events of messages tell the same', () => {
    fc.assert(
      fc.property(twoOrders(messageBody), ([all, other]) => {
        expect(threadItems(other)).toEqual(threadItems(all));
        expect(optedOutAt(other)).toBe(optedOutAt(all));
      }),
      some,
    );
  });

  test('events of calls tell the same', () => {
    fc.assert(
      fc.property(twoOrders(callBody), ([all, other]) => {
        expect(callStory(other)).toEqual(callStory(all));
        expect(threadItems(other)).toEqual(threadItems(all));
      }),
      some,
    );
  });

  test('all cases together tell the same', () => {
    const all = [...CASES.values()].map(({ body }) => told(body));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(threadItems([...shuffled, ...all])).toEqual(threadItems(all));
      }),
      { numRuns: 30 },
    );
  });

  test('a state never goes back', () => {
    const rank = ['on its way', 'unknown', 'sent', 'failed', 'delivered', 'read'];
    const single = messageBody.filter(
      ({ data }) => data.payload.id === 'm1' && data.payload.to.length === 1 && data.payload.to[0]?.phone_number === NUMBERS[0],
    );
    fc.assert(
      fc.property(fc.array(single, { minLength: 1, maxLength: 6 }), single, (bodies, late) => {
        const before = stateOf(bodies.map((one) => told(one)));
        const after = stateOf([...bodies, late].map((one) => told(one)));
        if (before === undefined || after === undefined || before === 'unknown' || after === 'unknown') return;
        expect(rank.indexOf(after)).toBeGreaterThanOrEqual(rank.indexOf(before));
      }),
      some,
    );
  });
});

function stateOf(all: Told[]): string | undefined {
  const item = threadItems(all).find(({ kind }) => kind === 'text');
  return item?.kind === 'text' ? item.state?.stage : undefined;
}

function wordsOf(item: ReturnType<typeof threadItems>[number]): string {
  if (item.kind === 'text') return stateWords(item);
  return item.kind === 'call' ? outcomeWords(item) : noteWords(item);
}

/** The same JSON with the members of each object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, reversed(member)])); // prettier-ignore
}
