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

/** Settings that every application may need. */
export const COMMON_SETTINGS = {
  active: z.boolean().optional(),
  webhook_event_failover_url: PublicUrl.optional(),
  outbound: z
    .strictObject({ outbound_voice_profile_id: field.NumericId.optional(), channel_limit: z.int().min(0).optional() })
    .optional()
    .describe('create_call needs the profile'),
};

/** Settings that few applications need. */
export const RARE_SETTINGS = {
  webhook_timeout_secs: z.int().min(0).max(30).optional(),
  // Telnyx opens sites, and names them when it does not know one.
  anchorsite_override: z.string().min(1).max(128).optional(),
  dtmf_type: z.string().min(1).max(64).optional(),
  first_command_timeout: z.boolean().optional(),
  first_command_timeout_secs: z.int().min(1).max(3600).optional(),
  call_cost_in_webhooks: z.boolean().optional(),
  redact_dtmf_debug_logging: z.boolean().optional(),
};

/** Who may call in, and how many at once. */
export const Inbound = z
  .strictObject({
    channel_limit: z.int().min(0).optional(),
    shaken_stir_enabled: z.boolean().optional(),
    sip_subdomain: z.string().min(1).max(63).optional(),
    sip_subdomain_receive_settings: z.enum(['only_my_connections', 'from_anyone']).optional(),
  })
  .optional();

/** Settings that Telnyx removes when they are set to null. */
export const REMOVABLE = ['webhook_event_failover_url', 'webhook_timeout_secs'] as const;

/** Adds what the application cannot do yet. */
export function withNote(application: z.output<typeof Application>): z.output<typeof Application> {
  const { outbound, webhook_event_url } = application;
  const lacks = [
    ...(outbound?.outbound_voice_profile_id
      ? []
      : ['It has no outbound voice profile: create_call fails with it until outbound.outbound_voice_profile_id is set.']),
    ...(webhook_event_url === '' ? ['It has no webhook_event_url: nobody learns of incoming calls.'] : []),
  ];
  return lacks.length === 0 ? application : { ...application, note: lacks.join(' ') };
}
