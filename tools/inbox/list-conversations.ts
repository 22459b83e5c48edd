import { z } from 'zod';
import { defineTool, field, OwnEnd } from '../../shared/mcp/tool/index.ts';
import { Cursor } from './support/cursor.ts';
import { conversationLine } from './support/lines.ts';
import { missingSetup } from './support/receivers.ts';

const HOUR_MS = 3_600_000;

export const listConversations = defineTool({
  name: 'list_conversations',
  title: 'List conversations',
  risk: 'read',
  parties: { from: 'own' },
  description:
    'List text conversations, calls and other events that reached the inbox, newest first, one line each: what was last, who waits for an answer.',
  input: z.object({
    own: OwnEnd.optional().describe('Of this number of yours'),
    limit: z.int().min(1).max(100).default(20),
    before: Cursor.optional(),
  }),
  output: z.object({ lines: z.array(z.string()), before: field.text().describe('Give it to go on'), note: field.text() }),
  // Lines hold words of whoever wrote or called.
  strangersWrote: ({ lines }) => lines.length > 0,
  run: async ({ own, limit, before }, context) => {
    const { inbox, clock } = context;
    const page = await inbox.list({ own, limit, before });
    const [newest] = page.conversations;
    const isQuiet = before === undefined && (newest === undefined || clock() - newest.last.at > HOUR_MS);
    return {
      lines: page.conversations.map((conversation) => conversationLine(conversation, clock())),
      before: page.before,
      note: isQuiet ? await missingSetup(context) : undefined,
    };
  },
});
