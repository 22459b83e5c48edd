import { z } from 'zod';
import { defineTool, field, path } from '../../shared/mcp/tool/index.ts';
import { COMMON_SETTINGS, Destinations, Profile, ProfileName, RARE_NAMES, RARE_SETTINGS } from './support/messaging-profile.ts';

export const createMessagingProfile = defineTool({
  name: 'create_messaging_profile',
  title: 'Create a messaging profile',
  risk: 'write',
  guard: { lifts: ['whitelisted_destinations'] },
  description:
    'Create a messaging profile. Keep destinations few, set a daily spend limit. ' +
    'Next: update_phone_number assigns numbers. Takes the settings of update_messaging_profile.',
  input: z.object({
    name: ProfileName,
    whitelisted_destinations: Destinations.describe('Country codes; * is all'),
    ...COMMON_SETTINGS,
    ...RARE_SETTINGS,
    resource_group_id: z.string().min(1).max(64).optional(),
  }),
  rare: ['webhook_failover_url', 'webhook_api_version', ...RARE_NAMES, 'resource_group_id'],
  output: Profile,
  howToCheck: 'List what exists with list_messaging_profiles before you try again, or there may be two.',
  run: (input, { telnyx }) =>
    telnyx.post(path`/messaging_profiles`, {
      // A limit alone has no effect.
      body: { ...(input.daily_spend_limit !== undefined && { daily_spend_limit_enabled: true }), ...input },
      answer: field.data(Profile, 'id'),
    }),
});
