import { z } from 'zod';
import { field, PublicUrl } from '../../../shared/mcp/tool/index.ts';

/** An application in a list. */
export const ApplicationSummary = z.object({
  id: field.text(),
  application_name: field.text(),
  active: field.flag(),
  webhook_event_url: field.text(),
  webhook_event_failover_url: field.text(),
  webhook_api_version: field.text(),
  webhook_timeout_secs: field.count(),
  outbound: field.object({ outbound_voice_profile_id: field.text(), channel_limit: field.count() }),
  inbound: field.object({
    channel_limit: field.count(),
    shaken_stir_enabled: field.flag(),
    sip_subdomain: field.text(),
    sip_subdomain_receive_settings: field.text(),
  }),
  anchorsite_override: field.text(),
  dtmf_type: field.text(),
  first_command_timeout: field.flag(),
  first_command_timeout_secs: field.count(),
  tags: field.texts(),
  created_at: field.text(),
});

/** An application in full. */
export const Application = ApplicationSummary.extend({
  call_cost_in_webhooks: field.flag(),
  redact_dtmf_debug_logging: field.flag(),
  updated_at: field.text(),
  note: field.text(),
});

export const ApplicationName = z.string().min(1).max(255);

/** Settings for new applications. Rare ones are left to update_call_control_application. */
export const COMMON_SETTINGS = {
  active: z.boolean().optional(),
  webhook_event_failover_url: PublicUrl.optional(),
  outbound: z
    .strictObject({ outbound_voice_profile_id: field.NumericId.optional(), channel_limit: z.int().min(0).optional() })
    .optional()
    .describe('create_call needs the profile'),
};

const SITES: readonly string[] = [
  'Latency',
  'Chicago, IL',
  'Ashburn, VA',
  'San Jose, CA',
  'London, UK',
  'Chennai, IN',
  'Amsterdam, Netherlands',
  'Toronto, Canada',
  'Sydney, Australia',
];

export const RARE_SETTINGS = {
  webhook_timeout_secs: z.int().min(0).max(30).optional(),
  inbound: z
    .strictObject({
      channel_limit: z.int().min(0).optional(),
      shaken_stir_enabled: z.boolean().optional(),
      sip_subdomain: z.string().min(1).max(63).optional(),
      sip_subdomain_receive_settings: z.enum(['only_my_connections', 'from_anyone']).optional(),
    })
    .optional(),
  // Almost always Latency, so only the error text lists the sites.
  anchorsite_override: z
    .string()
    .refine((site) => SITES.includes(site), `Expected one of: ${SITES.join('; ')}.`)
    .optional()
    .describe('Latency, or a site'),
  dtmf_type: z.enum(['RFC 2833', 'Inband', 'SIP INFO']).optional(),
  first_command_timeout: z.boolean().optional(),
  first_command_timeout_secs: z.int().min(1).max(3600).optional(),
  call_cost_in_webhooks: z.boolean().optional(),
  redact_dtmf_debug_logging: z.boolean().optional(),
};

/** Settings that Telnyx removes when they are set to null. */
export const REMOVABLE = ['webhook_event_failover_url', 'webhook_timeout_secs'] as const;

/** Adds what the application cannot do yet. */
export const withNote = (application: z.output<typeof Application>) =>
  application.outbound?.outbound_voice_profile_id
    ? application
    : {
        ...application,
        note: 'It has no outbound voice profile: create_call fails with it until outbound.outbound_voice_profile_id is set.',
      };
