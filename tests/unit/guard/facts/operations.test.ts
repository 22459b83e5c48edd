import { describe, expect, test } from '@jest/globals';
import { codesOf, factsFor } from './guarded-call.ts';

const OWN = '+13125550100';
const STRANGER = '+13125550199';
const send = (operation_id: string, args: object) => ({ operation_id, arguments: args });

describe('every sender of an operation belongs to the account', () => {
  const agent_message = { content_message: { text: 'Hi' } };
  const rcs = (sms: string, mms: string) =>
    send('SendRCSMessage', {
      agent_id: 'agent',
      messaging_profile_id: 'p',
      to: '+12125550123',
      agent_message,
      sms_fallback: { from: sms, text: 'Hi' },
      mms_fallback: { from: mms, text: 'Hi' },
    });

  test.each([
    [STRANGER, OWN],
    [OWN, STRANGER],
  ])('%s and %s', async (sms, mms) => {
    expect((await factsFor('send_operation', rcs(sms, mms))).refusal).toMatchObject({ code: 'sender_not_owned' });
  });

  test('both are its own', async () => {
    expect((await factsFor('send_operation', rcs(OWN, OWN))).refusal).toBeUndefined();
  });
});

describe('a call has a number of the account as its caller, however it is written', () => {
  const dial = (from: string) => send('DialCall', { to: '+12125550123', from, connection_id: '1' });

  test.each([STRANGER, 'Bank', `sip:${STRANGER}@sip.telnyx.com`, `SIP:${STRANGER.slice(1)}@example.com`, 'sip:3125550199@example.com'])(
    'not %s',
    async (from) => {
      expect((await factsFor('send_operation', dial(from))).refusal).toMatchObject({ code: 'sender_not_owned' });
    },
  );

  test.each([OWN, '+1 (312) 555-0100', `sip:${OWN}@sip.telnyx.com`, 'sip:desk@sip.telnyx.com', 'sip:1001@example.com'])(
    'but %s',
    async (from) => {
      expect((await factsFor('send_operation', dial(from))).refusal).toBeUndefined();
    },
  );

  test('a text may have a name', async () => {
    const text = { to: '+12125550123', from: 'My Shop', text: 'Hi', messaging_profile_id: 'p' };
    expect((await factsFor('send_operation', send('SendMessage', text))).refusal).toBeUndefined();
  });
});

test('a conversation that is scheduled for the night is one at night', async () => {
  const event = (scheduled_at_fixed_datetime: string) =>
    send('create_scheduled_event', {
      assistant_id: 'a',
      telnyx_conversation_channel: 'phone_call',
      telnyx_end_user_target: '+12125550123',
      telnyx_agent_target: OWN,
      scheduled_at_fixed_datetime,
    });
  // 03:00 and 15:00 in New York; it is 14:00 there now.
  expect(codesOf(await factsFor('send_operation', event('2026-07-16T07:00:00Z')))).toContain('quiet_hours');
  expect(codesOf(await factsFor('send_operation', event('2026-07-15T19:00:00Z')))).not.toContain('quiet_hours');
});

test('a block of numbers has no known price, and counts as much as its first number for each', async () => {
  const block = send('CreateNumberBlockOrder', { starting_number: '+12125550150', range: 10 });
  const prices = { '+12125550150': { upfront: 0, monthly: 100 } };
  expect(await factsFor('buy_operation', block, { owned: { prices } })).toMatchObject({
    amount: 10,
    price: { upfront: undefined, monthly: undefined },
    knownCents: 1_000,
    reasons: [{ code: 'price_unknown', what: 'the prices of 9 numbers are not known in advance' }],
  });
});
