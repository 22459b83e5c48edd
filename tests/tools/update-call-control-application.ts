import { updateCallControlApplication } from '../../tools/call-control/update-call-control-application.ts';
import { HOOK, newApplication } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(updateCallControlApplication, {
  requests: ['PATCH /call_control_applications/{id}'],
  calls: {
    least: {
      args: {
        connection_id: '1293384261075731499',
        application_name: 'call-router',
        webhook_event_url: 'https://hooks.example.com/calls?a=1&b=2',
      },
    },
    full: {
      args: {
        connection_id: '1293384261075731499',
        application_name: 'call-router',
        webhook_event_url: 'https://hooks.example.com/calls?a=1&b=2',
        active: true,
        webhook_event_failover_url: 'https://hooks.example.com/calls?a=1&b=2',
        webhook_api_version: '1',
        outbound: { outbound_voice_profile_id: '1293384261075731499', channel_limit: 10 },
        webhook_timeout_secs: 30,
        inbound: { channel_limit: 10, shaken_stir_enabled: true, sip_subdomain: 'example', sip_subdomain_receive_settings: 'from_anyone' },
        anchorsite_override: 'Amsterdam, Netherlands',
        dtmf_type: 'SIP INFO',
        first_command_timeout: true,
        first_command_timeout_secs: 10,
        call_cost_in_webhooks: true,
        redact_dtmf_debug_logging: true,
        tags: ['a', 'b'],
      },
    },
    'takes settings away': {
      args: {
        connection_id: '1293384261075731499',
        application_name: 'call-router',
        webhook_event_url: 'https://hooks.example.com/calls?a=1&b=2',
        remove: ['webhook_event_failover_url', 'webhook_timeout_secs'],
      },
    },
    'one of the pair': {
      args: { connection_id: '1293384261075731499', webhook_event_url: 'https://new.example.com/telnyx' },
      requests: ['GET /call_control_applications/{id}', 'PATCH /call_control_applications/{id}'],
      answers: [{ data: { id: '1', application_name: 'call-router', webhook_event_url: 'https://hooks.example.com/calls?a=1&b=2' } }],
    },
  },
  refused: {
    'a path': { connection_id: '../calls' },
    'events to the own network': { webhook_event_url: 'http://169.254.169.254/latest/meta-data/' },
  },
  needs: ['telnyx.write'],
  raised: {
    needs: ['telnyx.write', 'telnyx.send'],
    reaching: [
      { webhook_event_url: 'https://hooks.example.com/' },
      { webhook_event_failover_url: 'https://hooks.example.com/' },
      { outbound: { outbound_voice_profile_id: '1' } },
      { inbound: { sip_subdomain_receive_settings: 'from_anyone' } },
      { active: true },
      { remove: ['webhook_event_failover_url'] },
    ],
    harmless: [{ application_name: 'x', tags: ['a'], active: false, dtmf_type: 'Inband' }, { remove: ['webhook_timeout_secs'] }],
  },
  // Read from the application where only one of the pair is given.
  notAsked: ['application_name', 'webhook_event_url'],
  steps: [
    {
      after: ['create_call_control_application'],
      args: ({ from }) => ({ connection_id: from('create_call_control_application', 'id'), first_command_timeout_secs: 20 }),
      shows: { application_name: 'Journey desk', first_command_timeout_secs: 20 },
    },
  ],
  proofs: {
    'PATCH /call_control_applications/{id}': async (sdk) => {
      const id = given((await newApplication(sdk, 'before')).id);
      const change = { application_name: 'after', webhook_event_url: `${HOOK}/2`, tags: ['desk'] };
      sdk.holds((await sdk.client.callControlApplications.update(id, change)).data, { id, ...change });
    },
  },
});
