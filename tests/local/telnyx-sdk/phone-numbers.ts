import { expect } from '@jest/globals';
import { given, holds, ISO_TIME, UUID, type Judge, type Proofs } from './judge.ts';

const OWNED = '+13125550100';

const owned = async ({ telnyx }: Judge) => given((await telnyx.phoneNumbers.list({ filter: { phone_number: OWNED.slice(1) } })).data[0]);

const forSale = async ({ telnyx }: Judge) =>
  given((await telnyx.availablePhoneNumbers.list({ filter: { country_code: 'US', features: ['sms', 'voice'], limit: 3 } })).data);

export const phoneNumbers: Proofs = {
  'GET /phone_numbers': async ({ telnyx }) => {
    const page = await telnyx.phoneNumbers.list({ filter: { status: 'active', country_iso_alpha2: 'US' }, sort: 'phone_number' });
    expect(page.meta.page_number).toBe(1);
    holds(page.data[0], {
      phone_number: '+12125550100',
      record_type: 'phone_number',
      phone_number_type: 'local',
      tags: [],
      purchased_at: ISO_TIME,
    });
  },
  'GET /phone_numbers/{id}': async (judge) => {
    const { id } = await owned(judge);
    // Ids go beyond what a number in JSON can hold.
    expect(id).toMatch(/^\d{19}$/);
    holds((await judge.telnyx.phoneNumbers.retrieve(id)).data, { id, phone_number: OWNED, status: 'active', country_iso_alpha2: 'US' });
  },
  'PATCH /phone_numbers/{id}': async (judge) => {
    const { id } = await owned(judge);
    const { data } = await judge.telnyx.phoneNumbers.update(id, { tags: ['desk'], customer_reference: 'ref 1', hd_voice_enabled: true });
    holds(data, { id, tags: ['desk'], customer_reference: 'ref 1', hd_voice_enabled: true });
  },
  'PATCH /phone_numbers/{id}/messaging': async (judge) => {
    const { id } = await owned(judge);
    const profile = given((await judge.telnyx.messagingProfiles.create({ name: 'numbers', whitelisted_destinations: ['US'] })).data?.id);
    const before = given((await judge.telnyx.phoneNumbers.retrieve(id)).data?.messaging_profile_id);
    const { data } = await judge.telnyx.phoneNumbers.messaging.update(id, { messaging_profile_id: profile, messaging_product: 'P2P' });
    holds(data, { id, phone_number: OWNED, messaging_profile_id: profile, messaging_product: 'P2P', record_type: 'messaging_settings' });
    await judge.telnyx.phoneNumbers.messaging.update(id, { messaging_profile_id: before, messaging_product: 'A2P' });
  },
  'GET /available_phone_numbers': async (judge) => {
    const { data, meta } = await judge.telnyx.availablePhoneNumbers.list({ filter: { national_destination_code: '415', limit: 2 } });
    holds(meta, { total_results: 2 });
    holds(data?.[0], { record_type: 'available_phone_number', phone_number: expect.stringMatching(/^\+1415555/), reservable: true });
    holds(data?.[0]?.cost_information, { currency: 'USD', monthly_cost: expect.stringMatching(/^\d+\.\d+$/) });
    expect(await forSale(judge)).toHaveLength(3);
  },
  'POST /number_orders': async (judge) => {
    const phoneNumber = given((await forSale(judge))[0]?.phone_number);
    const { data } = await judge.telnyx.numberOrders.create({
      phone_numbers: [{ phone_number: phoneNumber }],
      customer_reference: 'order 1',
    });
    holds(data, { id: UUID, status: 'pending', phone_numbers_count: 1, customer_reference: 'order 1', record_type: 'number_order' });
    holds(data?.phone_numbers?.[0], { phone_number: phoneNumber, status: 'pending' });
    await judge.advance(2_000);
    holds((await judge.telnyx.numberOrders.retrieve(given(data?.id))).data, { status: 'success' });
    const bought = await judge.telnyx.phoneNumbers.list({ filter: { phone_number: phoneNumber.slice(1) } });
    holds(bought.data[0], { phone_number: phoneNumber, status: 'active' });
  },
  'GET /number_lookup/{phone_number}': async ({ telnyx }) => {
    const { data } = await telnyx.numberLookup.retrieve('+13129457420', { type: 'carrier' });
    holds(data, { phone_number: '+13129457420', country_code: 'US', record_type: 'number_lookup' });
    expect(data?.carrier?.type).toMatch(/^(mobile|fixed line|voip)$/);
    expect((await telnyx.numberLookup.retrieve('+13129457420', { type: 'caller-name' })).data?.caller_name?.caller_name).toContain('7420');
  },
};
