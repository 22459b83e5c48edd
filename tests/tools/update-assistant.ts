import { updateAssistant } from '../../tools/ai-assistants/update-assistant.ts';
import { newAssistant } from './support/account.ts';
import { NEW_SETTINGS, NOT_IN_DOCUMENT, RAISED, SETTINGS } from './support/assistant.ts';
import { defineRecord } from './support/record.ts';

const ASSISTANT_ID = 'assistant-a80a9d4a-0000-4000-8000-000000000000';

export const record = defineRecord(updateAssistant, {
  requests: ['POST /ai/assistants/{assistant_id}'],
  answer: 'bare',
  answers: [{ id: ASSISTANT_ID }],
  calls: {
    least: { args: { assistant_id: ASSISTANT_ID, greeting: 'Good morning' } },
    'an odd id': { args: { assistant_id: '../balance?x=1#y%2e', tags: [] } },
    // Whether a short value could become a part of an emergency number.
    full: {
      args: {
        assistant_id: ASSISTANT_ID,
        name: 'New',
        instructions: 'New ones.',
        version_name: 'Summer',
        promote_to_main: false,
        ...SETTINGS,
      },
      requests: ['GET /ai/assistants/{assistant_id}', 'POST /ai/assistants/{assistant_id}'],
      answers: [{ id: ASSISTANT_ID }, { id: ASSISTANT_ID }],
    },
    'new settings': { args: { assistant_id: ASSISTANT_ID, ...NEW_SETTINGS }, deviates: NOT_IN_DOCUMENT },
    'members that only get_assistant knows': {
      args: {
        assistant_id: ASSISTANT_ID,
        voice_settings: { voice: 'x', expressive_mode: true },
        telephony_settings: { user_idle_reply_secs: 5 },
      },
    },
  },
  refused: {
    'a path': { assistant_id: '..' },
    'a webhook in the own network': { dynamic_variables_webhook_url: 'http://169.254.169.254/latest/meta-data/' },
  },
  needs: ['telnyx.write'],
  raised: RAISED,
  // Read first where its variables could become an emergency number.
  besides: ['GET /ai/assistants/{assistant_id}'],
  steps: [
    {
      after: ['create_assistant'],
      args: ({ from }) => ({ assistant_id: from('create_assistant', 'id'), greeting: 'Good morning!' }),
      shows: { greeting: 'Good morning!', instructions: 'You answer for a dental office.' },
    },
  ],
  proofs: {
    'POST /ai/assistants/{assistant_id}': async (sdk) => {
      const { id } = await newAssistant(sdk, 'Before');
      const after = await sdk.client.ai.assistants.update(id, { name: 'After', voice_settings: { voice: 'Telnyx.KokoroTTS.af_heart' } });
      sdk.holds(after, { id, name: 'After', greeting: 'Hello!', voice_settings: { voice: 'Telnyx.KokoroTTS.af_heart' } });
    },
  },
});
