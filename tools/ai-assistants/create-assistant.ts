import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Assistant } from './support/assistant.ts';
import {
  AssistantName,
  FLAT_SETTINGS,
  Instructions,
  NewVoice,
  noServiceNumber,
  RARE_SETTINGS,
  SETTING_OBJECTS,
} from './support/assistant-settings.ts';
import { REACHING_SETTINGS } from './support/reaching-settings.ts';
import { NO_OPEN_NUMBER } from './support/service-numbers.ts';
import { inlineTools, sharedToolsNote } from './support/shared-tools.ts';

export const createAssistant = defineTool({
  name: 'create_assistant',
  title: 'Create an AI assistant',
  risk: 'write',
  raises: { risk: 'outbound', by: REACHING_SETTINGS },
  description:
    'Create an AI assistant for phone, texts or chat. enabled_features telephony or messaging also makes a TeXML application or messaging profile. ' +
    'Next: chat_with_assistant to try it; update_phone_number with assistant_id lets it answer a number. ' +
    'Rarer settings of get_assistant are taken, too: description, tags, tool_ids, messaging_settings, external_llm, mcp_servers, … ' +
    'tools that call, text, transfer or pay, tool_ids and flows need telnyx.send.',
  input: z
    .object({ name: AssistantName, instructions: Instructions, ...FLAT_SETTINGS, ...SETTING_OBJECTS, voice_settings: NewVoice })
    .refine(noServiceNumber({ unfilled: false }), NO_OPEN_NUMBER),
  rare: RARE_SETTINGS,
  output: Assistant,
  howToCheck: 'List what exists with list_assistants before you try again, or there may be two.',
  run: async ({ advanced, tools, ...settings }, { telnyx }) => {
    const assistant = await telnyx.post(path`/ai/assistants`, {
      body: { ...settings, ...(tools && { tools: inlineTools(tools) }), ...advanced },
      answer: field.data(Assistant, 'id'),
      idempotencyKey: randomUUID(),
    });
    return { ...assistant, note: sharedToolsNote(tools, 'left out. tool_ids attaches them.') };
  },
});
