import { z } from 'zod';
import { defineTool, path } from '../../shared/mcp/tool/index.ts';

const Deleted = z.object({ deleted: z.boolean() });

export const deleteIntegrationSecret = defineTool({
  name: 'delete_integration_secret',
  title: 'Delete an integration secret',
  risk: 'destructive',
  description: 'Delete a stored secret for good. Assistants that name its identifier break. Confirm with the user first.',
  input: z.object({ secret_id: z.string().min(1).max(256).describe('See list_integration_secrets') }),
  formerArguments: { id: 'secret_id' },
  output: Deleted,
  run: async ({ secret_id }, { telnyx }) => {
    // A 204 has no body.
    await telnyx.delete(path`/integration_secrets/${secret_id}`, { answer: z.unknown() });
    return { deleted: true };
  },
});
