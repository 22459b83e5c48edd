import { z } from 'zod';
import { field } from '../../../shared/mcp/tool/index.ts';

/** What all kinds of connections share. SIP credentials belong to other operations and are left out. */
export const ConnectionSummary = z.object({
  id: field.text(),
  record_type: field
    .text()
    .describe('ip_connection, credential_connection, fqdn_connection, call_control_application, texml_application, …'),
  connection_name: field.text(),
  active: field.flag(),
  webhook_event_url: field.text(),
  webhook_event_failover_url: field.text(),
  webhook_api_version: field.text(),
  outbound_voice_profile_id: field.text(),
  anchorsite_override: field.text(),
  tags: field.texts(),
  created_at: field.text(),
  updated_at: field.text(),
});

/** A connection, or a call control application in full. */
export const Connection = ConnectionSummary.extend({
  application_name: field.text(),
  webhook_timeout_secs: field.count(),
  outbound: field.object({ outbound_voice_profile_id: field.text(), channel_limit: field.count() }),
  inbound: field.object({
    channel_limit: field.count(),
    shaken_stir_enabled: field.flag(),
    sip_subdomain: field.text(),
    sip_subdomain_receive_settings: field.text(),
  }),
  dtmf_type: field.text(),
  first_command_timeout: field.flag(),
  first_command_timeout_secs: field.count(),
  call_cost_in_webhooks: field.flag(),
  redact_dtmf_debug_logging: field.flag(),
});
