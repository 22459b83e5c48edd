import { createMessagingProfile } from '../../tools/messaging/create-messaging-profile.ts';
import { ISO_TIME, UUID } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

export const record = defineRecord(createMessagingProfile, {
  requests: ['POST /messaging_profiles'],
  answers: [{ data: { id: '4000eba1-a0c0-4563-9925-b25e842a7cb6' } }],
  calls: {
    least: { args: { name: 'ops', whitelisted_destinations: ['US'] } },
    full: {
      args: {
        name: 'ops',
        whitelisted_destinations: ['US', 'CA'],
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
        number_pool_settings: { long_code_weight: 1, toll_free_weight: 0, skip_unhealthy: true },
        url_shortener_settings: { domain: 'example.ex' },
        resource_group_id: 'group-1',
      },
    },
    // Telnyx's SDK has it, its OpenAPI document does not.
    'opt-outs in other words': {
      args: { name: 'ops', whitelisted_destinations: ['US'], features: { ai_opt_out_detection_enabled: true } },
      deviates: ['/requestBody'],
    },
    'all destinations': { args: { name: 'ops', whitelisted_destinations: ['*'] }, deviates: ['/requestBody/whitelisted_destinations/0'] },
  },
  refused: {
    'a secret to choose': { v1_secret: 'mine' },
    'events to the own network': { webhook_url: 'http://169.254.169.254/latest/meta-data/' },
  },
  // A new profile carries nothing until a number is assigned to it, or a message names it; both need client.send.
  needs: ['telnyx.write'],
  steps: [{ args: { name: 'Journey', whitelisted_destinations: ['US', 'CA'] }, shows: { name: 'Journey' } }],
  proofs: {
    'POST /messaging_profiles': async ({ client, holds }) => {
      const { data } = await client.messagingProfiles.create({
        name: 'created',
        whitelisted_destinations: ['US', 'DE'],
        webhook_url: 'https://hooks.example.com/sms',
        daily_spend_limit: '12.50',
        daily_spend_limit_enabled: true,
      });
      holds(data, {
        id: UUID,
        webhook_api_version: '2',
        daily_spend_limit: '12.50',
        webhook_url: 'https://hooks.example.com/sms',
        created_at: ISO_TIME,
      });
    },
  },
});
