import { startAssistantCall } from '../../tools/ai-assistants/start-assistant-call.ts';
import { newAssistant } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const ASSISTANT_ID = 'assistant-a80a9d4a-0000-4000-8000-000000000000';
const HOOKS = 'https://hooks.example.com/ai?a=1&b=2';

export const record = defineRecord(startAssistantCall, {
  requests: ['POST /texml/ai_calls/{connection_id}'],
  answer: 'bare',
  answers: [{ call_sid: 'v3:a' }],
  calls: {
    'with its connection': {
      args: { assistant_id: ASSISTANT_ID, from: '+1 (312) 555-0124', to: '+13125550123', connection_id: '1293384261075731499' },
    },
    least: {
      args: { assistant_id: ASSISTANT_ID, from: '+1 (312) 555-0124', to: '+13125550123' },
      requests: ['GET /ai/assistants/{assistant_id}', 'POST /texml/ai_calls/{connection_id}'],
      answers: [{ id: ASSISTANT_ID, telephony_settings: { default_texml_app_id: '1293384261075731499' } }, { call_sid: 'v3:a' }],
    },
    full: {
      args: {
        assistant_id: '../balance?x=1#y%2e',
        from: '+1 (312) 555-0124',
        to: '+13125550123',
        connection_id: '1293384261075731499',
        assistant_version: 'v 2',
        dynamic_variables: { name: 'Ümit & Co' },
        caller_id: 'Info ~ 24+',
        time_limit_secs: 14_400,
        timeout_secs: 5,
        machine_detection: 'DetectMessageEnd',
        detection_mode: 'PremiumCallScreening',
        record: true,
        recording_channels: 'dual',
        status_callback: HOOKS,
        status_callback_event: 'initiated no-answer',
        status_callback_method: 'POST',
        conversation_callback: HOOKS,
        request_key: 'ümit, today',
      },
    },
  },
  refused: { 'an emergency number': { to: '911' }, 'a path': { connection_id: '../calls' } },
  needs: ['telnyx.send'],
  // Our `assistant_id`, `from` and `to`.
  notAsked: ['AIAssistantId', 'From', 'To'],
  looksFirst: true,
  steps: [
    {
      after: ['create_assistant'],
      args: async ({ from, control }) => {
        // In the portal, as there is no tool for it.
        await control('/portal', { connection: {} });
        return { assistant_id: from('create_assistant', 'id'), from: '+13125550100', to: '+13125550142' };
      },
      shows: { to: '+13125550142', status: 'queued' },
    },
  ],
  proofs: {
    'POST /texml/ai_calls/{connection_id}': async (sdk) => {
      const { id, telephony_settings } = await newAssistant(sdk, 'Caller');
      const texml = given(telephony_settings?.default_texml_app_id);
      await sdk.control('/portal', { connection: {} });
      const call = await sdk.client.texml.initiateAICall(texml, { AIAssistantId: id, From: '+13125550100', To: '+13125550142' });
      sdk.holds(call, { call_sid: /./, from: '+13125550100', to: '+13125550142', status: 'queued' });
    },
  },
});
