import { z } from 'zod';
import { defineTool, field, ListOf, pageOf, pageQuery, paging, path } from '../../shared/mcp/tool/index.ts';
import { ApplicationSummary } from './support/call-control-application.ts';

export const listCallControlApplications = defineTool({
  name: 'list_call_control_applications',
  title: 'List call control applications',
  risk: 'read',
  description: 'List the applications that calls can be made and answered with. Their id is the connection_id of create_call.',
  input: z.object({
    name_contains: z.string().min(3).optional().describe('3 characters or more'),
    outbound_voice_profile_id: field.NumericId.optional(),
    sort: z
      .string()
      .regex(/^-?[a-z_]{1,64}$/, 'Expected the name of a field, such as created_at, or -created_at for the newest first.')
      .optional()
      .describe('created_at, connection_name or active; - reverses'),
    ...paging(),
  }),
  output: ListOf(ApplicationSummary),
  run: (input, { telnyx }) =>
    telnyx.get(path`/call_control_applications`, {
      query: {
        'filter[application_name][contains]': input.name_contains,
        // A single key that contains a dot.
        'filter[outbound.outbound_voice_profile_id]': input.outbound_voice_profile_id,
        sort: input.sort,
        ...pageQuery(input),
      },
      answer: pageOf(ApplicationSummary),
    }),
});
