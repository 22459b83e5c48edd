import { connectInbox } from '../../tools/inbox/connect-inbox.ts';
import { defineRecord } from './support/record.ts';

const PROFILE = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
const APPLICATION = '1293384261075731499';

const PROFILES = { data: [{ id: PROFILE, name: 'Main', webhook_url: '', webhook_api_version: '2' }] };
const APPLICATIONS = {
  data: [{ id: APPLICATION, application_name: 'Calls', webhook_event_url: 'https://hooks.example.com/calls', webhook_api_version: '1' }],
};

export const record = defineRecord(connectInbox, {
  requests: ['GET /messaging_profiles', 'GET /call_control_applications', 'PATCH /messaging_profiles/{id}'],
  answers: [PROFILES, APPLICATIONS, { data: { id: PROFILE } }],
  gathers: true,
  looksFirst: true,
  calls: {
    least: { args: {} },
    full: {
      args: { profile_ids: [PROFILE], application_ids: [APPLICATION], replace: true },
      requests: [
        'GET /messaging_profiles',
        'GET /call_control_applications',
        'PATCH /messaging_profiles/{id}',
        'PATCH /call_control_applications/{id}',
      ],
      answers: [PROFILES, APPLICATIONS, { data: { id: PROFILE } }, { data: { id: APPLICATION } }],
    },
  },
  refused: { 'a path': { profile_ids: ['../phone_numbers'] }, 'a path of an application': { application_ids: ['1/../2'] } },
  needs: ['telnyx.write'],
  steps: [
    {
      // Other tools of the journey may have sent the events elsewhere before.
      args: { replace: true },
      shows: (matchers) => ({
        receivers: matchers.arrayContaining([
          matchers.objectContaining({
            kind: 'profile',
            after: matchers.objectContaining({ url: matchers.stringMatching(/\/webhooks\/telnyx$/) as unknown }) as unknown,
          }),
        ]) as unknown,
      }),
    },
  ],
});
