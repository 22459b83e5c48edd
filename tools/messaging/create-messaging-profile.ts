import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { COMMON_SETTINGS, Destinations, Profile, ProfileName } from './support/messaging-profile.ts';

export const createMessagingProfile = defineTool({
  name: 'create_messaging_profile',
  title: 'Create a messaging profile',
  risk: 'write',
  description:
    'Create a messaging profile. Keep destinations few, set a daily spend limit. ' +
    'Next: update_phone_number assigns numbers; update_messaging_profile has more settings.',
  input: z.object({
    name: ProfileName,
    whitelisted_destinations: Destinations.describe('Country codes; * is all'),
    ...COMMON_SETTINGS,
  }),
  output: Profile,
  run: (input, { telnyx }) =>
    telnyx.post(path`/messaging_profiles`, {
      body: input,
      answer: field.data(Profile, 'id'),
    }),
});
