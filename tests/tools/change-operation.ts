import { changeOperation } from '../../tools/operations/change-operation.ts';
import { defineRecord } from './support/record.ts';

const CONVERSATION = 'create_new_conversation_public_conversations_post';
const SOME_UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

export const record = defineRecord(changeOperation, {
  requests: ['POST /ai/conversations'],
  answers: [{ id: SOME_UUID }],
  answer: 'bare',
  calls: {
    least: { args: { operation_id: CONVERSATION } },
    full: { args: { operation_id: CONVERSATION, arguments: JSON.stringify({ name: 'Café ☕', metadata: { order: '17' } }) } },
    'an overwrite': {
      args: { operation_id: 'UpdateMessagingProfile', arguments: { id: SOME_UUID, name: 'Support' } },
      requests: ['PATCH /messaging_profiles/{id}'],
    },
  },
  refused: {
    'no operation': { operation_id: '' },
    'an operation that reads': { operation_id: 'GetUserBalance' },
    'a field that reaches people': {
      operation_id: 'UpdatePhoneNumberVoiceSettings',
      arguments: { id: '1293384261075731499', call_forwarding: { forwards_to: '+13125550142', call_forwarding_enabled: true } },
    },
    'a field that lifts a limit': {
      operation_id: 'UpdateMessagingProfile',
      arguments: { id: SOME_UUID, daily_spend_limit_enabled: false },
    },
    'a field that switches off': { operation_id: 'UpdateMessagingProfile', arguments: { id: SOME_UUID, enabled: false } },
    'an argument that it has not': { arguments: { nickname: 'x' } },
    'a path behind an id': { operation_id: 'UpdateMessagingProfile', arguments: { id: '..', name: 'x' } },
  },
  passesOn: true,
  needs: ['telnyx.write'],
  alsoTaken: { arguments: (value) => (typeof value === 'object' ? JSON.stringify(value) : value) },
  steps: [
    { args: { operation_id: CONVERSATION, arguments: { name: 'By operation' } }, shows: { answer: { data: { name: 'By operation' } } } },
  ],
});
