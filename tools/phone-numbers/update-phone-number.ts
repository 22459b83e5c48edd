import { z } from 'zod';
import { asFollowUp, always, defineTool, field, hasAnyValue, path, unless } from '../../shared/mcp/tool/index.ts';
import { MessagingSettings, NumberRecord } from './support/phone-number.ts';

/** Telnyx keeps messaging settings separately, so this takes up to two requests: other settings first. */
export const updatePhoneNumber = defineTool({
  name: 'update_phone_number',
  title: 'Change a phone number',
  risk: 'destructive',
  raises: { risk: 'outbound', by: { connection_id: always, messaging_profile_id: unless(''), messaging_product: always } },
  description:
    'Overwrite settings of a number. What is not given stays. A new connection_id or messaging_profile_id re-routes live calls or texts at once: needs telnyx.send.',
  input: z
    .object({
      id: field.NumericId.describe('Not the number: see get_phone_number'),
      connection_id: field.NumericId.optional().describe('Where calls go'),
      messaging_profile_id: z
        .string()
        .refine((value) => value === '' || field.Uuid.safeParse(value).success, 'Expected a UUID, or "" to unassign.')
        .optional()
        .describe('UUID; "" unassigns'),
      messaging_product: z.string().min(1).max(64).optional().describe('Of eligible_messaging_products'),
      tags: z.array(z.string().min(1)).max(100).optional().describe('Replaces the list'),
      customer_reference: z.string().max(255).optional(),
      billing_group_id: z.string().min(1).max(64).optional(),
      address_id: z.string().min(1).max(64).optional(),
      hd_voice_enabled: z.boolean().optional(),
    })
    .refine((input) => hasAnyValue({ ...input, id: undefined }), 'Give at least one setting to change.'),
  output: NumberRecord.extend({ messaging: MessagingSettings.optional() }),
  run: async (input, { telnyx }) => {
    const { id, messaging_profile_id, messaging_product, ...settings } = input;
    const messaging = { messaging_profile_id, messaging_product };
    const changeSettings = () =>
      telnyx.patch(path`/phone_numbers/${id}`, {
        body: settings,
        answer: field.data(NumberRecord, 'id'),
      });
    const changeMessaging = () =>
      telnyx.patch(path`/phone_numbers/${id}/messaging`, {
        body: messaging,
        answer: field.data(MessagingSettings, 'messaging_product'),
      });

    if (!hasAnyValue(messaging)) return changeSettings();
    if (!hasAnyValue(settings)) return { id, messaging: await changeMessaging() };
    const number = await changeSettings();
    const changed = await asFollowUp(`Changed on the number: ${Object.keys(settings).join(', ')}.`, changeMessaging);
    // The first answer still has the previous profile.
    return {
      ...number,
      messaging_profile_id: changed.messaging_profile_id,
      messaging_profile_name: undefined,
      messaging: changed,
    };
  },
});
