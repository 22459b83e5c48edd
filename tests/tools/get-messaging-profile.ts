import { getMessagingProfile } from '../../tools/messaging/get-messaging-profile.ts';
import { newProfile } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(getMessagingProfile, {
  requests: ['GET /messaging_profiles/{id}'],
  answers: [{ data: { id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' } }],
  calls: { least: { args: { messaging_profile_id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' } } },
  refused: {
    'a path': { messaging_profile_id: '..' },
    'a query behind an id': { messaging_profile_id: '4000eba1-a0c0-4563-9925-b25e842a7cb6?page[size]=1' },
  },
  needs: ['telnyx.read'],
  steps: [
    {
      after: ['create_messaging_profile'],
      args: ({ from }) => ({ messaging_profile_id: from('create_messaging_profile', 'id') }),
      shows: { name: 'Journey' },
    },
  ],
  proofs: {
    'GET /messaging_profiles/{id}': async (sdk) => {
      const id = given((await newProfile(sdk, 'read')).data?.id);
      const { data } = await sdk.client.messagingProfiles.retrieve(id);
      sdk.holds(data, { id, name: 'read', record_type: 'messaging_profile', enabled: true, whitelisted_destinations: ['US'] });
    },
  },
});
