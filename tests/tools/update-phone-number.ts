import { updatePhoneNumber } from '../../tools/phone-numbers/update-phone-number.ts';
import { ourNumber, OURS } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const SOME_UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

export const record = defineRecord(updatePhoneNumber, {
  requests: ['PATCH /phone_numbers/{id}'],
  calls: {
    least: { args: { phone_number: '1293384261075731499', tags: [] } },
    'messaging only, unassigned': {
      args: { phone_number: '1293384261075731499', messaging_profile_id: '' },
      requests: ['PATCH /phone_numbers/{id}/messaging'],
    },
    'by the number itself': {
      args: { phone_number: '+1 970 555 5098', tags: [] },
      answers: [{ data: [{ id: '1293384261075731499', phone_number: '+19705555098' }] }, { data: { id: '1293384261075731499' } }],
      requests: ['GET /phone_numbers', 'PATCH /phone_numbers/{id}'],
    },
    'an assistant': {
      args: { phone_number: '1293384261075731499', assistant_id: 'assistant-1' },
      answers: [
        { id: 'assistant-1', telephony_settings: { default_texml_app_id: '1684641123236054244' } },
        { data: { id: '1293384261075731499' } },
      ],
      requests: ['GET /ai/assistants/{assistant_id}', 'PATCH /phone_numbers/{id}'],
    },
    full: {
      args: {
        phone_number: '1293384261075731499',
        connection_id: '1684641123236054244',
        tags: ['a', 'b'],
        customer_reference: 'ref 1',
        billing_group_id: SOME_UUID,
        address_id: SOME_UUID,
        hd_voice_enabled: true,
        messaging_profile_id: SOME_UUID,
        messaging_product: 'A2P',
      },
      requests: ['PATCH /phone_numbers/{id}', 'PATCH /phone_numbers/{id}/messaging'],
    },
  },
  refused: { 'a path': { phone_number: '1/voice' }, 'a number where digits may be lost': { phone_number: 2 ** 60 } },
  // A number is found by the list; an assistant tells its application.
  besides: ['GET /phone_numbers', 'GET /ai/assistants/{assistant_id}'],
  looksFirst: true,
  needs: ['telnyx.write'],
  raised: {
    needs: ['telnyx.write', 'telnyx.send'],
    reaching: [{ connection_id: '1' }, { assistant_id: 'assistant-1' }, { messaging_profile_id: 'x' }, { messaging_product: 'A2P' }],
    harmless: [
      { connection_id: '', assistant_id: '', messaging_product: '', tags: [] },
      { tags: ['a'], customer_reference: 'r', hd_voice_enabled: true, billing_group_id: 'b', address_id: 'a' },
      { messaging_profile_id: '' },
    ],
  },
  steps: [
    {
      after: ['list_phone_numbers'],
      args: ({ from }) => ({ phone_number: from('list_phone_numbers', 'data.0.id'), tags: ['desk'], messaging_profile_id: '' }),
    },
    {
      what: 'so that it takes calls',
      after: ['list_phone_numbers, for one to be called', 'create_call_control_application'],
      args: ({ from }) => ({
        phone_number: from('list_phone_numbers, for one to be called', 'data.0.id'),
        connection_id: from('create_call_control_application', 'id'),
      }),
    },
    {
      what: 'so that an assistant answers it',
      after: ['update_phone_number', 'create_assistant'],
      args: ({ from }) => ({
        phone_number: from('create_number_order', 'phone_numbers.0.phone_number'),
        assistant_id: from('create_assistant', 'id'),
      }),
      shows: { status: 'active' },
    },
  ],
  proofs: {
    'PATCH /phone_numbers/{id}': async (sdk) => {
      const { id } = await ourNumber(sdk);
      const { data } = await sdk.client.phoneNumbers.update(id, { tags: ['desk'], customer_reference: 'ref 1', hd_voice_enabled: true });
      sdk.holds(data, { id, tags: ['desk'], customer_reference: 'ref 1', hd_voice_enabled: true });
    },
    'PATCH /phone_numbers/{id}/messaging': async (sdk) => {
      const { id } = await ourNumber(sdk);
      const profile = given((await sdk.client.messagingProfiles.create({ name: 'numbers', whitelisted_destinations: ['US'] })).data?.id);
      const before = given((await sdk.client.phoneNumbers.retrieve(id)).data?.messaging_profile_id);
      const { data } = await sdk.client.phoneNumbers.messaging.update(id, { messaging_profile_id: profile, messaging_product: 'P2P' });
      sdk.holds(data, {
        id,
        phone_number: OURS,
        messaging_profile_id: profile,
        messaging_product: 'P2P',
        record_type: 'messaging_settings',
      });
      await sdk.client.phoneNumbers.messaging.update(id, { messaging_profile_id: before, messaging_product: 'A2P' });
    },
  },
});
