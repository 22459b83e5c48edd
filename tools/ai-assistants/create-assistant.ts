import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Assistant } from './support/assistant.ts';
import {
  AssistantName,
  FLAT_SETTINGS,
  Instructions,
  NO_OPEN_NUMBER,
  noServiceNumber,
  SETTING_OBJECTS,
} from './support/assistant-settings.ts';
import { briefSchema } from './support/brief-schema.ts';
import { REACHING_SETTINGS } from './support/reaching-settings.ts';

export const createAssistant = defineTool({
  name: 'create_assistant',
  title: 'Create an AI assistant',
  risk: 'write',
  raises: { risk: 'outbound', by: REACHING_SETTINGS },
  description:
    'Create an AI assistant for phone, texts or chat. Telephony or messaging also makes a TeXML application or messaging profile. ' +
    'Next: chat_with_assistant; update_phone_number routes a number to it. ' +
    'tools that call, text, transfer or pay, tool_ids and flows need telnyx.send.',
  input: z
    .object({
      name: AssistantName,
      instructions: Instructions,
      ...FLAT_SETTINGS,
      voice_settings: briefSchema(SETTING_OBJECTS.voice_settings).optional().describe('voice (Telnyx.KokoroTTS.af_heart, …), voice_speed'),
      transcription: briefSchema(SETTING_OBJECTS.transcription).optional().describe('model, language'),
      telephony_settings: briefSchema(SETTING_OBJECTS.telephony_settings).optional().describe('time_limit_secs, noise_suppression, …'),
      messaging_settings: briefSchema(SETTING_OBJECTS.messaging_settings).optional().describe('conversation_inactivity_minutes, …'),
      insight_settings: briefSchema(SETTING_OBJECTS.insight_settings).optional(),
      privacy_settings: briefSchema(SETTING_OBJECTS.privacy_settings).optional().describe('data_retention'),
    })
    .refine(noServiceNumber, NO_OPEN_NUMBER),
  output: Assistant,
  run: ({ advanced, ...settings }, { telnyx }) =>
    telnyx.post(path`/ai/assistants`, {
      body: { ...settings, ...advanced },
      answer: field.data(Assistant, 'id'),
      idempotencyKey: randomUUID(),
    }),
});
