import { z } from 'zod';
import { always, defineTool, field, hasAnyValue, path, someItem, unless, unlessMembers } from '../../shared/mcp/tool/index.ts';
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
      features: unlessMembers({ ai_opt_out_detection_enabled: unless(true) }),
      ai_assistant_id: always,
      webhook_url: always,
      webhook_failover_url: always,
      remove: someItem(unless('alpha_sender', 'number_pool_settings', 'url_shortener_settings')),
    },
  },
  guard: { lifts: ['whitelisted_destinations', 'daily_spend_limit', 'daily_spend_limit_enabled'] },
  description:
    'Change settings of a messaging profile, at once for all its numbers; the others stay. ' +
    'Destinations, spend limits, webhooks and ai_assistant_id need telnyx.send.',
  input: z
    .object({
      messaging_profile_id: field.Uuid,
      name: ProfileName.optional(),
      whitelisted_destinations: Destinations.optional().describe('Replaces the list'),
      ...COMMON_SETTINGS,
      daily_spend_limit: COMMON_SETTINGS.daily_spend_limit.describe('USD; holds while daily_spend_limit_enabled'),
      ...RARE_SETTINGS,
      redaction_enabled: z.boolean().optional(),
      redaction_level: z.int().min(1).max(100).optional(),
      remove: z
        .array(z.enum(REMOVABLE))
        .min(1)
        .max(REMOVABLE.length)
        .meta({ shownAs: { type: 'array', items: { type: 'string' } } })
        .optional()
        .describe('Settings to take away: webhook_url, alpha_sender, …'),
    })
    .refine((input) => hasAnyValue({ ...input, messaging_profile_id: undefined }), 'Give at least one setting to change.')
    .refine((input) => input.remove?.every((name) => input[name] === undefined) ?? true, 'The same setting is given and removed.'),
  rare: ['webhook_api_version', 'features', 'redaction_enabled', 'redaction_level'],
  formerArguments: { id: 'messaging_profile_id' },
  output: Profile,
  howToCheck: 'Read the current state with get_messaging_profile before you decide.',
  run: ({ messaging_profile_id, remove = [], ...settings }, { telnyx }) =>
    telnyx.patch(path`/messaging_profiles/${messaging_profile_id}`, {
      body: {
        ...settings,
        ...Object.fromEntries(remove.map((name) => [name, null])),
      },
      answer: field.data(Profile, 'id'),
    }),
});
