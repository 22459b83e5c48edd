import { z } from 'zod';
import { field, PublicUrl } from '../../../shared/mcp/tool/index.ts';
import { without } from './without.ts';

/** An empty list of destinations says that none is allowed. */
const withoutBlanks = <Profile extends object>(profile: Profile): Profile => without(profile, (value) => value === '');

const Summary = {
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
};

/** A profile in a list. Leaves out `v1_secret`, a key. */
export const ProfileSummary = z.object(Summary).overwrite(withoutBlanks);

/** A profile in full, without secrets. */
export const Profile = z
  .object({
    ...Summary,
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
    features: field.object({ ai_opt_out_detection_enabled: field.flag() }),
    redaction_enabled: field.flag(),
    redaction_level: field.count(),
    resource_group_id: field.text(),
    health_webhook_url: field.text(),
    updated_at: field.text(),
  })
  .overwrite(withoutBlanks);

export const ProfileName = z.string().min(1).max(255);

/** A code that is no code is quoted, unless it is no word at all. */
const noCode = ({ input }: { readonly input?: unknown }) =>
  `Expected ISO 3166-1 alpha-2 codes, such as US, or *.${typeof input === 'string' && /^\w{1,20}$/.test(input) ? ` "${input}" is none.` : ''}`;

export const Destinations = z
  .array(
    z
      .string()
      .overwrite((code) => code.trim().toUpperCase())
      .regex(/^([A-Z]{2}|\*)$/, { error: noCode }),
  )
  .min(1)
  .max(250);

/** What a new profile usually has. */
export const COMMON_SETTINGS = {
  enabled: z.boolean().optional(),
  webhook_url: PublicUrl.optional(),
  webhook_failover_url: PublicUrl.optional(),
  webhook_api_version: z.string().min(1).max(20).optional(),
  alpha_sender: z
    .string()
    .regex(/^[A-Za-z0-9 ]{1,11}$/, 'Expected 1 to 11 letters, digits and spaces.')
    .optional(),
  daily_spend_limit: field.DecimalUsd.optional().describe('USD'),
  daily_spend_limit_enabled: z.boolean().optional(),
};

const Weight = z.number().refine((weight) => weight >= 0, 'Expected 0 or more.');

export const RARE_SETTINGS = {
  mms_fall_back_to_sms: z.boolean().optional(),
  mms_transcoding: z.boolean().optional(),
  mobile_only: z.boolean().optional(),
  smart_encoding: z.boolean().optional(),
  features: z.strictObject({ ai_opt_out_detection_enabled: z.boolean() }).optional(),
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

export const RARE_NAMES = [
  'mms_fall_back_to_sms',
  'mms_transcoding',
  'mobile_only',
  'smart_encoding',
  'features',
  'ai_assistant_id',
  'number_pool_settings',
  'url_shortener_settings',
] as const satisfies readonly (keyof typeof RARE_SETTINGS)[];

/** Settings that Telnyx removes when they are set to null. */
export const REMOVABLE = [
  'webhook_url',
  'webhook_failover_url',
  'alpha_sender',
  'ai_assistant_id',
  'number_pool_settings',
  'url_shortener_settings',
] as const;
