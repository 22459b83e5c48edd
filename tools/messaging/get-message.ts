import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Message, ShownMessage, wordsOf } from './support/message.ts';

export const getMessage = defineTool({
  name: 'get_message',
  title: 'Get a message',
  risk: 'read',
  description: 'Read one message, sent or received, and its delivery. Only the last 10 days; older: search_detail_records.',
  input: z.object({ message_id: field.Uuid }),
  formerArguments: { id: 'message_id' },
  output: ShownMessage,
  strangersWrote: (message) => message.direction !== 'outbound' && wordsOf(message).length > 0,
  links: ['media.url'],
  run: ({ message_id }, { telnyx }) => telnyx.get(path`/messages/${message_id}`, { answer: field.data(Message, 'id') }),
});
