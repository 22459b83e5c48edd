import { z } from 'zod';
import { defineTool, ListOf, pageOf, pageQuery, paging, path } from '../../shared/mcp/tool/index.ts';
import { ProfileSummary } from './support/messaging-profile.ts';

export const listMessagingProfiles = defineTool({
  name: 'list_messaging_profiles',
  title: 'List messaging profiles',
  risk: 'read',
  description: 'List messaging profiles: destinations, webhooks, spend limit of the numbers assigned to them.',
  input: z.object({
    name_contains: z.string().min(1).optional(),
    name: z.string().min(1).optional().describe('Exact name'),
    ...paging(),
  }),
  output: ListOf(ProfileSummary),
  run: (input, { telnyx }) =>
    telnyx.get(path`/messaging_profiles`, {
      query: {
        'filter[name][contains]': input.name_contains,
        'filter[name][eq]': input.name,
        ...pageQuery(input),
      },
      answer: pageOf(ProfileSummary),
    }),
});
