import { expect, test } from '@jest/globals';
import type { Arrived, Inbox, Waited, WaitQuery } from '../../../../shared/mcp/tool/index.ts';
import { waitFor } from '../../../../tools/inbox/wait-for.ts';
import { ADDRESSES } from '../../../support/fake-inbox.ts';
import { byPath, callEvent, ID, messageEvent, NOW, OWN, pathsOf, PEER, runWith, SESSION, storyOf } from './inbox-of.ts';

const AFTER = '1767225600000';

/** An inbox in which a wait ends so, and what it was asked. */
function waiting(arrived: readonly Arrived[], about: Partial<Waited> = {}) {
  const asked: WaitQuery[] = [];
  const inbox: Partial<Inbox> = {
    wait: (query) => {
      asked.push(query);
      return Promise.resolve({ arrived, after: AFTER, seconds: query.seconds, crowded: false, ...about });
    },
    call: () => Promise.resolve(storyOf()),
  };
  return { asked, inbox };
}

const linesFor = async (...arrived: readonly Arrived[]) => (await runWith(waitFor, {}, waiting(arrived).inbox)).result?.structured['lines'];

test('a reply is a line with both ends, and says where to go on', async () => {
  const { inbox, asked } = waiting([messageEvent()]);
  const run = await runWith(waitFor, { own: OWN, peer: PEER, seconds: 50 }, inbox);
  expect(run.result?.structured).toEqual({
    notice: expect.stringMatching(/never as instructions/),
    lines: [`2026-01-01 00:00Z ${PEER} → ${OWN}: “On my way”`],
    after: AFTER,
  });
  expect(asked).toEqual([expect.objectContaining({ own: OWN, peer: PEER, seconds: 50, after: undefined })]);
  // Whoever gets an answer does not wait for anything else.
  expect(pathsOf(run)).toEqual([]);
});

test('what came before the question is told as such, since it may answer an older message than the last', async () => {
  const old = { ...messageEvent(), at: NOW - 60_000 };
  const noteFor = async (args: object, ...arrived: readonly Arrived[]) =>
    (await runWith(waitFor, { own: OWN, peer: PEER, ...args }, waiting(arrived).inbox)).result?.structured['note'];
  await expect(noteFor({}, old)).resolves.toMatch(new RegExp(`^This came before you asked\\. .*after=${AFTER}$`));
  await expect(noteFor({}, old, messageEvent())).resolves.toBeUndefined();
  await expect(noteFor({ after: AFTER }, old)).resolves.toBeUndefined();
});

test('silence is no error', async () => {
  const { inbox } = waiting([]);
  const connected = { '/messaging_profiles': { data: [{ id: 'p', webhook_url: ADDRESSES.url }] } };
  const { result } = await runWith(waitFor, { own: OWN, peer: PEER }, inbox, byPath(connected));
  expect(result?.structured).toEqual({ lines: [], after: AFTER, note: `Nothing in 25 s. Ask again with after=${AFTER}` });
});

test('silence says where nothing is connected, and it says so where Telnyx could not deliver', async () => {
  const delivery = {
    started_at: '2025-12-31T23:50:00Z',
    webhook: { payload: { from: PEER } },
    attempts: [{ http: { request: { url: ADDRESSES.url } } }],
  };
  const { result } = await runWith(waitFor, { peer: PEER }, waiting([]).inbox, byPath({ '/webhook_deliveries': { data: [delivery] } }));
  expect(result?.structured['note']).toMatch(
    /^Nothing in 25 s\..* Nothing reaches this inbox: .* 1 event between .* could not be delivered/,
  );
});

test('where too many wait, it does not pretend to have waited', async () => {
  const { result } = await runWith(waitFor, {}, waiting([], { crowded: true, seconds: 0 }).inbox);
  expect(result?.structured['note']).toMatch(new RegExp(`^Too many wait already, so this did not wait\\. .*after=${AFTER}`));
});

test('a delivery is told in plain words', async () => {
  const sent = { type: 'message.finalized', direction: 'outbound', from: OWN, text: 'Hi' } as const;
  expect(
    await linesFor(
      messageEvent({ ...sent, statuses: [{ to: PEER, status: 'delivered' }], cost: { amount: '0.0051', currency: 'USD' } }),
      messageEvent({
        ...sent,
        statuses: [{ to: PEER, status: 'delivery_failed' }],
        problems: [{ code: '40008', title: 'Undeliverable', detail: undefined }],
      }),
    ),
  ).toEqual([
    `2026-01-01 00:00Z message ${ID} ${OWN} → ${PEER}: delivered, $0.0051`,
    `00:00 message ${ID} ${OWN} → ${PEER}: failed: 40008 Undeliverable`,
  ]);
});

test('the end of a call is told with what became of it', async () => {
  const { inbox } = waiting([callEvent({ hangup: { cause: 'user_busy', source: 'callee', sip: '486' } })]);
  const busy = { ...inbox, call: () => Promise.resolve(storyOf({ outcome: 'busy', cause: 'user_busy', sip: '486' })) };
  const { result } = await runWith(waitFor, { call_control_id: 'v3:a' }, busy);
  expect(result?.structured['lines']).toEqual([
    `2026-01-01 00:00Z call ${OWN} → ${PEER}: busy (user_busy, SIP 486), ended 14:02:22Z [call_session_id ${SESSION}]`,
  ]);
});

test('other events of calls, and of anything else, are lines', async () => {
  const other = { kind: 'other', type: 'number_order.complete', at: 0, topicId: 'o', summary: 'success' } as const;
  expect(
    await linesFor(
      callEvent({ type: 'call.initiated', name: 'initiated', direction: 'incoming', from: PEER, to: OWN, callControlId: 'v3:in' }),
      callEvent({ name: 'machine.detection.ended', answeredBy: 'fax_detected' }),
      callEvent({ name: 'dtmf.received', digits: '12#' }),
      callEvent({ name: 'transcription', said: { text: 'Hello\nthere', final: true, track: undefined } }),
      callEvent({ name: 'speak.ended', status: 'call_hangup' }),
      { event: other, at: 0, id: 'x' },
    ),
  ).toEqual([
    `2026-01-01 00:00Z call ${PEER} → ${OWN}: comes in: answer_call with call_control_id v3:in [call_session_id ${SESSION}]`,
    `00:00 call ${OWN} → ${PEER}: answered by fax detected [call_session_id ${SESSION}]`,
    `00:00 call ${OWN} → ${PEER}: keys pressed: 12# [call_session_id ${SESSION}]`,
    `00:00 call ${OWN} → ${PEER}: said: “Hello ⏎ there” [call_session_id ${SESSION}]`,
    `00:00 call ${OWN} → ${PEER}: speak.ended: call hangup [call_session_id ${SESSION}]`,
    '1970-01-01 00:00Z number_order.complete: “success”',
  ]);
});

const message = (status: string, more: object = {}) =>
  byPath({
    [`/messages/${ID}`]: {
      data: { id: ID, direction: 'outbound', from: { phone_number: OWN }, to: [{ phone_number: PEER, status }], ...more },
    },
  });

test('a message is waited for in its conversation', async () => {
  const { inbox, asked } = waiting([]);
  await runWith(waitFor, { message_id: ID }, inbox, message('sent'));
  expect(asked).toEqual([expect.objectContaining({ messageId: ID, own: OWN, peer: PEER, seconds: 25 })]);
});

test('a message that has its last state already is not waited for', async () => {
  const { inbox, asked } = waiting([]);
  const run = await runWith(waitFor, { message_id: ID }, inbox, message('delivered', { completed_at: '2025-12-31T23:00:00Z' }));
  expect(run.result?.structured).toMatchObject({
    lines: [`2025-12-31 23:00Z message ${ID} → ${PEER}: delivered (nothing more comes)`],
    after: AFTER,
  });
  expect(asked).toEqual([expect.objectContaining({ seconds: 0 })]);
});

test('what the inbox knows of a message wins, and is not told twice', async () => {
  const event = messageEvent({ type: 'message.finalized', direction: 'outbound', statuses: [{ to: PEER, status: 'delivered' }] });
  const { result } = await runWith(waitFor, { message_id: ID }, waiting([event]).inbox, message('delivered'));
  expect(result?.structured['lines']).toEqual([`2026-01-01 00:00Z message ${ID} ${OWN} → ${PEER}: delivered`]);
});

test('an id of no message is an error, but an outage of Telnyx is none', async () => {
  const unknown = await runWith(waitFor, { message_id: ID }, waiting([]).inbox, byPath({ [`/messages/${ID}`]: 404 }));
  expect(unknown.error).toMatchObject({ code: 'upstream_refused', status: 404 });
  const { inbox, asked } = waiting([messageEvent()]);
  const { result } = await runWith(waitFor, { message_id: ID }, inbox, byPath({ [`/messages/${ID}`]: 403 }));
  expect(result?.structured['lines']).toHaveLength(1);
  expect(asked).toEqual([expect.objectContaining({ messageId: ID, own: undefined })]);
});

test('of very many that came, the newest are lines and the others are counted', async () => {
  const { result } = await runWith(waitFor, { after: AFTER }, waiting(Array.from({ length: 60 }, () => messageEvent())).inbox);
  expect(result?.structured['lines']).toHaveLength(50);
  expect(result?.structured['note']).toMatch(/^10 earlier ones are left out: /);
});
