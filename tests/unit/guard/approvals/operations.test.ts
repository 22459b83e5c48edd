import { expect, test } from '@jest/globals';
import { shownOf } from '../../../../shared/guard/approvals/shown-call.ts';
import { callOf, factsFor } from '../facts/guarded-call.ts';

const OWN = '+13125550100';

test.each([
  ['credential_operation', 'CreateVoicemail', { phone_number_id: '1', pin: '48151623' }, '48151623'],
  [
    'credential_operation',
    'DialCall',
    { to: '+13125550144', from: OWN, connection_id: '1', sip_auth_username: 'desk', sip_auth_password: 'correct-horse' },
    'correct-horse',
  ],
  [
    'credential_operation',
    'CreateVerificationSms',
    { phone_number: '+13125550144', verify_profile_id: 'a', custom_code: '481516' },
    '481516',
  ],
])('the page shows no secret of an operation: %s %s', async (tool, operation_id, args, secret) => {
  const given = { operation_id, arguments: args };
  const call = await callOf(tool, given);
  const shown = shownOf(call, await factsFor(tool, given), []);
  expect(JSON.stringify(shown)).toContain(operation_id);
  expect(JSON.stringify(shown)).not.toContain(secret);
});

test('the page says when a conversation that is scheduled begins', async () => {
  const given = {
    operation_id: 'create_scheduled_event',
    arguments: {
      assistant_id: 'a',
      telnyx_conversation_channel: 'phone_call',
      telnyx_end_user_target: '+12125550123',
      telnyx_agent_target: OWN,
      scheduled_at_fixed_datetime: '2026-07-15T19:00:00Z',
    },
  };
  const shown = shownOf(await callOf('send_operation', given), await factsFor('send_operation', given), []);
  expect(shown.sendAt).toBe('2026-07-15T19:00:00Z');
  expect(shown.others.map(({ name }) => name)).not.toContain('scheduled_at_fixed_datetime');
});

test('the page says how many numbers a block has', async () => {
  const given = { operation_id: 'CreateNumberBlockOrder', arguments: { starting_number: '+12125550150', range: 10 } };
  const shown = shownOf(await callOf('buy_operation', given), await factsFor('buy_operation', given), []);
  expect(shown).toMatchObject({ what: 'other', numbers: [] });
  expect(shown.others).toContainEqual({ name: 'starting_number', value: '"+12125550150"' });
  expect(shown.others).toContainEqual({ name: 'range', value: '10' });
});
