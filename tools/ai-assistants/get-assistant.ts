import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { AssistantConfiguration, AssistantId } from './support/assistant.ts';

/** Telnyx documents a JSON string, but also sends plain XML. */
const TexmlAnswer = z
  .string()
  .min(1)
  .transform((text, { issues }) => {
    if (!text.startsWith('"')) return text;
    try {
      return z.string().parse(JSON.parse(text));
    } catch {
      issues.push({ code: 'custom', input: text, message: 'Not a JSON string.' });
      return z.NEVER;
    }
  });

/** Never sends `fetch_dynamic_variables_from_webhook`: a read must not trigger a webhook. */
export const getAssistant = defineTool({
  name: 'get_assistant',
  title: 'Get an AI assistant',
  risk: 'read',
  description: 'Read all settings of an assistant, or its TeXML. Secrets show as [hidden].',
  input: z.object({
    assistant_id: AssistantId,
    format: z.enum(['json', 'texml']).default('json'),
  }),
  output: AssistantConfiguration,
  run: async ({ assistant_id, format }, { telnyx }) =>
    format === 'json'
      ? telnyx.get(path`/ai/assistants/${assistant_id}`, { answer: field.data(AssistantConfiguration, 'id') })
      : { id: assistant_id, texml: await telnyx.get(path`/ai/assistants/${assistant_id}/texml`, { asText: true, answer: TexmlAnswer }) },
});
