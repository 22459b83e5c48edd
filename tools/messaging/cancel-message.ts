import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Message, ShownMessage } from './support/message.ts';

export const cancelMessage = defineTool({
  name: 'cancel_message',
  title: 'Cancel a scheduled message',
  risk: 'destructive',
  description: 'Cancel a message scheduled with send_at: up to a minute before it goes out, for good. A message already sent stays sent.',
  input: z.object({ message_id: field.Uuid }),
  formerArguments: { id: 'message_id' },
  output: ShownMessage,
  links: ['media.url'],
  howToCheck: 'Ask get_message: the status of its recipient is "cancelled" or still "scheduled".',
  run: ({ message_id }, { telnyx }) => telnyx.delete(path`/messages/${message_id}`, { answer: field.data(Message, 'id') }),
});
