import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Profile } from './support/messaging-profile.ts';

export const getMessagingProfile = defineTool({
  name: 'get_messaging_profile',
  title: 'Get a messaging profile',
  risk: 'read',
  description: 'Read all settings of one messaging profile.',
  input: z.object({ messaging_profile_id: field.Uuid }),
  formerArguments: { id: 'messaging_profile_id' },
  output: Profile,
  run: ({ messaging_profile_id }, { telnyx }) =>
    telnyx.get(path`/messaging_profiles/${messaging_profile_id}`, {
      answer: field.data(Profile, 'id'),
    }),
});
