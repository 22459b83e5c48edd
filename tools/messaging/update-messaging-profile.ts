import { z } from 'zod';
import { defineTool, field, given, path } from '../../shared/tool/index.ts';
import { COMMON_SETTINGS, Destinations, Profile, ProfileName, RARE_SETTINGS, REMOVABLE } from './messaging-profile.ts';

export const updateMessagingProfile = defineTool({
  name: 'update_messaging_profile',
  title: 'Change a messaging profile',
  risk: 'destructive',
  description: 'Overwrite settings of a messaging profile, at once for all its numbers. What is not given stays.',
  input: z
    .object({
      id: field.Uuid,
      name: ProfileName.optional(),
      whitelisted_destinations: Destinations.optional().describe('Replaces the list'),
      ...COMMON_SETTINGS,
      ...RARE_SETTINGS,
      remove: z.array(z.enum(REMOVABLE)).min(1).optional().describe('Settings to take away'),
    })
    .refine((input) => given({ ...input, id: undefined }), 'Give at least one setting to change.')
    .refine((input) => input.remove?.every((name) => input[name] === undefined) ?? true, 'The same setting is given and removed.'),
  output: Profile,
  run: ({ id, remove = [], ...settings }, { telnyx }) =>
    telnyx.patch(path`/messaging_profiles/${id}`, {
      body: {
        ...settings,
        ...Object.fromEntries(remove.map((name) => [name, null])),
      },
      answer: field.data(Profile),
    }),
});
