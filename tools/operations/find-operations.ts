import { z } from 'zod';
import { callerOf, defineTool, field, searchOperations } from '../../shared/mcp/tool/index.ts';

export const findOperations = defineTool({
  name: 'find_operations',
  title: 'Find operations',
  risk: 'read',
  description:
    'Find operations of Telnyx for what no other tool does: fax, porting, 10DLC, WhatsApp, SIMs, reports, … Next: describe_operation.',
  input: z.object({ query: z.string().min(1).max(10_000).describe('Plain words') }),
  output: z.object({
    operations: field.list(
      z.object({
        operation_id: field.text(),
        does: field.text(),
        class: field.text(),
        needs: field.text(),
        tool: field.text().describe('Prefer it'),
        call_with: field.text(),
      }),
    ),
    gap: field.text().describe('What Telnyx cannot do'),
  }),
  run: async ({ query }, { reachable }) => {
    const { operations, gap } = await searchOperations(query, { reachable: await reachable() });
    return {
      operations: operations.map(({ id, summary, class: kind, needs, tool }) => ({
        operation_id: id,
        does: summary,
        class: kind,
        needs,
        tool,
        call_with: callerOf(kind),
      })),
      gap,
    };
  },
});
