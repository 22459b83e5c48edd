import { z } from 'zod';
import { defineTool, path, PhoneNumber } from '../../shared/tool/index.ts';
import { AssistantConfiguration, AssistantId, ConfigurationAnswer } from './assistant.ts';

/** The document declares a JSON string, but the XML itself comes too. */
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

export const getAssistant = defineTool({
  name: 'get_assistant',
  title: 'Get an AI assistant',
  risk: 'read',
  description: 'Read all settings of an assistant, or its TeXML. Secrets show as [hidden].',
  input: z
    .object({
      assistant_id: AssistantId,
      format: z.enum(['json', 'texml']).default('json'),
      fetch_dynamic_variables_from_webhook: z.boolean().optional().describe('Asks its webhook, with the next three'),
      from: PhoneNumber.optional(),
      to: PhoneNumber.optional(),
      call_control_id: z.string().min(1).optional(),
    })
    .refine(
      (input) =>
        input.format === 'json' ||
        [input.fetch_dynamic_variables_from_webhook, input.from, input.to, input.call_control_id].every((value) => value === undefined),
      'With format texml give the assistant_id alone.',
    ),
  output: AssistantConfiguration,
  untrusted: true,
  run: async ({ assistant_id, format, ...query }, { telnyx }) =>
    format === 'json'
      ? telnyx.get(path`/ai/assistants/${assistant_id}`, { query, answer: ConfigurationAnswer })
      : { id: assistant_id, texml: await telnyx.get(path`/ai/assistants/${assistant_id}/texml`, { asText: true, answer: TexmlAnswer }) },
});
