import { updateMessagingProfile } from '../../tools/messaging/update-messaging-profile.ts';
import { newProfile } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const SOME_UUID = '4000eba1-a0c0-4563-9925-b25e842a7cb6';

export const record = defineRecord(updateMessagingProfile, {
  requests: ['PATCH /messaging_profiles/{id}'],
  answers: [{ data: { id: SOME_UUID } }],
  calls: {
    least: { args: { messaging_profile_id: SOME_UUID, name: 'new' } },
    full: {
      args: {
        messaging_profile_id: SOME_UUID,
        name: 'new',
        whitelisted_destinations: ['DE'],
        enabled: true,
        webhook_url: 'https://hooks.example.com/sms?a=1&b=2',
        webhook_failover_url: 'https://hooks.example.com/sms?a=1&b=2',
        webhook_api_version: '2',
        alpha_sender: 'Acme 24',
        daily_spend_limit: '20.00',
        daily_spend_limit_enabled: true,
        mms_fall_back_to_sms: true,
        mms_transcoding: true,
        mobile_only: true,
        smart_encoding: true,
        ai_assistant_id: 'assistant-1',
        number_pool_settings: { long_code_weight: 1, toll_free_weight: 2.5, skip_unhealthy: true, sticky_sender: true, geomatch: true },
        url_shortener_settings: { domain: 'example.ex', prefix: '', replace_blacklist_only: true, send_webhooks: false },
      },
    },
    // Telnyx's SDK has them, its OpenAPI document does not.
    'new settings': {
      args: {
        messaging_profile_id: SOME_UUID,
        features: { ai_opt_out_detection_enabled: true },
        redaction_enabled: true,
        redaction_level: 2,
      },
      deviates: ['/requestBody'],
    },
    removes: {
      args: {
        messaging_profile_id: SOME_UUID,
        remove: [
          'webhook_url',
          'webhook_failover_url',
          'alpha_sender',
          'ai_assistant_id',
          'number_pool_settings',
          'url_shortener_settings',
        ],
      },
    },
  },
  refused: {
    'a path': { messaging_profile_id: '../phone_numbers/1' },
    'a setting to remove that is none': { remove: ['whitelisted_destinations'] },
  },
  needs: ['telnyx.write'],
  raised: {
    needs: ['telnyx.write', 'telnyx.send'],
    reaching: [
      { ai_assistant_id: 'assistant-1' },
      { daily_spend_limit: '1000000.00' },
      { daily_spend_limit_enabled: false },
      { daily_spend_limit_enabled: 'true' },
      { whitelisted_destinations: ['*'] },
      { enabled: true },
      { features: { ai_opt_out_detection_enabled: false } },
      { mobile_only: false },
      { webhook_url: 'https://hooks.example.com/' },
      { webhook_failover_url: 'https://hooks.example.com/' },
      { remove: ['ai_assistant_id'] },
      { remove: 'alpha_sender' },
    ],
    harmless: [
      { ai_assistant_id: null },
      { name: 'x', alpha_sender: 'Acme', smart_encoding: true },
      { features: { ai_opt_out_detection_enabled: true } },
      { enabled: false, mobile_only: true, daily_spend_limit_enabled: true },
      { remove: ['alpha_sender', 'url_shortener_settings'] },
    ],
  },
  steps: [
    {
      after: ['create_messaging_profile'],
      args: ({ from }) => ({ messaging_profile_id: from('create_messaging_profile', 'id'), alpha_sender: 'ACME' }),
      shows: { alpha_sender: 'ACME' },
    },
  ],
  proofs: {
    'PATCH /messaging_profiles/{id}': async (sdk) => {
      const id = given((await newProfile(sdk, 'before')).data?.id);
      const { data } = await sdk.client.messagingProfiles.update(id, { name: 'after', alpha_sender: 'ACME', number_pool_settings: null });
      sdk.holds(data, { id, name: 'after', alpha_sender: 'ACME', whitelisted_destinations: ['US'], number_pool_settings: null });
    },
  },
});
