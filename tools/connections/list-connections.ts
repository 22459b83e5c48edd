import { z } from 'zod';
import { defineTool, field, ListOf, pageOf, pageQuery, paging, path } from '../../shared/mcp/tool/index.ts';
import { ConnectionSummary } from './support/connection.ts';

export const listConnections = defineTool({
  name: 'list_connections',
  title: 'List connections',
  risk: 'read',
  description: 'List all that numbers can be routed to: SIP connections and voice applications.',
  input: z.object({
    name_contains: z.string().min(3).optional().describe('3+ characters'),
    outbound_voice_profile_id: field.NumericId.optional(),
    fqdn: z.string().min(1).max(253).optional(),
    sort: z.enum(['created_at', '-created_at', 'connection_name', '-connection_name', 'active', '-active']).optional(),
    ...paging(),
  }),
  rare: ['sort'],
  output: ListOf(ConnectionSummary),
  run: (input, { telnyx }) =>
    telnyx.get(path`/connections`, {
      query: {
        'filter[connection_name][contains]': input.name_contains,
        'filter[outbound_voice_profile_id]': input.outbound_voice_profile_id,
        'filter[fqdn]': input.fqdn,
        sort: input.sort,
        ...pageQuery(input),
      },
      answer: pageOf(ConnectionSummary),
    }),
});
