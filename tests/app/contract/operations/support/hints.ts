import type { Hints } from './examples.ts';

/** What the document says in a pattern, or of a value in a path, neither of which is in the index: by member, with what it is in. */
export const HINTS: Hints = {
  whitelisted_destinations: ['US'],
  country_code: 'US',
  businessRegistrationCountry: 'US',
  state: 'IL',
  zip_code: '60601',
  'CreateMessagingProfile.daily_spend_limit': '10.00',
  'UpdateMessagingProfile.daily_spend_limit': '10.00',
  campaignId: 'C1ABCDE',
  'AppealCampaign.campaignId': '6a09cdc3-8948-47f0-aa62-74ac943d6c58',
  endpoint: 'mno',
  ref_type: 'business',
  slot: '1',
  version: '1',
  conversation_relay_url: 'wss://example.com/a',
  'confirmDirEmailVerification.code': '123456',
  'CreateVerifiedNumber.extension': '123',
  'UpdatePortoutStatus.status': 'authorized',
  'conversation_relay_config.url': 'wss://example.com/a',
  'conversation_relay_settings.url': 'wss://example.com/a',
  'CallStartConversationRelay.url': 'wss://example.com/a',
};
