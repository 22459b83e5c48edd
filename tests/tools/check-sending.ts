import { checkSending } from '../../tools/messaging/check-sending.ts';
import { OURS } from './support/account.ts';
import { given } from './support/proof.ts';
import { defineRecord } from './support/record.ts';

const PROFILE = '4000eba1-a0c0-4563-9925-b25e842a7cb6';
const CAMPAIGN = '4b20017f-8da9-a992-a6c0-683072fb7729';
const BRAND = '4b20017f-8da9-a992-a6c0-683072fb7000';
const TO = '+13125550142';
const TO_CANADA = '+14165550142';
const TOLL_FREE = '+18005550100';

const none = { data: [] };
const balance = { data: { balance: '10.00', available_credit: '10.00', currency: 'USD' } };
const limited = { id: PROFILE, enabled: true, whitelisted_destinations: ['*'], daily_spend_limit_enabled: true, daily_spend_limit: '5' };
const features = { sms: { domestic_two_way: true, international_outbound: true } };
const owned = (phone_number: string, messaging_profile_id = '') => ({ data: [{ phone_number, status: 'active', messaging_profile_id }] });
const settings = (phone_number: string) => ({ data: [{ phone_number, features }] });
const assignment = { phoneNumber: OURS, campaignId: CAMPAIGN, assignmentStatus: 'ASSIGNED' };

const NUMBER = ['GET /balance', 'GET /phone_numbers', 'GET /phone_numbers/messaging'];
const PROFILED = ['GET /messaging_profiles/{id}', 'GET /messaging_optouts', 'GET /detail_records'];
const CAMPAIGN_OF = 'GET /10dlc/phone_number_campaigns/{phoneNumber}';

export const record = defineRecord(checkSending, {
  requests: ['GET /balance', 'GET /phone_numbers'],
  answers: [balance, none],
  gathers: true,
  doesWithout: true,
  calls: {
    least: { args: { to: TO } },
    full: {
      args: { to: TO_CANADA, from: OURS },
      requests: [...NUMBER, ...PROFILED],
      answers: [balance, owned(OURS, PROFILE), settings(OURS), { data: limited }, none, none],
    },
    'a long code on a campaign': {
      args: { to: TO, from: OURS },
      requests: [...NUMBER, CAMPAIGN_OF, 'GET /10dlc/campaign/{campaignId}', 'GET /10dlc/brand/{brandId}'],
      answers: [balance, owned(OURS), settings(OURS), { ...assignment, telnyxCampaignId: CAMPAIGN, brandId: BRAND }],
    },
    'a long code on a campaign of somebody else': {
      args: { to: TO, from: OURS },
      requests: [...NUMBER, CAMPAIGN_OF, 'GET /10dlc/partner_campaigns/{campaignId}'],
      answers: [balance, owned(OURS), settings(OURS), { ...assignment, telnyxCampaignId: '', brandId: '' }],
    },
    'a toll-free number': {
      args: { to: TO, from: TOLL_FREE },
      requests: [...NUMBER, 'GET /messaging_tollfree/verification/requests'],
      answers: [balance, owned(TOLL_FREE), settings(TOLL_FREE)],
    },
    'a number that is not here': {
      args: { to: TO_CANADA, from: OURS },
      requests: [...NUMBER, 'GET /messaging_hosted_numbers'],
      answers: [balance, none, none, none],
    },
    'a short code': {
      args: { to: TO, from: '72000' },
      requests: ['GET /balance', 'GET /short_codes', ...PROFILED],
      answers: [balance, { data: [{ short_code: '72000', messaging_profile_id: PROFILE }] }, { data: limited }, none, none],
    },
    letters: {
      args: { to: '+447700900123', from: 'Acme' },
      requests: ['GET /balance', 'GET /messaging_profiles', 'GET /detail_records', 'GET /messaging_optouts'],
      answers: [balance, { data: [limited] }, none, none],
    },
  },
  refused: { 'an emergency number': { to: '911' }, 'a key of the query': { from: `${OURS}&page=2` }, 'a list': { to: [TO] } },
  needs: ['telnyx.read'],
  steps: [
    {
      args: { to: '+1 312 555 0142', from: OURS },
      shows: (matchers) => ({
        verdict: 'yes',
        checks: matchers.arrayContaining([{ check: 'campaign', state: 'ok', found: 'MNO_PROVISIONED' }]),
      }),
    },
  ],
  proofs: {
    'GET /phone_numbers/messaging': async ({ client, holds, expect }) => {
      const { data } = await client.phoneNumbers.messaging.list({ 'filter[phone_number]': OURS });
      expect(data).toHaveLength(1);
      holds(data[0], { phone_number: OURS, type: 'long-code' });
      expect(data[0]?.features?.sms).toMatchObject({ domestic_two_way: true });
    },
    [CAMPAIGN_OF]: async ({ client, holds }) =>
      holds(await client.messaging10dlc.phoneNumberCampaigns.retrieve(OURS), { phoneNumber: OURS, assignmentStatus: 'ASSIGNED' }),
    'GET /10dlc/campaign/{campaignId}': async ({ client, holds }) => {
      const { campaignId } = await client.messaging10dlc.phoneNumberCampaigns.retrieve(OURS);
      holds(await client.messaging10dlc.campaign.retrieve(campaignId), { campaignId, campaignStatus: 'MNO_PROVISIONED', status: 'ACTIVE' });
    },
    'GET /10dlc/partner_campaigns/{campaignId}': async ({ client, control, holds }) => {
      await control('/senders', { phone_number: '+12125550100', campaign: { shared: true } });
      const { campaignId } = await client.messaging10dlc.phoneNumberCampaigns.retrieve('+12125550100');
      holds(await client.messaging10dlc.partnerCampaigns.retrieve(campaignId), {
        tcrCampaignId: campaignId,
        campaignStatus: 'MNO_PROVISIONED',
      });
    },
    'GET /10dlc/brand/{brandId}': async ({ client, holds }) => {
      const { brandId } = await client.messaging10dlc.phoneNumberCampaigns.retrieve(OURS);
      holds(await client.messaging10dlc.brand.retrieve(given(brandId)), { status: 'OK', identityStatus: 'VERIFIED' });
    },
    'GET /messaging_tollfree/verification/requests': async ({ client, holds }) => {
      const page = await client.messagingTollfree.verification.requests.list({ page: 1, page_size: 20, phone_number: TOLL_FREE });
      holds(page.records[0], { verificationStatus: 'Verified' });
    },
    'GET /messaging_hosted_numbers': async ({ client, control, holds }) => {
      await control('/senders', { phone_number: '+13125550177', hosted: true });
      const { data } = await client.messagingHostedNumbers.list({ 'filter[phone_number]': '+13125550177' });
      holds(data[0], { phone_number: '+13125550177' });
    },
    'GET /short_codes': async ({ client, control, holds }) => {
      await control('/portal', { short_codes: ['72000'] });
      holds((await client.shortCodes.list()).data[0], { short_code: '72000', country_code: 'US' });
    },
    'GET /messaging_optouts': async ({ client, control, holds }) => {
      await control('/messages/inbound', { from: '+13125550188', to: OURS, text: 'STOP' });
      const [optOut] = (await client.messagingOptouts.list({ filter: { from: OURS } })).data;
      holds(optOut, { to: '+13125550188', from: OURS, keyword: 'STOP' });
    },
  },
});
