import { getConnection } from '../../tools/connections/get-connection.ts';
import { HOOK, newApplication, VOICE_PROFILE } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(getConnection, {
  requests: ['GET /connections/{id}'],
  calls: {
    least: { args: { connection_id: '1293384261075731499' } },
    full: {
      args: { connection_id: '1293384261075731499', connection_type: 'call_control_application' },
      requests: ['GET /call_control_applications/{id}'],
    },
  },
  refused: { 'a path': { connection_id: '1/../2' }, 'a collection of its own': { connection_type: 'credential_connections' } },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_call_control_application'],
      args: ({ from }) => ({ connection_id: from('create_call_control_application', 'id') }),
      shows: { connection_name: 'Journey desk' },
    },
    {
      what: 'with all its settings',
      after: ['update_call_control_application'],
      args: ({ from }) => ({ connection_id: from('create_call_control_application', 'id'), connection_type: 'call_control_application' }),
      shows: { first_command_timeout_secs: 20 },
    },
  ],
  proofs: {
    'GET /call_control_applications/{id}': async (sdk) => {
      const id = given((await newApplication(sdk, 'read')).id);
      sdk.holds((await sdk.client.callControlApplications.retrieve(id)).data, { id, application_name: 'read', webhook_event_url: HOOK });
    },
    'GET /connections/{id}': async (sdk) => {
      const id = given((await newApplication(sdk, 'connection two')).id);
      const { data } = await sdk.client.connections.retrieve(id);
      sdk.holds(data, { id, connection_name: 'connection two', outbound_voice_profile_id: VOICE_PROFILE });
    },
  },
});
