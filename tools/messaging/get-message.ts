import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Message } from './support/message.ts';

export const getMessage = defineTool({
  name: 'get_message',
  title: 'Get a message',
  risk: 'read',
  description: 'Read one message, sent or received, and its delivery. Only the last 10 days; older: search_detail_records.',
  input: z.object({ id: field.Uuid }),
  output: Message,
  strangersWrote: () => true,
  links: ['media.url'],
  run: ({ id }, { telnyx }) => telnyx.get(path`/messages/${id}`, { answer: field.data(Message, 'id') }),
});
