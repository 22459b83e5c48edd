import { z } from 'zod';
import { defineTool, given, path } from '../../shared/tool/index.ts';
import { Assistant, AssistantId } from './assistant.ts';
import { AssistantName, FLAT_SETTINGS, Instructions, SETTING_OBJECTS } from './assistant-settings.ts';
import { checkedBy } from './checked-by.ts';
import { holdsHidden } from './without-secrets.ts';

/** Replaced whole, so all that get_assistant told of it may come back, also what we do not know. */
const whole = (known: z.ZodObject) => checkedBy(known.loose()).optional();

export const updateAssistant = defineTool({
  name: 'update_assistant',
  title: 'Change an AI assistant',
  risk: 'destructive',
  description:
    'Overwrite settings of an assistant, live at once. What is not given stays, but lists and objects are replaced whole: ' +
    'read get_assistant first and give back all of them.',
  input: z
    .object({
      assistant_id: AssistantId,
      name: AssistantName.optional(),
      instructions: Instructions.optional(),
      ...FLAT_SETTINGS,
      voice_settings: whole(SETTING_OBJECTS.voice_settings),
      transcription: whole(SETTING_OBJECTS.transcription),
      telephony_settings: whole(SETTING_OBJECTS.telephony_settings),
      messaging_settings: whole(SETTING_OBJECTS.messaging_settings),
      insight_settings: whole(SETTING_OBJECTS.insight_settings),
      privacy_settings: whole(SETTING_OBJECTS.privacy_settings),
      version_name: z.string().min(1).max(50).optional(),
      promote_to_main: z.boolean().optional().describe('false: only a new version'),
    })
    .refine(
      (input) => given({ ...input, assistant_id: undefined, version_name: undefined, promote_to_main: undefined }),
      'Give at least one setting to change.',
    )
    .refine(
      (input) => !holdsHidden(input),
      'A value that get_assistant hides stands in place of a secret: give the secret, or a template.',
    ),
  output: Assistant,
  untrusted: true,
  run: ({ assistant_id, advanced, ...settings }, { telnyx }) =>
    telnyx.post(path`/ai/assistants/${assistant_id}`, { body: { ...settings, ...advanced }, answer: Assistant }),
});
