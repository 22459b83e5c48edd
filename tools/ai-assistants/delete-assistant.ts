import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { AssistantId } from './support/assistant.ts';

const Deleted = z.object({ id: field.text(), deleted: field.flag() });

export const deleteAssistant = defineTool({
  name: 'delete_assistant',
  title: 'Delete an AI assistant',
  risk: 'destructive',
  description: 'Delete an assistant for good. Numbers routed to it stop working. Confirm with the user first.',
  input: z.object({ assistant_id: AssistantId }),
  output: Deleted,
  howToCheck: 'Read the current state with list_assistants before you decide.',
  run: ({ assistant_id }, { telnyx }) => telnyx.delete(path`/ai/assistants/${assistant_id}`, { answer: field.data(Deleted, 'id') }),
});
