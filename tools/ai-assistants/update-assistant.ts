import { z } from 'zod';
import { defineTool, field, hasAnyValue, path } from '../../shared/mcp/tool/index.ts';
import { Assistant, AssistantId } from './support/assistant.ts';
import {
  AssistantName,
  FLAT_SETTINGS,
  Instructions,
  NO_OPEN_NUMBER,
  noServiceNumber,
  SETTING_OBJECTS,
} from './support/assistant-settings.ts';
import { refuseServiceVariables } from './support/call-variables.ts';
import { briefSchema } from './support/brief-schema.ts';
import { REACHING_SETTINGS } from './support/reaching-settings.ts';

/** An object that is replaced whole: accepts every member that get_assistant showed, known to us or not. */
const whole = (known: z.ZodObject) => briefSchema(known.loose()).optional();

export const updateAssistant = defineTool({
  name: 'update_assistant',
  title: 'Change an AI assistant',
  risk: 'destructive',
  raises: { risk: 'outbound', by: REACHING_SETTINGS },
  description:
    'Overwrite settings of an assistant, live at once. What is not given stays, but lists and objects are replaced whole: ' +
    'read get_assistant first and give back all of them. tools that call, text, transfer or pay, tool_ids, flows and routing need telnyx.send.',
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
      (input) => hasAnyValue({ ...input, assistant_id: undefined, version_name: undefined, promote_to_main: undefined }),
      'Give at least one setting to change.',
    )
    .refine(noServiceNumber, NO_OPEN_NUMBER),
  output: Assistant,
  strangersWrote: () => true,
  run: async ({ assistant_id, advanced, ...settings }, context) => {
    await refuseServiceVariables(context, assistant_id, settings.dynamic_variables);
    return context.telnyx.post(path`/ai/assistants/${assistant_id}`, {
      body: { ...settings, ...advanced },
      answer: field.data(Assistant, 'id'),
    });
  },
});
