import { z } from 'zod';
import { always, defineTool, field, hasAnyValue, path, someItem, unless } from '../../shared/mcp/tool/index.ts';
import { COMMON_SETTINGS, Destinations, Profile, ProfileName, RARE_SETTINGS, REMOVABLE } from './support/messaging-profile.ts';

export const updateMessagingProfile = defineTool({
  name: 'update_messaging_profile',
  title: 'Change a messaging profile',
  risk: 'destructive',
  raises: {
    risk: 'outbound',
    by: {
      enabled: unless(false),
      whitelisted_destinations: always,
      mobile_only: unless(true),
      daily_spend_limit: always,
      daily_spend_limit_enabled: unless(true),
      ai_assistant_id: always,
      webhook_url: always,
      webhook_failover_url: always,
      remove: someItem(unless('alpha_sender', 'number_pool_settings', 'url_shortener_settings')),
    },
  },
  description:
    'Overwrite settings of a messaging profile, at once for all its numbers. What is not given stays. ' +
    'Destinations, spend limits, webhooks and ai_assistant_id need telnyx.send.',
  input: z
    .object({
      id: field.Uuid,
      name: ProfileName.optional(),
      whitelisted_destinations: Destinations.optional().describe('Replaces the list'),
      ...COMMON_SETTINGS,
      ...RARE_SETTINGS,
      remove: z.array(z.enum(REMOVABLE)).min(1).max(REMOVABLE.length).optional().describe('Settings to take away'),
    })
    .refine((input) => hasAnyValue({ ...input, id: undefined }), 'Give at least one setting to change.')
    .refine((input) => input.remove?.every((name) => input[name] === undefined) ?? true, 'The same setting is given and removed.'),
  output: Profile,
  run: ({ id, remove = [], ...settings }, { telnyx }) =>
    telnyx.patch(path`/messaging_profiles/${id}`, {
      body: {
        ...settings,
        ...Object.fromEntries(remove.map((name) => [name, null])),
      },
      answer: field.data(Profile, 'id'),
    }),
});
