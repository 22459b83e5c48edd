import { beforeEach, describe, expect, test } from '@jest/globals';
import { NotFound } from '../../../infra/local/telnyx/errors.ts';
import { LOCAL_API_KEY } from '../../../infra/local/telnyx/server.ts';
import type { Simulator } from '../../../infra/local/telnyx/simulator.ts';
import { createSimulator } from '../../../infra/local/telnyx/simulator.ts';
import { answerAs, attend, callAs, declineAs, hangUpAs, phoneBook, press, replyAs } from '../../../infra/local/telnyx/state/outside.ts';

const MINE = '+13125550100';
const THEIRS = '+13125550142';

let simulator: Simulator;
beforeEach(() => {
  const closing = new AbortController().signal;
  simulator = createSimulator({ apiKeys: [LOCAL_API_KEY], clock: () => Date.parse('2026-07-15T12:00:00Z'), rateLimit: 2000, closing });
});

const api = (method: string, path: string, body: object = {}) => {
  const headers = { authorization: `Bearer ${LOCAL_API_KEY}`, 'content-type': 'application/json' };
  const { status, body: answer } = simulator.answer({ method, url: `/v2${path}`, headers, body: Buffer.from(JSON.stringify(body)) });
  expect(status).toBe(200);
  // Its shape is what the tests examine.
  return (answer as { data: ReturnType<typeof JSON.parse> }).data;
};
const dial = (to = THEIRS, more: object = {}): string => {
  const [{ id }] = api('GET', '/connections').filter(
    ({ record_type: type }: { record_type: string }) => type === 'call_control_application',
  );
  return api('POST', '/calls', { connection_id: id, from: MINE, to, ...more }).call_control_id;
};
const events = () =>
  api('GET', '/webhook_deliveries')
    .reverse()
    .map(({ webhook }: { webhook: object }) => webhook);
const last = () => events().at(-1);
const pageOf = (number = THEIRS) => phoneBook(simulator).find((page) => page.number === number);

describe('a person outside', () => {
  test('texts, and sees both directions of the thread', () => {
    api('POST', '/messages', { from: MINE, to: THEIRS, text: 'Is 3pm fine?' });
    simulator.advance(2000);
    replyAs(simulator, { from: THEIRS, to: MINE, text: 'Yes' });
    expect(pageOf()).toMatchObject({
      number: THEIRS,
      texts: [
        { own: MINE, direction: 'outbound', text: 'Is 3pm fine?', status: 'delivered', at: '2026-07-15T12:00:00.000Z' },
        { own: MINE, direction: 'inbound', text: 'Yes', status: 'delivered', at: '2026-07-15T12:00:02.000Z' },
      ],
      calls: [],
    });
  });

  test('calls, presses keys once it is answered, and hangs up', () => {
    const { id } = callAs(simulator, { from: THEIRS, to: MINE });
    expect(() => press(simulator, { callControlId: id, digits: '1' })).toThrow(NotFound);
    api('POST', `/calls/${encodeURIComponent(id)}/actions/answer`);
    press(simulator, { callControlId: id, digits: '1#' });
    hangUpAs(simulator, { callControlId: id });
    expect(events().slice(2)).toMatchObject([
      { event_type: 'call.dtmf.received', payload: { digit: '1', from: THEIRS, to: MINE, call_control_id: id } },
      { event_type: 'call.dtmf.received', payload: { digit: '#' } },
      {
        event_type: 'call.hangup',
        payload: {
          hangup_cause: 'normal_clearing',
          hangup_source: 'caller',
          sip_hangup_cause: '200',
          end_time: '2026-07-15T12:00:00.000Z',
        },
      },
    ]);
    expect(pageOf()).toMatchObject({ calls: [{ id, own: MINE, direction: 'incoming', state: 'ended', hangupCause: 'normal_clearing' }] });
    expect(() => hangUpAs(simulator, { callControlId: id })).toThrow(NotFound);
  });

  test('gives up before anybody answers', () => {
    hangUpAs(simulator, { callControlId: callAs(simulator, { from: THEIRS, to: MINE }).id });
    expect(last()).toMatchObject({ payload: { hangup_cause: 'originator_cancel', hangup_source: 'caller', sip_hangup_cause: '487' } });
  });

  test('declines a call', () => {
    declineAs(simulator, { callControlId: dial() });
    expect(last()).toMatchObject({ payload: { hangup_cause: 'call_rejected', hangup_source: 'callee', sip_hangup_cause: '603' } });
  });

  test('who holds the phone answers himself, whenever he likes', () => {
    attend(simulator, { number: THEIRS, attended: true });
    const id = dial();
    simulator.advance(20_000);
    expect(pageOf()).toMatchObject({ calls: [{ id, direction: 'outgoing', state: 'ringing' }] });
    answerAs(simulator, { callControlId: id });
    expect(pageOf()).toMatchObject({ calls: [{ state: 'answered', answeredAt: '2026-07-15T12:00:20.000Z' }] });
    attend(simulator, { number: THEIRS, attended: false });
    const next = dial();
    simulator.advance(2000);
    expect(pageOf()?.calls.find((call) => call.id === next)).toMatchObject({ state: 'answered' });
  });

  test('reaches no number that nobody has, and answers no call of his own', () => {
    expect(() => replyAs(simulator, { from: THEIRS, to: '+13125550999', text: 'x' })).toThrow(NotFound);
    expect(() => callAs(simulator, { from: THEIRS, to: '+13125550999' })).toThrow(NotFound);
    const { id } = callAs(simulator, { from: THEIRS, to: MINE });
    expect(() => answerAs(simulator, { callControlId: id })).toThrow(NotFound);
  });
});

describe('an outgoing call', () => {
  test('finds a line busy', () => {
    dial('+13125550197');
    simulator.advance(1000);
    expect(last()).toMatchObject({
      event_type: 'call.hangup',
      payload: { hangup_cause: 'user_busy', hangup_source: 'callee', sip_hangup_cause: '486' },
    });
  });

  test.each([
    ['detect', THEIRS, 'human'],
    ['premium', THEIRS, 'human_residence'],
    ['detect', '+13125550196', 'machine'],
  ])('with the detection %s to %s is answered by: %s', (detection, to, result) => {
    dial(to, { answering_machine_detection: detection });
    simulator.advance(3000);
    expect(last()).toMatchObject({ event_type: 'call.machine.detection.ended', payload: { result } });
  });

  test('that is recorded has a recording soon after its end', () => {
    const id = dial(THEIRS, { record: 'record-from-answer', record_channels: 'single', record_format: 'wav' });
    simulator.advance(2000);
    hangUpAs(simulator, { callControlId: id });
    simulator.advance(1000);
    expect(last()).toMatchObject({
      event_type: 'call.recording.saved',
      payload: {
        call_control_id: id,
        channels: 'single',
        recording_urls: { wav: expect.stringContaining('X-Amz-Expires=600') },
        public_recording_urls: {},
      },
    });
  });

  test('tells its cost where the application wants that', () => {
    const [application] = api('GET', '/call_control_applications');
    const { id: applicationId, application_name, webhook_event_url } = application;
    api('PATCH', `/call_control_applications/${applicationId}`, { application_name, webhook_event_url, call_cost_in_webhooks: true });
    const id = dial();
    simulator.advance(2000);
    hangUpAs(simulator, { callControlId: id });
    simulator.advance(2000);
    expect(last()).toMatchObject({
      event_type: 'call.cost',
      payload: {
        status: 'success',
        total_cost: '0.0070',
        billed_duration_secs: 60,
        cost_parts: [{ call_part: 'call-control', rate: '0.0070' }],
      },
    });
  });
});
