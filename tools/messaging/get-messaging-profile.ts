import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { Profile } from './support/messaging-profile.ts';

export const getMessagingProfile = defineTool({
  name: 'get_messaging_profile',
  title: 'Get a messaging profile',
  risk: 'read',
  description: 'Read all settings of one messaging profile.',
  input: z.object({ id: field.Uuid }),
  output: Profile,
  run: ({ id }, { telnyx }) =>
    telnyx.get(path`/messaging_profiles/${id}`, {
      answer: field.data(Profile, 'id'),
    }),
});
