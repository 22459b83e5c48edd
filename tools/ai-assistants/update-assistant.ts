import { z } from 'zod';
import { defineTool, field, hasAnyValue, path } from '../../shared/mcp/tool/index.ts';
import { Assistant, AssistantId } from './support/assistant.ts';
import {
  AssistantName,
  FLAT_SETTINGS,
  Instructions,
  noServiceNumber,
  RARE_SETTINGS,
  reachingPart,
  SETTING_OBJECTS,
} from './support/assistant-settings.ts';
import { refuseServiceVariables } from './support/call-variables.ts';
import { REACHING_SETTINGS } from './support/reaching-settings.ts';
import { NO_OPEN_NUMBER } from './support/service-numbers.ts';
import { inlineTools, sharedToolsNote } from './support/shared-tools.ts';

export const updateAssistant = defineTool({
  name: 'update_assistant',
  title: 'Change an AI assistant',
  risk: 'destructive',
  raises: { risk: 'outbound', by: REACHING_SETTINGS },
  description:
    'Overwrite settings of an assistant, live at once: also those of get_assistant that are not listed here. What is not given stays, but lists and objects are ' +
    'replaced whole: give back all that get_assistant shows in them. Shared tools stay. ' +
    'tools that call, text, transfer or pay, tool_ids, flows and routing need telnyx.send.',
  input: z
    .object({
      assistant_id: AssistantId,
      name: AssistantName.optional(),
      instructions: Instructions.optional(),
      ...FLAT_SETTINGS,
      ...SETTING_OBJECTS,
      version_name: z.string().min(1).max(50).optional(),
      promote_to_main: z.boolean().optional().describe('false: only a new version'),
    })
    .refine(
      (input) => hasAnyValue({ ...input, assistant_id: undefined, version_name: undefined, promote_to_main: undefined }),
      'Give at least one setting to change.',
    )
    .refine(noServiceNumber({ unfilled: true }), NO_OPEN_NUMBER),
  rare: [...RARE_SETTINGS, 'dynamic_variables', 'version_name'],
  output: Assistant,
  howToCheck: 'Read the current state with get_assistant before you decide.',
  run: async ({ assistant_id, advanced, tools, ...settings }, context) => {
    await refuseServiceVariables(context, assistant_id, settings.dynamic_variables, reachingPart({ ...settings, advanced, tools }));
    const assistant = await context.telnyx.post(path`/ai/assistants/${assistant_id}`, {
      body: { ...settings, ...(tools && { tools: inlineTools(tools) }), ...advanced },
      answer: field.data(Assistant, 'id'),
    });
    return { ...assistant, note: sharedToolsNote(tools, 'they stay as they are. tool_ids attaches and detaches them.') };
  },
});
