import { z } from 'zod';
import { field, PublicUrl } from '../../../shared/mcp/tool/index.ts';

/** A profile in a list. Leaves out `v1_secret`, a key. */
export const ProfileSummary = z.object({
  id: field.text(),
  name: field.text(),
  enabled: field.flag(),
  webhook_url: field.text(),
  webhook_failover_url: field.text(),
  webhook_api_version: field.text(),
  whitelisted_destinations: field.texts(),
  alpha_sender: field.text(),
  daily_spend_limit: field.text(),
  daily_spend_limit_enabled: field.flag(),
  ai_assistant_id: field.text(),
  created_at: field.text(),
});

/** A profile in full, without secrets. */
export const Profile = ProfileSummary.extend({
  number_pool_settings: field.object({
    long_code_weight: field.count(),
    toll_free_weight: field.count(),
    skip_unhealthy: field.flag(),
    sticky_sender: field.flag(),
    geomatch: field.flag(),
  }),
  url_shortener_settings: field.object({
    domain: field.text(),
    prefix: field.text(),
    replace_blacklist_only: field.flag(),
    send_webhooks: field.flag(),
  }),
  mms_fall_back_to_sms: field.flag(),
  mms_transcoding: field.flag(),
  mobile_only: field.flag(),
  smart_encoding: field.flag(),
  updated_at: field.text(),
});

export const ProfileName = z.string().min(1).max(255);

export const Destinations = z
  .array(z.string().regex(/^([A-Z]{2}|\*)$/, 'Expected ISO 3166-1 alpha-2 codes in capitals, such as US.'))
  .min(1)
  .max(250);

/** Settings for new profiles. Rare ones are left to update_messaging_profile. */
export const COMMON_SETTINGS = {
  enabled: z.boolean().optional(),
  webhook_url: PublicUrl.optional(),
  webhook_failover_url: PublicUrl.optional(),
  webhook_api_version: z.enum(['1', '2', '2010-04-01']).optional(),
  alpha_sender: z
    .string()
    .regex(/^[A-Za-z0-9 ]{1,11}$/, 'Expected 1 to 11 letters, digits and spaces.')
    .optional(),
  daily_spend_limit: field.DecimalUsd.optional().describe('USD'),
  daily_spend_limit_enabled: z.boolean().optional(),
};

const Weight = z.number().min(0);

export const RARE_SETTINGS = {
  mms_fall_back_to_sms: z.boolean().optional(),
  mms_transcoding: z.boolean().optional(),
  mobile_only: z.boolean().optional(),
  smart_encoding: z.boolean().optional(),
  ai_assistant_id: z.string().min(1).max(64).optional(),
  number_pool_settings: z
    .strictObject({
      long_code_weight: Weight,
      toll_free_weight: Weight,
      skip_unhealthy: z.boolean(),
      sticky_sender: z.boolean().optional(),
      geomatch: z.boolean().optional(),
    })
    .optional(),
  url_shortener_settings: z
    .strictObject({
      domain: z.string().min(1),
      prefix: z.string().optional(),
      replace_blacklist_only: z.boolean().optional(),
      send_webhooks: z.boolean().optional(),
    })
    .optional(),
};

/** Settings that Telnyx removes when they are set to null. */
export const REMOVABLE = [
  'webhook_url',
  'webhook_failover_url',
  'alpha_sender',
  'ai_assistant_id',
  'number_pool_settings',
  'url_shortener_settings',
] as const;
