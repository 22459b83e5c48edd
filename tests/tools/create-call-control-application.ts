import { createCallControlApplication } from '../../tools/call-control/create-call-control-application.ts';
import { HOOK, VOICE_PROFILE } from './support/account.ts';
import { ISO_TIME } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(createCallControlApplication, {
  requests: ['POST /call_control_applications'],
  calls: {
    least: { args: { application_name: 'call-router', webhook_event_url: 'https://hooks.example.com/calls?a=1&b=2' } },
    full: {
      args: {
        application_name: 'call-router',
        webhook_event_url: 'https://hooks.example.com/calls?a=1&b=2',
        active: true,
        webhook_event_failover_url: 'https://hooks.example.com/calls?a=1&b=2',
        webhook_api_version: '1',
        outbound: { outbound_voice_profile_id: '1293384261075731499', channel_limit: 10 },
        webhook_timeout_secs: 30,
        anchorsite_override: 'Amsterdam, Netherlands',
        dtmf_type: 'SIP INFO',
        first_command_timeout: true,
        first_command_timeout_secs: 10,
        call_cost_in_webhooks: true,
        redact_dtmf_debug_logging: true,
      },
    },
    'an odd name': { args: { application_name: '"; DROP TABLE ☕', webhook_event_url: 'https://hooks.example.com/calls?a=1&b=2' } },
  },
  refused: { 'events to the own network': { webhook_event_url: 'http://169.254.169.254/latest/meta-data/' } },
  // No number leads to a new application.
  needs: ['telnyx.write'],
  steps: [
    {
      args: {
        application_name: 'Journey desk',
        webhook_event_url: 'https://hooks.example.com/calls',
        outbound: { outbound_voice_profile_id: VOICE_PROFILE },
      },
      shows: { application_name: 'Journey desk', webhook_api_version: '2', active: true },
    },
  ],
  proofs: {
    'POST /call_control_applications': async (sdk) => {
      const { data } = await sdk.client.callControlApplications.create({
        application_name: 'desk',
        webhook_event_url: HOOK,
        webhook_api_version: '2',
        first_command_timeout: true,
        first_command_timeout_secs: 20,
        inbound: { channel_limit: 5, shaken_stir_enabled: true },
        outbound: { channel_limit: 5, outbound_voice_profile_id: VOICE_PROFILE },
      });
      sdk.holds(data, {
        id: /^\d+$/,
        record_type: 'call_control_application',
        active: true,
        first_command_timeout_secs: 20,
        created_at: ISO_TIME,
        inbound: { channel_limit: 5 },
        outbound: { outbound_voice_profile_id: VOICE_PROFILE },
      });
    },
  },
});
