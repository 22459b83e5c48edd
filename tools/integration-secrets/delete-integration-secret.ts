import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';

const Deleted = z.object({ deleted: field.flag() });

/** A 204 has no body. */
const NoErrors = z.union([z.undefined(), z.null(), z.looseObject({ errors: z.array(z.unknown()).max(0).nullish() })]);

export const deleteIntegrationSecret = defineTool({
  name: 'delete_integration_secret',
  title: 'Delete an integration secret',
  risk: 'destructive',
  description: 'Delete a stored secret for good. Assistants that name its identifier break. Confirm with the user first.',
  input: z.object({ secret_id: z.string().min(1).max(256).describe('See list_integration_secrets') }),
  formerArguments: { id: 'secret_id' },
  output: Deleted,
  howToCheck: 'Read the current state with list_integration_secrets before you decide.',
  run: async ({ secret_id }, { telnyx }) => {
    await telnyx.delete(path`/integration_secrets/${secret_id}`, { answer: NoErrors });
    return { deleted: true };
  },
});
